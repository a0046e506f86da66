"""What is typed into the search is found in the texts that hold it, and only there."""

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from escalation.desk.searching import document, normal, query, spans, tokens, tsquery

SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
WORDS = st.text(SYLLABLES, min_size=2, max_size=12)
ANYTHING = st.text(max_size=60)


def finds(text: str, asked: str) -> bool:
    found = query(asked)
    return bool(found) and spans(normal(text), found) is not None


@pytest.mark.parametrize(
    ("text", "lexemes"),
    [
        ("배송", ["배송", "송"]),
        ("옷", ["옷"]),
        ("배송 조회", ["배송", "송조", "조회", "회"]),
        ("Where IS it?", ["where", "is", "it"]),
        ("FH-100234를", ["fh100234", "fh", "100234", "를"]),
        ("FH100234", ["fh100234", "fh", "100234"]),
        ("iphone15", ["iphone15", "iphone", "15"]),
        ("e-mail", ["e", "mail"]),
        ("2026-03-02", ["20260302", "2026", "03", "02"]),
        ("退款 요청", ["退款", "款요", "요청", "청"]),
        ("ＦＨ１００", ["fh100", "fh", "100"]),
        ("ㅋㅋ", ["ㅋㅋ", "ㅋ"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("🙂 ?! ...", []),
        ("", []),
    ],
)
def test_a_text_is_taken_apart(text: str, lexemes: list[str]) -> None:
    assert [token.lexeme for token in tokens(normal(text))] == lexemes


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("주문 FH-100234 어디쯤 왔나요?", "FH-100234"),
        ("주문 FH-100234 어디쯤 왔나요?", "FH100234"),
        ("주문 FH-100234 어디쯤 왔나요?", "fh 100234"),
        ("주문 FH-100234 어디쯤 왔나요?", "100234"),
        ("주문 FH100234 어디쯤 왔나요?", "FH-100234"),
        ("주문 FH 100234 어디쯤 왔나요?", "FH-100234"),
        ("주문 FH–100234 어디쯤", "FH-100234를"),
        ("배송비가 이상해요", "배송비"),
        ("배송비가 이상해요", "배송비는"),
        ("배송 조회가 안 돼요", "배송조회"),
        ("배송조회가 안 돼요", "배송 조회"),
        ("환불은 언제 되나요", "언제 환불이"),
        ("겨울옷 교환", "옷"),
        ("환불 지연에 대해", '"환불 지연"'),
        ("the refund is late", '"refund is late"'),
        ("아이폰 iPhone15 케이스", '"아이폰 iphone15 케이스"'),
        ("Café crème", "CAFÉ"),
        (unicodedata.normalize("NFD", "환불"), "환불"),
        ("환불", unicodedata.normalize("NFD", "환불")),
    ],
)
def test_what_is_there_is_found(text: str, asked: str) -> None:
    assert finds(text, asked)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("주문 FH-100234", "FH-100235"),
        ("주문 FH-100234 와 FX-200", "FH-200"),
        ("배송이 늦어요", "배송 환불"),
        ("송배 배보 보송", "배송"),
        ("지연된 환불", '"환불 지연"'),
        ("배송비가 이상해요", '"배송비는"'),
        ("refunds", "refund"),
        ("배송", "🙂"),
    ],
)
def test_what_is_not_there_is_not_found(text: str, asked: str) -> None:
    assert not finds(text, asked)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("배송비는", "(('배송' <1> '송비'))"),
        ("옷", "(('옷':*))"),
        ("FH-100234를", "(('fh100234') | ('fh' <1> '100234'))"),
        ("고양이 환불", "(('고양')) & (('환불'))"),
        ('"환불 late FH-1 지연"', "(('환불' <2> 'late' <1> 'fh' <1> '1' <1> '지연'))"),
        ("' & | ! <-> :*", ""),
        ("a' | 'b:*", "(('a')) & (('b'))"),
        ('"', ""),
        ("", ""),
    ],
)
def test_a_query_as_postgresql_reads_it(asked: str, told: str) -> None:
    assert tsquery(query(asked)) == told


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("제 배송비가 이상해요", "배송비는", ["배송비"]),
        ("배송 조회 그리고 배송조회", "배송조회", ["배송 조회", "배송조회"]),
        ("겨울옷, 옷장", "옷", ["옷", "옷"]),
        ("주문 FH-100234를 찾아요", "fh100234", ["FH-100234"]),
        ("환불 환불", "환불 불환", ["환불 환불"]),
    ],
)
def test_marks_stand_on_what_was_asked_for(text: str, asked: str, marked: list[str]) -> None:
    found = spans(normal(text), query(asked))
    assert found is not None
    assert [text[start:end] for start, end in found] == marked


@given(WORDS, st.data())
def test_any_two_syllables_or_more_of_a_word_are_found(word: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(word) - 2))
    end = data.draw(st.integers(start + 2, len(word)))
    assert finds(f"앞말 {word} 뒷말", word[start:end])
    assert finds(f"앞말 {word} 뒷말", f'"{word[start:end]}"')


@given(
    WORDS, st.sampled_from(["은", "를", "에서", "까지", "으로", "에게서"]), st.sampled_from(["이", "가", "", "한테"])
)
def test_particles_do_not_matter(word: str, asked_with: str, written_with: str) -> None:
    assert finds(f"{word}{written_with} 어때요", word + asked_with)


@given(ANYTHING)
@example("ŉ ﷺ ½ ẞ")
def test_every_text_is_found_by_itself(text: str) -> None:
    assume(query(text))
    assert finds(text, text)


@given(ANYTHING, ANYTHING)
def test_spans_lie_in_the_text_in_order(text: str, asked: str) -> None:
    found = spans(normal(text), query(asked)) or []
    places = [place for span in found for place in span]
    assert places == sorted(places)
    assert all(0 <= place <= len(normal(text)) for place in places)


@given(st.text(alphabet="aé한글 '\\:&|!()<>*-\"0", max_size=40))
def test_a_document_quotes_what_it_holds(text: str) -> None:
    assert document(text).count("'") % 2 == 0
    assert tsquery(query(text)).count("'") % 2 == 0
