"""First steps with a product: its set-up guide, or the products there are guides for."""

from actions.answer import Answer
from actions.exchange import Exchange
from actions.shop import Record
from actions.voice import Button, Card, payload

# A choice longer than this is no choice.
MOST_PRODUCTS = 8


class ProductGuide(Answer):
    """The guide of the product named, spoken of before, or picked by a button."""

    intent: str
    general: str
    """What is said when no product is known yet."""

    def name(self) -> str:
        return f"action_{self.intent}"

    async def answer(self, x: Exchange) -> None:
        product = x.turn.entities.get("product")
        guides = await x.shop.guides(str(product)) if product else []
        if guides:
            say_guide(x, guides[0])
            x.settle()
            return
        if product:
            x.voice.say("utter_no_guide", product=str(product))
        choice = _choice(x, await x.shop.guides())
        x.voice.say(self.general)
        if choice:
            x.voice.say("utter_which_product", buttons=choice)
        x.settle(ask=False)


class OnboardingGetStarted(ProductGuide):
    intent = "onboarding_get_started"
    general = "utter_onboarding_get_started"


class OnboardingConnectDevice(ProductGuide):
    intent = "onboarding_connect_device"
    general = "utter_onboarding_connect_device"


class ChooseProduct(ProductGuide):
    intent = "choose_product"
    general = "utter_onboarding_get_started"


def say_guide(x: Exchange, guide: Record) -> None:
    x.voice.say("utter_guide", card=_steps(guide, x.turn.locale), product=str(guide["product"]))


def _steps(guide: Record, locale: str) -> Card:
    steps = [
        {"text": step["text"][locale], **({"url": step["url"]} if step.get("url") else {})} for step in guide["steps"]
    ]
    return {"kind": "steps", "title": guide["title"][locale], "steps": steps}


def _choice(x: Exchange, guides: list[Record]) -> list[Button]:
    """One button a product; its title is the product's own name."""
    names = list(dict.fromkeys(str(guide["product"]) for guide in guides))[:MOST_PRODUCTS]
    return [{"title": name, "payload": payload("choose_product", product=name)} for name in names]
