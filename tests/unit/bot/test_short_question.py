"""Short questions that live on what was said before, in both languages."""

import pytest

from bot.short_question import ASKS_PRICE, ASKS_WHEN, LAST, OTHER_ORDER, place_in_list, short_question


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("그럼 언제 와요?", ASKS_WHEN),
        ("언제 들어와요?", ASKS_WHEN),
        ("몇시에 와ㅠㅠ", ASKS_WHEN),
        ("언제쯤 받을 수 있어요", ASKS_WHEN),
        ("왜 이렇게 오래 걸려요", ASKS_WHEN),
        ("so when will it arrive?", ASKS_WHEN),
        ("When is it coming then", ASKS_WHEN),
        ("when do i get it", ASKS_WHEN),
        ("why is it taking so long??", ASKS_WHEN),
        ("얼마였죠?", ASKS_PRICE),
        ("그거 얼마예요", ASKS_PRICE),
        ("how much was it?", ASKS_PRICE),
        ("how much did I pay for it", ASKS_PRICE),
        ("다른 거는요?", OTHER_ORDER),
        ("아니 다른 주문", OTHER_ORDER),
        ("what about the other one?", OTHER_ORDER),
        ("no, my other order", OTHER_ORDER),
    ],
)
def test_a_short_question(text: str, kind: str) -> None:
    assert short_question(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "배송 언제 와요",
        "환불 언제 돼요?",
        "언제 오픈해요?",
        "얼마나 걸려요?",
        "배송비 얼마예요",
        "다른 거 물어볼게요",
        "when do you open",
        "when will my card be charged",
        "how much is shipping",
        "the other one arrived broken",
        "안녕하세요",
        "",
    ],
)
def test_what_says_by_itself_what_it_wants_is_none(text: str) -> None:
    assert short_question(text) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("두번째꺼", 2),
        ("첫 번째 주문이요", 1),
        ("2번이요", 2),
        ("맨 아래 거", LAST),
        ("the second one", 2),
        ("last one please", LAST),
        ("1042번이요", None),
        ("두 번 결제됐어요", None),
        ("the second one is broken", None),
    ],
)
def test_a_place_in_a_list(text: str, place: int | None) -> None:
    assert place_in_list(text) == place
