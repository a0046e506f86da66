"""Set-up guides by product."""

from rasa_sdk.events import SlotSet

from tests.unit.actions.records import GUIDE
from tests.unit.actions.stage import Stage

OTHER = {**GUIDE, "product": "소리 스피커"}


async def test_the_guide_of_the_product_named(stage: Stage) -> None:
    stage.shop.guides = [GUIDE, OTHER]
    for locale, title, step in (
        ("ko", "루미 램프 연결하기", "전원을 켭니다."),
        ("en", "Connect your Lumi Lamp", "Switch it on."),
    ):
        played = await stage.play(
            "action_onboarding_get_started", "onboarding_get_started", entities={"product": "루미 램프"}, locale=locale
        )
        card = played.replies[0]["card"]
        assert (card["kind"], card["title"], card["steps"][0]) == ("steps", title, {"text": step})
        assert card["steps"][1]["url"] == "https://shop.example/products/LUMI-1#guide"
        assert played.events == [SlotSet("follow_up", False)]


async def test_without_a_product_the_products_are_buttons(stage: Stage) -> None:
    stage.shop.guides = [GUIDE, OTHER, GUIDE]
    played = await stage.play("action_onboarding_connect_device", "onboarding_connect_device")
    assert played.names == ["utter_onboarding_connect_device", "utter_which_product"]
    assert played.replies[1]["buttons"] == [
        {"title": "루미 램프", "payload": '/choose_product{"product": "루미 램프"}'},
        {"title": "소리 스피커", "payload": '/choose_product{"product": "소리 스피커"}'},
    ]


async def test_choosing_a_product_shows_its_guide(stage: Stage) -> None:
    stage.shop.guides = [GUIDE, OTHER]
    played = await stage.play("action_choose_product", "choose_product", entities={"product": "소리 스피커"})
    assert played.texts[0].startswith("소리 스피커 설치 방법")


async def test_an_unknown_product_is_said_and_the_others_offered(stage: Stage) -> None:
    stage.shop.guides = [GUIDE]
    played = await stage.play("action_onboarding_get_started", entities={"product": "toaster"}, locale="en")
    assert played.names == ["utter_no_guide", "utter_onboarding_get_started", "utter_which_product"]
    assert "toaster" in played.texts[0]
