"""The report on paper: its words in both languages, its numbers, and Korean that can be read and searched."""

import copy
import ctypes
import json
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from connectors.ui.build import FONTS
from escalation.report.paper import drawn
from escalation.report.styles import register
from escalation.report.wording import LOCALES, Wording

ROOT = Path(__file__).parents[4]
CONTRACT = json.loads((ROOT / "tests" / "contracts" / "ops_api.json").read_text("utf-8"))
CATALOGUES = ROOT / "connectors" / "ui" / "src"
SHARED = {
    "stage": "ops/catalogue/journey", "touchpoint": "ops/catalogue/journey", "state": "ops/catalogue/goals",
    "topic": "shared/catalogue/staff",
}  # fmt: skip


def page(**changes: Any) -> dict[str, Any]:
    answers = {name: CONTRACT[name]["response"] for name in ("overview", "map", "pain", "goals")}
    gathered = {
        "overview": answers["overview"], "stages": answers["map"]["stages"], "pain": answers["pain"]["points"],
        "goals": answers["goals"]["goals"], "now": "2026-04-01T01:00:00+00:00",
    }  # fmt: skip
    return {**copy.deepcopy(gathered), **changes}


def text_of(made: bytes) -> str:
    document = pypdfium2.PdfDocument(made)
    try:
        return "\n".join(one.get_textpage().get_text_range() for one in document)
    finally:
        document.close()


def fonts_of(made: bytes) -> set[tuple[str, bool]]:
    """The name of each font that text is set in, and whether the document carries it."""
    document, found = pypdfium2.PdfDocument(made), set()
    try:
        for one in document:
            for shown in one.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
                font = pdfium.FPDFTextObj_GetFont(shown.raw)
                length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
                name = ctypes.create_string_buffer(length)
                pdfium.FPDFFont_GetBaseFontName(font, name, length)
                found.add((name.value.decode(), bool(pdfium.FPDFFont_GetIsEmbedded(font))))
    finally:
        document.close()
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_a_report_carries_its_typeface_and_can_be_searched(locale: str) -> None:
    made = drawn(page(), locale, str(FONTS))
    text = text_of(made)
    wording = Wording(locale)
    for key in ("title", "headline", "trends", "map", "pain", "goals", "formulas", "no_data"):
        assert wording.say(key) in text, key
    assert CONTRACT["overview"]["response"]["metrics"][0]["name"][locale] in text
    assert "74.2%" in text
    assert "71.4%" in text
    assert wording.name("touchpoint", "support_chat") in text
    assert wording.name("stage", "loyalty") in text
    assert "?" not in text.replace("?'", "")  # a formula asks '…?'
    fonts = fonts_of(made)
    assert {name.split("+")[-1] for name, _ in fonts} == {"Pretendard-Regular", "Pretendard-Bold"}
    assert all(embedded for _, embedded in fonts)


def test_what_the_typeface_lacks_is_a_question_mark_and_markup_is_text() -> None:
    odd = page()
    odd["pain"][0]["topic"] = "선물 🎁 <b>&"
    assert "선물 ? <b>&" in text_of(drawn(odd, "ko", str(FONTS)))


def test_a_report_of_nothing_says_so() -> None:
    overview = page()["overview"]
    empty = {**overview, "series": [{**one, "points": []} for one in overview["series"]]}
    stages = [{"stage": "loyalty", "events": 0, "customers": 0, "touchpoints": []}]
    text = text_of(drawn(page(overview=empty, stages=stages, pain=[], goals=[]), "ko", str(FONTS)))
    for key in ("no_pain", "no_goals", "no_days", "no_data"):
        assert Wording("ko").say(key) in text, key


def test_the_same_numbers_make_the_same_file() -> None:
    assert drawn(page(), "ko", str(FONTS)) == drawn(page(), "ko", str(FONTS))


def test_a_report_without_its_typeface_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="make ui"):
        register(tmp_path)


def test_both_languages_say_everything() -> None:
    words = {name: json.loads((ROOT / f"escalation/report/words.{name}.json").read_text("utf-8")) for name in LOCALES}
    assert set(words["ko"]) == set(words["en"])
    for key, text in words["ko"].items():
        assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", words["en"][key])), key


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", SHARED)
def test_stages_and_touchpoints_are_called_as_on_the_pages(locale: str, kind: str) -> None:
    source = (CATALOGUES / SHARED[kind] / f"{locale}.ts").read_text("utf-8")
    called = re.findall(rf'^\s+"{kind}\.([a-z_]+)": "([^"]*)"', source, re.MULTILINE)
    assert called
    assert {code: Wording(locale).name(kind, code) for code, _ in called} == dict(called)


@pytest.mark.parametrize(
    ("unit", "now", "before", "said"),
    [
        ("share", 0.742, 0.711, "+3.1%p"),
        ("share", 0.1, 0.1004, "±0.0%p"),
        ("count", 900.0, 1031.0, "−131"),
        ("seconds", 41.0, 30.0, "+11초"),
        ("seconds", 90_000.0, 1.0, "+25.0시간"),
        ("share", None, 0.5, "-"),
    ],
)
def test_changes(unit: str, now: float | None, before: float | None, said: str) -> None:
    assert Wording("ko").change(unit, now, before) == said


def test_a_language_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="ko, en"):
        Wording("fr")
