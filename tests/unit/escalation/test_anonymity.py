"""Nothing of one customer is left in what another one may be told; what is left still says something."""

import pytest

from escalation.suggestions.anonymity import Known, anonymous, is_reusable
from escalation.suggestions.person_names import introduced

KOREAN = Known(
    customers=("김하은",),
    agents=("민지", "박서연"),
    orders=("FH-100234",),
    totals=(39_000,),
    carriers=("CJ대한통운",),
    tracking=("688812345678",),
    tickets=("41",),
    forms=("월드컵북로 54길 12", "이준호", "경비실에 맡겨 주세요"),
)
ENGLISH = Known(
    customers=("Harper Lee",),
    agents=("Sarah Connor",),
    orders=("FH-100234",),
    totals=(39_000,),
    carriers=("DHL",),
    tracking=("1Z999AA10123456784",),
    forms=("12 Baker Street", "Jonathan Reeve"),
)
SECRETS = (
    *(
        "하은",
        "이준호",
        "서연",
        "FH-100234",
        "100234",
        "39,000",
        "39000",
        "4만",
        "688812345678",
        "월드컵북로",
        "경비실에 맡겨",
    ),
    *(
        "harper@",
        "example.com",
        "010",
        "1234",
        "5678",
        "900101",
        "4242",
        "홍길동",
        "이순신",
        "마포구",
        "203호",
        "국민은행 12",
    ),
    *(
        "Harper",
        "harper",
        "Lee",
        "Sarah",
        "Connor",
        "1Z999",
        "Baker",
        "Reeve",
        "Jonathan",
        "Smith",
        "415",
        "SW1A",
        "May 3",
    ),
    *("39.90", "thirty", "골뱅이", "dot com", "WELCOME10", "5월", "05-03", "삼만", "k=9f"),
)
"""Fragments that must be in no anonymous text."""

LEAKS = [
    ("안녕하세요, 하은님! 주문 FH-100234는 취소됐어요.", KOREAN),
    ("김하은 고객님께 39,000원을 돌려 드렸어요.", KOREAN),
    ("김 하은 님, 4만 원 쿠폰을 드렸어요.", KOREAN),
    ("하은 김 고객님 확인했어요.", KOREAN),
    ("fh 100234 건, FH100234 건, 그리고 100234번 모두 같은 주문이에요.", KOREAN),
    ("CJ대한통운 688812345678로 5월 3일에 나갔고 6888-1234-5678도 같아요.", KOREAN),
    ("010-1234-5678로 기사님이 전화드려요. 010 1234 5678 맞으시죠?", KOREAN),
    ("０１０－１２３４－５６７８로 연락드릴게요.", KOREAN),
    ("010\u200b-1234\u200b-5678로 문자 보냈어요.", KOREAN),
    ("공일공 일이삼사 오육칠팔로 전화했어요.", KOREAN),
    ("harper@example.com, harper ＠ example.com으로 보냈어요.", KOREAN),
    ("하퍼 골뱅이 네이버 닷컴으로 보내 드렸어요.", KOREAN),
    ("900101-2345678은 받지 않아요.", KOREAN),
    ("4242 4242 4242 4242 카드로 취소했어요. 끝자리 4242 맞아요.", KOREAN),
    ("택배기사 홍길동님이 두고 가셨대요. 홍길동 기사님 번호예요.", KOREAN),
    ("받는 분 이순신으로, 예금주는 홍길동으로 바꿨어요.", KOREAN),
    ("이준호 님 앞으로 월드컵북로 54길 12, 경비실에 맡겨 주세요로 적었어요.", KOREAN),
    ("서울시 마포구 월드컵북로 54길 12 203호로 보냈어요.", KOREAN),
    ("마포구 성산동 월드컵북로54 101동 203호예요.", KOREAN),
    ("국민은행 123456-78-901234로 삼만구천원 입금했어요.", KOREAN),
    ("2026-05-03, 2026.05.03, 5/3에 보냈어요.", KOREAN),
    ("저는 박서연입니다. 박서연 드림", KOREAN),
    ("쿠폰은 WELCOME10이고 https://shop.example/t?k=9f에서 봐요.", KOREAN),
    ("Hi Harper, your refund for FH-100234 of ₩39,000 is on its way.", ENGLISH),
    ("HARPER LEE, harper lee, Lee, Harper: all you.", ENGLISH),
    ("Dear Ms. Lee, we charged $39.90 to card ending 4242 on May 3rd.", ENGLISH),
    ("Signed for by John Smith at 12 Baker Street, Apt 4, SW1A 1AA.", ENGLISH),
    ("We sent it to Jonathan Reeve; Reeve will sign.", ENGLISH),
    ("UPS 1Z999AA10123456784, or 1Z999 AA1 0123456784.", ENGLISH),
    ("Call +1 415-555-0199 or (415) 555-0199.", ENGLISH),
    ("Write to harper at example dot com or harper@example.com.", ENGLISH),
    ("It was thirty-nine dollars, paid on 3 May 2026.", ENGLISH),
    ("Best, Sarah", ENGLISH),
    ("I'm Sarah Connor from the team. Kind regards, Sarah", ENGLISH),
    ("hi harper! thanks harper.", ENGLISH),
    ("Mr Smith and Mrs Smith both called.", ENGLISH),
]


@pytest.mark.parametrize(("text", "known"), LEAKS, ids=[text[:24] for text, _ in LEAKS])
def test_nothing_of_a_customer_is_left(text: str, known: Known) -> None:
    left = anonymous(text, known)
    assert [secret for secret in SECRETS if secret in left] == [], left
    assert any(secret in text for secret in SECRETS) or not text.isascii()


@pytest.mark.parametrize(("text", "known"), LEAKS, ids=[text[:24] for text, _ in LEAKS])
def test_taking_out_twice_changes_nothing(text: str, known: Known) -> None:
    once = anonymous(text, known)
    assert anonymous(once, known) == once


@pytest.mark.parametrize(("text", "known"), LEAKS, ids=[text[:24] for text, _ in LEAKS])
def test_what_is_known_of_nobody_is_not_reused_with_a_secret_in_it(text: str, known: Known) -> None:
    """Without any knowledge of the case names alone may pass; numbers, addresses of mail and the like never."""
    left = anonymous(text, Known())
    assert [digit for digit in left if digit.isdigit() and sum(sign.isdigit() for sign in left) > 3] == [], left
    assert "@" not in left


@pytest.mark.parametrize(
    ("text", "known", "left"),
    [
        (
            "안녕하세요, 하은님! 주문 FH-100234는 취소됐고 39,000원은 3~5영업일 안에 카드로 환불돼요.",
            KOREAN,
            "안녕하세요, {customer_name}님! 주문 {order_number}는 취소됐고 "
            "{order_total}은 3~5영업일 안에 카드로 환불돼요.",
        ),
        (
            "39,000 won은 들어갔고, KRW 1,500. 더 빠진 건 없어요. 배송비 3,000원만 남아요.",
            KOREAN,
            "{order_total}은 들어갔고, [amount]. 더 빠진 건 없어요. 배송비 [amount]만 남아요.",
        ),
        (
            "CJ대한통운 688812345678로 나갔어요. 문의 번호는 #41이에요.",
            KOREAN,
            "{carrier} {tracking_number}로 나갔어요. 문의 번호는 {ticket_number}이에요.",
        ),
        (
            "Hi Harper, your refund for FH-100234 takes 3 to 5 business days. Best, Sarah",
            ENGLISH,
            "Hi {customer_name}, your refund for {order_number} takes 3 to 5 business days. Best, {agent_name}",
        ),
    ],
)
def test_what_is_known_becomes_a_placeholder_of_the_macros(text: str, known: Known, left: str) -> None:
    assert anonymous(text, known) == left
    assert is_reusable(left, "ko" if known is KOREAN else "en")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("필터는 3개월마다 바꿔 주시면 되고, 앱의 설정 > 기기에서 남은 수명을 볼 수 있어요.", "ko"),
        ("날씨 때문에 배송이 늦어지고 있어요. 우선 고객님께 10% 쿠폰을 드릴게요.", "ko"),
        ("지원이 종료된 모델은 교환이 안 되고, 수정은 마이페이지에서 24시간 안에 하실 수 있어요.", "ko"),
        ("담당 기사님이 방문 전에 전화드려요. 부재중이시면 다음 날 다시 들러요.", "ko"),
        ("이번에 신청하신 반품은 수거 뒤 이틀 안에 처리돼요.", "ko"),
        ("Please open Settings > Devices and hold the button for 10 seconds until the light blinks blue.", "en"),
        ("You can change it under My Orders. Refunds go back to the card you paid with.", "en"),
        ("The warranty lasts two years and covers the battery. We may ask for the invoice.", "en"),
    ],
)
def test_what_everybody_may_be_told_stays_as_it_is(text: str, language: str) -> None:
    known = Known(customers=("김지원", "May Will"), agents=("이수정",))
    assert anonymous(text, known) == text
    assert is_reusable(text, language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("네, 알겠습니다.", "ko"),
        ("{customer_name}님 {order_number} {order_total}", "ko"),
        ("[amount] 결제는 [date]에 취소했고 [number]로 들어가요. 기다려 주세요.", "ko"),
        ("받는 분은 [name]으로 바꿔 드렸으니 기다려 주시면 돼요.", "ko"),
        ("물건은 [address] 앞에 두고 왔다고 하시네요.", "ko"),
        ("All done, thanks.", "en"),
        ("The code for the gate of the house is 12 34, please use it.", "en"),
    ],
)
def test_what_says_nothing_or_is_about_one_case_is_not_reused(text: str, language: str) -> None:
    assert not is_reusable(text, language)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("저는 박서준인데요 환불이 안 들어와요", ["박서준"]),
        ("받는 분은 이순신으로 바꿔 주세요", ["이순신"]),
        ("Hello, my name is Harper Lee and it broke", ["Harper Lee"]),
        ("저는 환불이 필요해요", []),
        ("I'm Android user", []),
    ],
)
def test_who_a_customer_says_they_are(text: str, names: list[str]) -> None:
    assert introduced(text) == names
