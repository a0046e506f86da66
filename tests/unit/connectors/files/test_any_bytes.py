"""Whatever is sent: it is taken as what it is or refused in a code, and what is taken is taken again as the same."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connectors.files.accepted import accepted
from connectors.files.media_types import KINDS, Kind
from connectors.files.names import MOST_CHARACTERS, UNSEEN, cleaned_name
from connectors.files.pictures import PICTURES
from escalation.customers.files import NewFile
from escalation.store.refusals import Refused
from tests.unit.connectors.files.pictures import archive, film, photo, picture, png_with_text, webp_with_place

SEEDS = [
    *(photo(6), png_with_text(), webp_with_place(), picture("GIF"), film(b"isom"), film(b"heic")),
    *(b"%PDF-1.7\n", archive("[Content_Types].xml", "word/document.xml"), "안녕하세요".encode("cp949")),
    *(archive("mimetype", mimetype=b"application/hwp+zip"), bytes.fromhex("d0cf11e0a1b11ae1")),
]
HEADERLESS_WEBP = b"RIFF\x0c\x00\x00\x00WEBPVP8X\x00\x00\x00\x00"
SIGNATURES = st.sampled_from([seed[:size] for seed in SEEDS for size in (2, 4, 8, 12, 16)])


@st.composite
def broken(draw: st.DrawFn) -> bytes:
    """A file of a known kind with a few bytes changed, a piece cut out, and something in its place."""
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 8))):
        content[draw(st.integers(0, len(content) - 1))] = draw(st.integers(0, 255))
    start = draw(st.integers(0, len(content)))
    end = draw(st.integers(start, min(len(content), start + 64)))
    content[start:end] = draw(st.binary(max_size=64))
    return bytes(content)


def taken(name: str, content: bytes) -> NewFile | None:
    """None where it is refused; any other error fails the test."""
    try:
        return accepted(name, content)
    except Refused as refusal:
        if refusal.code not in ("empty", "unsupported_file"):
            raise
        return None


@pytest.mark.timeout(60)
@settings(max_examples=250, deadline=None)
@given(content=broken() | st.builds(bytes.__add__, SIGNATURES, st.binary(max_size=400)), name=st.text(max_size=40))
@example(content=HEADERLESS_WEBP, name="")
@example(content=HEADERLESS_WEBP + bytes(8), name="")
def test_any_bytes_are_taken_as_what_they_are_or_refused(content: bytes, name: str) -> None:
    new = taken(name, content)
    if new is None:
        return
    assert new.media_type in KINDS
    assert (new.width is None) == (new.height is None)
    assert new.width is None or new.media_type in PICTURES
    assert len(new.content) <= len(content) + 40
    assert taken(new.name, new.content) == new


@settings(max_examples=250, deadline=None)
@given(name=st.text(), kind=st.sampled_from(list(KINDS.values())))
def test_any_name_becomes_one_that_deceives_nobody(name: str, kind: Kind) -> None:
    kept = cleaned_name(name, kind.extensions)
    assert 0 < len(kept) <= MOST_CHARACTERS
    assert kept.lower().endswith(kind.extensions)
    assert not set('/\\<>:"|?*') & set(kept)
    assert not {unicodedata.category(sign) for sign in kept} & UNSEEN
    assert cleaned_name(kept, kind.extensions) == kept
