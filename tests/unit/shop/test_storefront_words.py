"""The storefront speaks both languages, and both catalogues know the same words."""

import re
import string
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.demoshop import words
from connectors.demoshop.dates import moment
from connectors.demoshop.words import Words, chosen
from connectors.shop.values import Locale

NOW = datetime(2026, 3, 10, 3, tzinfo=UTC)
TEMPLATES = Path(words.__file__).parent / "templates"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_words_and_placeholders() -> None:
    korean, english = (Words().catalogues[locale] for locale in words.LOCALES)
    assert korean.keys() == english.keys()
    dates = {"day", "day_and_year"}
    assert [key for key in korean if placeholders(korean[key]) != placeholders(english[key]) and key not in dates] == []


def test_every_word_that_a_template_says_is_in_the_catalogue() -> None:
    said = {
        key
        for template in TEMPLATES.glob("*.html")
        for key in re.findall(r"say\([\"'](\w+)[\"'][,)]", template.read_text(encoding="utf-8"))
    }
    assert said - Words().catalogues["ko"].keys() == set()
    assert len(said) > 50


@pytest.mark.parametrize(
    ("wanted", "remembered", "accepted", "locale"),
    [
        ("en", "ko", "ko", "en"),
        (None, "en", "ko", "en"),
        ("xx", None, "en-GB,en;q=0.9,ko;q=0.8", "en"),
        (None, None, "fr-FR,fr;q=0.9,en;q=0.5", "en"),
        (None, None, "fr", "ko"),
        (None, None, "", "ko"),
    ],
)
def test_the_language_of_a_page(wanted: str | None, remembered: str | None, accepted: str, locale: Locale) -> None:
    assert chosen(wanted, remembered, accepted) == locale


def test_money_and_days_in_both_languages() -> None:
    korean, english = (Words().in_language(locale, NOW) for locale in words.LOCALES)
    assert (korean.money(1234567, "KRW"), english.money(1234567, "KRW")) == ("1,234,567원", "₩1,234,567")
    assert english.money(11779, "BRL") == "R$ 117.79"
    late_evening = datetime(2026, 3, 9, 16, tzinfo=UTC)
    assert (korean.day(late_evening), english.day(late_evening)) == (
        "3월\N{NO-BREAK SPACE}10일",
        "10\N{NO-BREAK SPACE}Mar",
    )
    long_ago = datetime(2018, 12, 24, 3, tzinfo=UTC)
    assert (korean.day(long_ago), english.day(long_ago)) == (
        "2018년 12월\N{NO-BREAK SPACE}24일",
        "24\N{NO-BREAK SPACE}Dec 2018",
    )


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("-2h", "2026-03-10T01:00:00+00:00"),
        ("-3 14:05", "2026-03-07T14:05:00+09:00"),
        ("+2", "2026-03-12T23:59:59+09:00"),
    ],
)
def test_the_seeds_way_of_saying_when(said: str, meant: str) -> None:
    assert moment(said, NOW) == datetime.fromisoformat(meant)


def test_a_time_nobody_understands_is_named() -> None:
    with pytest.raises(ValueError, match="tomorrow"):
        moment("tomorrow", NOW)
