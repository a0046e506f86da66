"""What a chat teaches: which of the customer's words were the question, and which reply settled it."""

from typing import Any

import pytest

from escalation.suggestions.lessons import Line, decisive_reply, known_of, question_among, questions, without_courtesies

CHAT = [
    Line("customer", "환불이 안 들어와요"),
    Line("bot", "주문번호를 알려 주세요."),
    Line("customer", "상담원"),
    Line("agent", "안녕하세요. 주문번호를 알려 주시겠어요?"),
    Line("customer", "FH-100234요"),
    Line("customer", "두 번 결제됐어요"),
    Line("agent", "확인했어요."),
    Line("agent", "카드 취소는 영업일 기준 3~5일 걸려요. 더 궁금한 점 있으세요?"),
    Line("customer", "네 감사합니다"),
    Line("agent", "감사합니다. 좋은 하루 되세요!"),
]


def test_the_questions_are_what_the_customer_said_before_the_last_answer() -> None:
    assert questions(CHAT) == ["네 감사합니다", "FH-100234요\n두 번 결제됐어요", "상담원", "환불이 안 들어와요"]


def test_open_questions_are_those_that_no_agent_has_answered() -> None:
    assert questions(CHAT, open_only=True) == []
    assert questions(CHAT[:9], open_only=True) == ["네 감사합니다"]
    assert questions(CHAT[:3], open_only=True) == ["상담원", "환불이 안 들어와요"]
    assert questions([], open_only=True) == []


def test_the_decisive_reply_says_most_and_asks_nothing() -> None:
    assert decisive_reply(CHAT) == "확인했어요.\n카드 취소는 영업일 기준 3~5일 걸려요."


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [Line("customer", "환불이 안 들어와요"), Line("bot", "카드 취소는 3~5일 걸려요.")],
        [Line("agent", "안녕하세요!"), Line("customer", "네"), Line("agent", "주문번호를 알려 주시겠어요?")],
        [Line("agent", "Hi there!"), Line("customer", "hi"), Line("agent", "Thanks for waiting. Have a nice day!")],
    ],
)
def test_courtesies_and_questions_settle_nothing(lines: list[Line]) -> None:
    assert decisive_reply(lines) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("안녕하세요, 상담사 민지입니다. 필터는 3개월마다 갈아 주세요. 감사합니다.", "필터는 3개월마다 갈아 주세요."),
        ("Hi Harper,\nIt takes 3.5 days. It goes to your card. Is there anything else?\nBest, Sarah", None),
        ("필터를 3.5초 눌러 주세요. 불이 꺼져요", "필터를 3.5초 눌러 주세요. 불이 꺼져요"),
        ("죄송합니다. 잠시만요.", ""),
        ("", ""),
    ],
)
def test_courtesies_are_left_out_at_both_ends(text: str, left: str | None) -> None:
    assert without_courtesies(text) == ("It takes 3.5 days. It goes to your card." if left is None else left)


def parse(intent: str, confidence: float = 0.9, **fields: Any) -> dict[str, Any]:
    return {"intent": intent, "confidence": confidence, "crowd": {"mean": 0.3, "deviation": 0.1}, **fields}


@pytest.mark.parametrize(
    ("parses", "place"),
    [
        ([parse("thank"), parse("billing_refund_status"), parse("order_track")], 1),
        ([parse("human_agent"), parse("out_of_scope"), parse("order_track")], 2),
        ([parse("human_agent"), parse("out_of_scope")], 1),
        ([parse("order_track", 0.3), parse("greet")], 0),
        ([parse("order_track", noise=True)], None),
        ([parse("human_agent"), parse("greet")], None),
        ([{"intent": "order_track", "confidence": 0.9}], None),
        ([], None),
    ],
    ids=[
        "newest subject",
        "a subject before anything",
        "no small talk",
        "unsure",
        "noise",
        "none",
        "too short",
        "nothing",
    ],
)
def test_which_question_a_chat_is_about(parses: list[dict[str, Any]], place: int | None) -> None:
    assert question_among(parses) == place


def test_what_the_record_knows_of_a_case_is_gathered_from_wherever_it_stands() -> None:
    card = {
        "kind": "order",
        "number": "FH-100234",
        "total": 39_000,
        "items": [{"name": "x", "price": 13_000}],
        "carrier": "CJ대한통운",
        "tracking_number": "6888",
    }
    known = known_of(
        [{"order": {"number": "FH-100234"}}, None, card, {"reference": "FH-7"}],
        customers=["김하은", ""],
        agents=["민지", "민지"],
        tickets=[41],
        forms=[{"recipient": "이준호", "lines": ["월드컵로 12", {"zip": "04001"}]}, ["박서준"]],
    )
    assert known.orders == ("FH-100234", "FH-7")
    assert known.totals == (39_000, 13_000)
    assert (known.carriers, known.tracking, known.tickets) == (("CJ대한통운",), ("6888",), ("41",))
    assert (known.customers, known.agents) == (("김하은",), ("민지",))
    assert known.forms == ("이준호", "월드컵로 12", "04001", "박서준")
