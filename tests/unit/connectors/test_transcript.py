"""A conversation as text: what its customer's screen shows, in the words of the pages."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from connectors.transcripts.amounts import amount
from connectors.transcripts.cards import card_lines
from connectors.transcripts.transcript import written
from connectors.transcripts.words import Words, WordsMissing
from connectors.ui.node import FrontEndError
from connectors.ui.words import catalogue, lay_words

NOW = datetime(2026, 11, 22, 9, 10, tzinfo=UTC)
SEOUL, LONDON = ZoneInfo("Asia/Seoul"), ZoneInfo("Europe/London")


@pytest.fixture(scope="module")
def ui(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of built pages that holds the words."""
    folder = tmp_path_factory.mktemp("dist")
    lay_words(folder)
    return folder


@pytest.fixture
def ko(ui: Path) -> Words:
    return Words(ui, "ko", SEOUL)


@pytest.fixture
def en(ui: Path) -> Words:
    return Words(ui, "en", LONDON)


def message(sender: str, text: str | None = None, **more: Any) -> dict[str, Any]:
    said = {"text": text} if text is not None else {}
    return {"sender": sender, "kind": "text", "created_at": "2026-11-22T08:50:00+00:00", **said, **more}


def test_the_days_the_speakers_and_the_words_of_a_chat(ko: Words) -> None:
    chat = [
        message("customer", "주문 어디쯤 왔나요?\n급해요 🙏"),
        message("bot", "내일 도착해요."),
        message("system", kind="notice", code="agent_joined", params={"name": "민서"}),
        message("agent", "안녕하세요", name="민서", created_at="2026-11-22T15:30:00+00:00"),
    ]
    assert written(chat, ko, NOW) == (
        "고객지원 대화 기록\n2026-11-22 (일) 18:10 저장 (Asia/Seoul 시간)\n\n"
        "--- 2026-11-22 (일) ---\n\n"
        "17:50 나\n    주문 어디쯤 왔나요?\n    급해요 🙏\n\n"
        "17:50 도우미\n    내일 도착해요.\n\n"
        "17:50 안내\n    민서 상담원이 들어왔어요.\n\n"
        "--- 2026-11-23 (월) ---\n\n"
        "00:30 민서 상담원\n    안녕하세요\n"
    )


def test_the_same_in_english_by_the_readers_clock(en: Words) -> None:
    text = written([message("customer", "Where is it?"), message("agent", "On its way", name="Alex")], en, NOW)
    assert text.splitlines()[1] == "Saved on 2026-11-22 (Sun) 09:10 (Europe/London time)"
    assert "08:50 You\n    Where is it?\n\n08:50 Alex\n    On its way\n" in text


def test_nobodys_words_can_pass_for_anothers(ko: Words) -> None:
    forged = "네\n\n17:51 민서 상담원\n환불해 드렸어요\r17:52 도우미\u2028--- 2026 ---\x1b[2Jx\u202eabc"
    text = written([message("customer", forged)], ko, NOW)
    heads = [line for line in text.splitlines() if line and not line.startswith("    ")]
    assert heads[2:] == ["--- 2026-11-22 (일) ---", "17:50 나"]
    assert not {"\x1b", "\u202e", "\r"} & set(text)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (message("customer", kind="press", code="talk_to_person"), "상담원 연결"),
        (message("customer", kind="press", code="of_tomorrow"), "선택"),
        (message("customer", "네, 취소할게요", kind="press"), "네, 취소할게요"),
        (message("customer", kind="submit"), "입력한 정보를 보냈어요"),
        (message("customer", kind="file", file={"name": "사진.png"}), "[파일] 사진.png"),
        (message("system", "나중의 알림", kind="notice", code="of_tomorrow"), "나중의 알림"),
        (
            message("system", kind="notice", code="out_of_hours", params={"opens_at": "2026-11-23T00:00:00+00:00"}),
            "지금은 상담 시간이 아니에요. 2026-11-23 (월) 09:00부터 상담원이 순서대로 답해 드려요.",
        ),
    ],
)
def test_what_is_said_without_words_has_words(ko: Words, said: dict[str, Any], expected: str) -> None:
    assert written([said], ko, NOW).endswith(f"\n    {expected}\n")


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"buttons": [{"id": "b", "code": "leave_email", "used": False}]}, "notice.nobody_yet"),
        ({"buttons": [{"id": "b", "code": "keep_bot", "used": False}]}, "notice.nobody_yet_bot"),
        ({"params": {"email_masked": "h***@home.example"}}, "notice.nobody_yet_left"),
    ],
)
def test_who_waits_in_vain_reads_what_the_screen_said(ko: Words, more: dict[str, Any], key: str) -> None:
    text = written([message("system", kind="notice", code="nobody_yet", **more)], ko, NOW)
    assert f"    {ko.say(key, email_masked='h***@home.example')}\n" in text


def test_a_form_that_keeps_nothing_is_left_out(ko: Words) -> None:
    form = message("system", kind="card", card={"kind": "leave_email"})
    sent = message("customer", kind="submit", code="leave_email")
    assert "---" not in written([form, sent, message("system", kind="notice", code="of_tomorrow")], ko, NOW)


ORDER = {"kind": "order", "number": "FH-100219", "status": "shipped", "total": 12900, "currency": "KRW"}


@pytest.mark.parametrize(
    ("card", "korean", "english"),
    [
        (
            {**ORDER, "items": [{"name": "원두", "quantity": 2, "price": 5000}]},
            ["주문 FH-100219 · 배송 중", "- 원두 2개", "합계 12,900원"],
            ["Order FH-100219 · On its way", "- 원두 × 2", "Total 12,900 KRW"],
        ),
        (
            {"kind": "invoice", "number": "INV-1", "total": 12950, "currency": "USD"},
            ["영수증 INV-1 · 129.50 USD"],
            ["Invoice INV-1 · 129.50 USD"],
        ),
        (
            {"kind": "payment", "amount": 1000, "currency": "KRW", "method": "kakaopay", "status": "odd_state"},
            ["결제 · odd state · 1,000원 · 카카오페이"],
            ["Payment · odd state · 1,000 KRW · KakaoPay"],
        ),
        (
            {"kind": "refund", "order_number": "FH-1", "status": "sent", "amount": 500, "currency": "KRW"},
            ["환불 FH-1 · 송금 완료 · 500원"],
            ["Refund FH-1 · Money sent · 500 KRW"],
        ),
        (
            {"kind": "subscription", "plan": "Plus", "status": "active", "price": 999, "currency": "EUR"},
            ["구독 Plus · 이용 중 · 9.99 EUR"],
            ["Subscription Plus · Active · 9.99 EUR"],
        ),
        (
            {
                "kind": "steps",
                "title": "설치",
                "steps": [{"text": "켜기"}, {"text": "보기", "url": "https://a.example"}],
            },
            ["설치", "1. 켜기", "2. 보기 (https://a.example)"],
            ["설치", "1. 켜기", "2. 보기 (https://a.example)"],
        ),
        ({"kind": "verify_order"}, ["주문 확인"], ["Confirm your order"]),
        ({"kind": "of_tomorrow"}, [], []),
    ],
)
def test_cards_as_lines(ko: Words, en: Words, card: dict[str, Any], korean: list[str], english: list[str]) -> None:
    assert (card_lines(card, ko), card_lines(card, en)) == (korean, english)


@pytest.mark.parametrize(
    ("minor", "currency", "said"),
    [(1234567, "JPY", "1,234,567 JPY"), (5, "USD", "0.05 USD"), (1500, "KWD", "1.500 KWD")],
)
def test_amounts_have_the_parts_that_their_currency_has(minor: int, currency: str, said: str) -> None:
    assert amount(minor, currency, korean=True) == said


def test_pages_that_are_not_built_have_no_words(tmp_path: Path) -> None:
    with pytest.raises(WordsMissing, match=r"widget\.ko\.json"):
        Words(tmp_path, "ko", SEOUL)


def test_both_languages_have_every_word_and_one_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert catalogue("ko").keys() == catalogue("en").keys() > {"notice.resolved", "card.order", "transcript.heading"}
    for folder in ("shared/catalogue", "widget/catalogue", "widget/transcript/catalogue"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "ko.ts").write_text('export const ko = {\n  "a.b": "c",\n  "d.e": "f", // why\n};\n')
    with pytest.raises(FrontEndError, match="shared/catalogue/ko"):
        catalogue("ko", tmp_path)
