"""An excerpt shows what was asked for, marks exactly that, and shows no personal data."""

from hypothesis import given
from hypothesis import strategies as st

from escalation.desk.excerpts import CUT, WIDTH, excerpt
from escalation.desk.searching import query

FILLER = "다른 이야기입니다 " * 40


def marked(text: str, asked: str) -> tuple[str, list[str]]:
    """The excerpt and its marked pieces, cut as a browser would."""
    shown, marks = excerpt(text, query(asked))
    units = shown.encode("utf-16-le")
    return shown, [units[2 * start : 2 * end].decode("utf-16-le") for start, end in marks]


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert marked("배송비가\n이상해요", "배송비") == ("배송비가 이상해요", ["배송비"])


def test_a_long_text_is_cut_around_the_first_mark() -> None:
    shown, pieces = marked(FILLER + "환불은 언제 되나요? " + FILLER, "환불")
    assert shown.startswith(CUT)
    assert shown.endswith(CUT)
    assert len(shown) <= WIDTH + 2 * len(CUT)
    assert pieces == ["환불"]


def test_what_stands_at_the_end_is_seen() -> None:
    shown, pieces = marked(FILLER + "FH-100234", "fh100234")
    assert shown.endswith("FH-100234")
    assert pieces == ["FH-100234"]


def test_places_count_as_a_browser_counts() -> None:
    assert marked("🙂🙂 배송 🙂", "배송") == ("🙂🙂 배송 🙂", ["배송"])


def test_personal_data_is_not_shown() -> None:
    shown, pieces = marked("010-1234-5678로 환불 연락 주세요", "환불")
    assert "1234" not in shown
    assert pieces == ["환불"]


@given(st.text(max_size=400), st.text(max_size=20))
def test_marks_lie_in_the_excerpt(text: str, asked: str) -> None:
    shown, marks = excerpt(text, query(asked))
    places = [place for mark in marks for place in mark]
    assert places == sorted(places)
    assert all(0 <= place <= len(shown.encode("utf-16-le", "surrogatepass")) // 2 for place in places)
