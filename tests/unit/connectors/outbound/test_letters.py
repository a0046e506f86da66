"""Letters in both languages: kind words, nothing of a stranger's markup, one line of subject."""

import pytest

from connectors.outbound.letters import KINDS, LOCALES, Letters

GOAL = {"metric": "FCR", "direction": "at_least", "unit": "share", "target": "75.0", "value": "71.2", "filter": ""}
PARAMS = {
    "agent": "민지",
    "name": "서연",
    "number": 7,
    "waiting": 1,
    "link": "https://shop.kr",
    **GOAL,
    "uncertain": False,
    "first_day": "2026-03-01",
    "last_day": "2026-03-31",
}

LEADING_NOWHERE = {"transcript"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_letter_is_whole_in_text_and_html(kind: str, locale: str) -> None:
    letter = Letters().write(kind, locale, PARAMS)
    leads_somewhere = kind not in LEADING_NOWHERE
    assert "\n" not in letter.subject
    assert letter.subject not in letter.text
    assert ("\nhttps://shop.kr\n" in letter.text) == leads_somewhere
    assert letter.html.count('<a href="https://shop.kr" ') == letter.html.count("<a ") == leads_somewhere
    assert f'lang="{locale}"' in letter.html
    assert ("안녕하세요" in letter.text) == (locale == "ko")
    assert "{{" not in letter.text + letter.html


def test_a_letter_that_leads_nowhere_needs_no_link() -> None:
    letter = Letters().write("transcript", "ko", {})
    assert "https://" not in letter.text + letter.html


def test_a_name_is_text_and_stays_on_its_line() -> None:
    letter = Letters().write("answer_waiting", "en", {**PARAMS, "agent": "<b>Eve</b>\nhttps://evil.example"})
    assert "<b>" not in letter.html
    assert "&lt;b&gt;Eve&lt;/b&gt; https://evil.example" in letter.html
    assert 'href="https://evil.example' not in letter.html


def test_an_unknown_language_is_korean_and_an_unknown_kind_an_error() -> None:
    assert "안녕하세요" in Letters().write("answer_waiting", "fr", PARAMS).text
    with pytest.raises(LookupError, match="expected one of"):
        Letters().write("newsletter", "ko", PARAMS)


@pytest.mark.parametrize(
    ("unit", "direction", "ko", "en"),
    [
        ("share", "at_least", "목표: 75.0% 이상", "Goal: at least 75.0 %"),
        ("seconds", "at_most", "목표: 75.0초 이하", "Goal: at most 75.0 s"),
        ("count", "at_most", "목표: 75.0건 이하", "Goal: at most 75.0\n"),
    ],
)
def test_a_missed_goal_names_its_unit_and_side(unit: str, direction: str, ko: str, en: str) -> None:
    params = {**PARAMS, "unit": unit, "direction": direction}
    assert ko in Letters().write("goal_missed", "ko", params).text
    assert en in Letters().write("goal_missed", "en", params).text


def test_a_goal_that_chance_may_have_missed_says_so_and_what_it_was_narrowed_to() -> None:
    plain = Letters().write("goal_missed", "en", PARAMS).text
    unsure = Letters().write("goal_missed", "en", {**PARAMS, "uncertain": True, "filter": "orders · ko"}).text
    assert "chance" not in plain
    assert "chance" in unsure
    assert "Narrowed to: orders · ko" in unsure
