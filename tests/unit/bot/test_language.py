"""The language of a message, and the language to reply in."""

import pytest

from bot.language import Tongue, detect, reply_language


@pytest.mark.parametrize(
    ("text", "tongue"),
    [
        ("주문한 물건이 안 왔어요", Tongue("ko", "ko")),
        ("where is my order", Tongue("en", "en")),
        ("A/S 신청하고 싶어요", Tongue("ko", "ko")),
        ("FH-100234 언제 와요", Tongue("ko", "ko")),
        ("refund status 확인 부탁드려요", Tongue("mixed", "ko")),
        ("what is a 세금계산서 and how do I get it", Tongue("mixed", "en")),
        ("order 취소 please", Tongue("mixed", "en")),
        ("refund 신청", Tongue("mixed", None)),
        ("I want 환불", Tongue("mixed", None)),
        ("refund 해줘", Tongue("mixed", "ko")),
        ("me@shop.example 으로 보내줘", Tongue("ko", "ko")),
        ("???", Tongue("none", None)),
        ("12345", Tongue("none", None)),
        ("FH-100234", Tongue("none", None)),
        ("注文はどこですか", Tongue("other", None)),
        ("ㅠㅠ", Tongue("ko", "ko")),
        ("OK", Tongue("none", None)),
    ],
)
def test_detected(text: str, tongue: Tongue) -> None:
    assert detect(text) == tongue


@pytest.mark.parametrize(
    ("reply", "chosen", "before", "kept", "language"),
    [
        ("en", "ko", "ko", "ko", "en"),
        (None, "ko", "ko", "en", "en"),
        (None, "en", None, None, "en"),
        (None, "en", "ko", "ko", "en"),
    ],
    ids=["follows the message", "kept without letters", "first message: the widget's", "just changed in the widget"],
)
def test_reply_language(reply: str | None, chosen: str, before: str | None, kept: str | None, language: str) -> None:
    assert reply_language(reply, chosen=chosen, chosen_before=before, kept=kept) == language
