"""What the shipped policy hears in customers' words, what is only denied or means something else, and the scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalation.routing import reasons as why
from escalation.routing.phrases import said
from escalation.routing.policy import Said
from escalation.routing.policy_file import shipped_policy
from escalation.routing.scripts import foreign_script

SAFETY, FRAUD, LEGAL = why.SAFETY_HAZARD, why.UNAUTHORISED_CHARGE, why.LEGAL_THREAT
REGULATOR, PRESS, ERASURE = why.REGULATOR_THREAT, why.PRESS_THREAT, why.DATA_ERASURE


def codes(text: str) -> set[str]:
    """The signals that the shipped policy hears."""
    return {code for code, what in shipped_policy().said.items() if said(text, what) is not None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("충전하다가 불이 났어요!!", {SAFETY}),
        ("가습기에서 연기가 나요 어떡해요", {SAFETY}),
        ("콘센트 꽂는데 감전됐어요", {SAFETY}),
        ("청소기 배터리가 부풀어 올랐어요", {SAFETY}),
        ("전기포트 쓰다가 화상을 입었습니다", {SAFETY}),
        ("불이 났어요 아니 이게 뭐예요", {SAFETY}),
        ("연기가 나는데 왜 답이 없어요", {SAFETY}),
        ("The lamp CAUGHT FIRE last night", {SAFETY}),
        ("there is smoke coming out of the heater", {SAFETY}),
        ("my kettle gave me an electric shock", {SAFETY}),
        ("it exploded in my kitchen", {SAFETY}),
        ("I’ve got a swollen battery here", {SAFETY}),
        ("제가 결제한 적이 없는 금액이 빠져나갔어요", {FRAUD}),
        ("카드 도용당한 것 같아요", {FRAUD}),
        ("I didn't authorize this payment", {FRAUD}),
        ("somebody used my card on your site", {FRAUD}),
        ("환불 안 해주면 고소할 겁니다", {LEGAL}),
        ("우리변호사랑 얘기하세요", {LEGAL}),
        ("you will hear from my lawyer", {LEGAL}),
        ("see you in small claims", {LEGAL}),
        ("I'm filing a chargeback", {LEGAL}),
        ("한국소비자원에 신고하겠습니다", {REGULATOR}),
        ("공정위에 민원 넣을게요", {REGULATOR}),
        ("reporting you to the BBB", {REGULATOR}),
        ("기자한테 다 말할 거예요", {PRESS}),
        ("언론에 제보하겠습니다", {PRESS}),
        ("I will tell the press about this", {PRESS}),
        ("제 개인정보 삭제해 주세요", {ERASURE}),
        ("please delete all my data", {ERASURE}),
        ("소비자원이랑 언론에 다 알릴 거예요", {REGULATOR, PRESS}),
    ],
)
def test_what_is_heard(text: str, expected: set[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "불은 안 났는데 소리가 이상해요",
        "연기는 안 나요",
        "연기가 나지 않아요",
        "고소할 생각은 없어요",
        "폭발한 건 아니에요",
        "there was no smoke",
        "it did not catch fire",
        "I don't want to sue",
        "배송 연기해 주세요",
        "불이 나갔어요 전구 바꿔야 하나요",
        "화상 회의용 카메라 있나요",
        "고소한 맛 나는 견과류 찾아요",
        "도착하기자마자 열어 봤어요",
        "do you sell a smoke detector?",
        "is this colour smoke grey or blue?",
        "I have an issue with my order",
        "the fire tv remote does not work",
        "주문 언제 와요?",
        "where is my parcel",
        "",
    ],
)
def test_what_is_denied_or_means_something_else(text: str) -> None:
    assert codes(text) == set()


def test_how_a_phrase_is_written_says_how_it_is_heard() -> None:
    assert said("불났어", Said(("불 났",))) == "불 났"
    assert said("들불 났어", Said(("불 났",))) is None
    assert said("들불 났어", Said(("*불 났",))) == "*불 났"
    assert said("hacking", Said(("hack",))) is None
    assert said("hacking", Said(("hack*",))) == "hack*"
    assert said("a smoke detector, and smoke!", Said(("smoke",), ("smoke detector",))) == "smoke"


@given(st.text(max_size=200))
def test_any_text_can_be_listened_to(text: str) -> None:
    assert codes(text) <= set(why.SAID)
    assert foreign_script(text) not in ("latin", "hangul")


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("注文はどこですか", "kana"),
        ("退款", "han"),
        ("我的订单在哪里？", "han"),
        ("Где мой заказ?", "cyrillic"),
        ("أين طلبي", "arabic"),
        ("สินค้าอยู่ที่ไหน", "thai"),
        ("मेरा ऑर्डर कहाँ है", "devanagari"),
        ("주문 어디예요", None),
        ("where is my order", None),
        ("¿dónde está mi pedido?", None),
        ("美용기 주문했어요", None),
        ("ㅠㅠㅠ", None),
        ("(づ｡◕‿‿◕｡)づ", None),
        ("1234 !!", None),
        ("", None),
    ],
)
def test_scripts(text: str, script: str | None) -> None:
    assert foreign_script(text) == script
