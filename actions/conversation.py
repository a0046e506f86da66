"""Keeping the thread: what to say when it is unclear, unfinished, or done."""

from rasa_sdk.events import SlotSet

from actions.answer import Answer
from actions.exchange import Exchange, drop
from actions.order_lookup import person
from actions.order_requests import take_mentioned_order, take_order_number
from actions.turn import Task
from actions.voice import Button, payload

# Responses that end in the offer of a person: a typed yes to them means that person.
OFFERS_OF_A_PERSON = frozenset(
    {"utter_solved_no", "utter_not_understood_again", "utter_not_understood_in_task_again"}
    | {"utter_complaint", "utter_out_of_scope_again", "utter_ask_back_again"}
)

# What the customer types into a card that posts past the chat.
IN_A_CARD = frozenset({"address", "ownership"})


class FollowUp(Answer):
    """After an answer that is only a response: back to the task that waits, or 'did that solve it?'."""

    def name(self) -> str:
        return "action_follow_up"

    async def answer(self, x: Exchange) -> None:
        x.settle()


class Solved(Answer):
    """The answer to 'did that solve it?', by its buttons."""

    def name(self) -> str:
        return "action_solved"

    async def answer(self, x: Exchange) -> None:
        hear_solved(x, str(x.turn.entities.get("solved")).lower() == "true")


def hear_solved(x: Exchange, solved: bool) -> None:
    x.voice.say("utter_solved_yes" if solved else "utter_solved_no")
    x.voice.signal(solved=solved)
    x.events.append(SlotSet("follow_up", True))


class Affirm(Answer):
    """A typed yes means what the bot asked last; what changes something in the shop needs its button."""

    def name(self) -> str:
        return "action_affirm"

    async def answer(self, x: Exchange) -> None:
        task = x.turn.task
        if "utter_ask_solved" in x.turn.asked:
            hear_solved(x, True)
        elif x.turn.asked & OFFERS_OF_A_PERSON:
            x.hand_off("asked_for_person")
        elif "utter_duplicate_found" in x.turn.asked:
            x.hand_off("policy")
        elif task and task.wants == "confirmation":
            x.voice.say(unlike_before(x, "utter_press_the_button"))
            x.propose(task)
        elif task:
            if task.wants in IN_A_CARD:
                x.voice.say(unlike_before(x, "utter_only_in_the_card"))
            x.remind(task)
        else:
            x.voice.say("utter_affirm")


class Deny(Answer):
    """A typed no, and the words for 'never mind': out of the task that waits, else the answer to what was asked."""

    def name(self) -> str:
        return "action_deny"

    async def answer(self, x: Exchange) -> None:
        if "utter_ask_solved" in x.turn.asked:
            hear_solved(x, False)
        elif x.turn.task:
            drop(x)
        else:
            x.voice.say("utter_deny")


class AskBack(Answer):
    """Nearly understood: the likeliest meanings as buttons."""

    def name(self) -> str:
        return "action_ask_back"

    async def answer(self, x: Exchange) -> None:
        if await _is_the_order(x):
            return
        choices = [choice(x, intent) for intent in x.turn.candidates]
        none = x.voice.button("utter_button_none_of_these", "none_of_these")
        x.voice.say(unlike_before(x, "utter_ask_back"), buttons=[*choices, none])


async def _is_the_order(x: Exchange) -> bool:
    """Whatever the message is, it says which order the task waits for."""
    if x.turn.number and x.turn.task:
        await take_order_number(x)
        return True
    return await take_mentioned_order(x)


AGAIN = {
    "utter_ask_back": "utter_ask_back_again",
    "utter_noise": "utter_noise_again",
    "utter_not_understood_in_task": "utter_not_understood_in_task_again",
    "utter_only_in_the_card": "utter_not_understood_in_task_again",
    "utter_out_of_scope": "utter_out_of_scope_again",
    "utter_press_the_button": "utter_press_the_button_again",
}


def unlike_before(x: Exchange, response: str) -> str:
    """The response, or its other wording where the customer has just read this one."""
    return AGAIN[response] if response in x.turn.asked else response


def choice(x: Exchange, intent: str) -> Button:
    """A request by its title; what was found in the message (an order number, a product) goes with it."""
    found = {key: str(value) for key, value in x.turn.entities.items() if key in ("order_number", "product")}
    return {"title": x.voice.piece(f"utter_choice_{intent}"), "payload": payload(intent, **found)}


class NotUnderstood(Answer):
    """Not understood: ask once to say it otherwise, then say so. While a task waits, it is a strike."""

    def name(self) -> str:
        return "action_not_understood"

    async def answer(self, x: Exchange) -> None:
        if await _is_the_order(x):
            return
        if x.turn.task:
            _missed(x, x.turn.task)
        elif x.turn.misses < 2:
            x.voice.say("utter_not_understood")
        else:
            x.voice.say("utter_not_understood_again", buttons=[person(x)])


class OutOfScope(Answer):
    """Not for us, said shortly. While a task waits, it is more likely an answer that was not understood."""

    def name(self) -> str:
        return "action_out_of_scope"

    async def answer(self, x: Exchange) -> None:
        if await _is_the_order(x):
            return
        if x.turn.task:
            _missed(x, x.turn.task)
        elif x.turn.rest:
            x.voice.say("utter_out_of_scope_rest")
        else:
            x.voice.say(unlike_before(x, "utter_out_of_scope"))


class Noise(Answer):
    """No words: say that we are here; while a task waits, what it waits for."""

    def name(self) -> str:
        return "action_noise"

    async def answer(self, x: Exchange) -> None:
        if x.turn.task:
            x.remind(x.turn.task)
        else:
            x.voice.say(unlike_before(x, "utter_noise"))


def _missed(x: Exchange, task: Task) -> None:
    """A strike: say so, and what is waited for."""
    if not x.strike(task):
        said = "utter_only_in_the_card" if task.wants in IN_A_CARD else "utter_not_understood_in_task"
        said = unlike_before(x, said)
        x.voice.say(said, buttons=[person(x)] if said in AGAIN.values() else ())
        x.remind(task)
