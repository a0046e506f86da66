"""An answer from the help centre, to a question that fits no intent."""

from actions.answer import Answer
from actions.exchange import Exchange
from actions.order_lookup import person


class HelpArticle(Answer):
    """The passage that was found, under its title, in the customer's language."""

    def name(self) -> str:
        return "action_help_article"

    async def answer(self, x: Exchange) -> None:
        passage = x.turn.help[x.turn.locale]
        x.voice.say("utter_help_article", title=passage["title"], passage=passage["text"], buttons=[person(x)])
        x.settle()
