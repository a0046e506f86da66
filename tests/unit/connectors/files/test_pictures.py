"""Pictures keep what draws them and lose what tells of their owner; what is broken is refused, never passed on."""

import io
import sys
from collections.abc import Callable
from types import FrameType

import pytest
from PIL import Image

from connectors.files.damaged import Damaged
from connectors.files.jpeg import MOST_MARKERS
from connectors.files.pictures import MOST_PIXELS, PICTURES, shown_at, without_traces
from tests.unit.connectors.files.pictures import (
    GREEN,
    PLACE,
    colour,
    exif,
    photo,
    photo_behind,
    picture,
    png_with_text,
    segment,
    webp_with_place,
)

TOLD = {"image/jpeg": photo(3), "image/png": png_with_text(), "image/webp": webp_with_place()}


@pytest.mark.parametrize("media_type", TOLD)
def test_a_picture_loses_what_its_camera_wrote_and_looks_the_same(media_type: str) -> None:
    content = TOLD[media_type]
    kept = without_traces(media_type, content)
    assert content.count(PLACE) > 0
    assert PLACE not in kept
    assert colour(kept) == pytest.approx(GREEN, abs=6)
    assert shown_at(media_type, kept) == shown_at(media_type, content) == (40, 24)
    assert without_traces(media_type, kept) == kept


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_which_side_of_a_photo_is_up_stays_and_nothing_else_of_the_block(orientation: int, order: str) -> None:
    kept = without_traces("image/jpeg", photo(orientation, order))
    with Image.open(io.BytesIO(kept)) as opened:
        assert dict(opened.getexif()) == ({0x0112: orientation} if orientation > 1 else {})
    assert shown_at("image/jpeg", kept) == ((24, 40) if orientation > 4 else (40, 24))


def test_an_orientation_that_is_none_is_not_kept() -> None:
    kept = without_traces("image/jpeg", photo(9))
    assert b"Exif" not in kept


def test_colours_of_a_photo_stay_true() -> None:
    assert b"ICC_PROFILE" in without_traces("image/jpeg", photo())


def test_a_photo_in_several_scans_stays_whole() -> None:
    content = photo(progressive=True, size=(64, 64))
    kept = without_traces("image/jpeg", content)
    assert kept.count(b"\xff\xda") == content.count(b"\xff\xda") > 1
    assert colour(kept) == pytest.approx(GREEN, abs=6)


def test_a_photo_whose_end_is_missing_is_ended() -> None:
    whole = picture("JPEG")
    assert without_traces("image/jpeg", whole[:-2]) == without_traces("image/jpeg", whole)


def test_an_animation_stays_as_it_is() -> None:
    assert without_traces("image/gif", picture("GIF")) == picture("GIF")
    assert shown_at("image/gif", picture("GIF")) == (40, 24)


@pytest.mark.parametrize("lossless", [True, False])
def test_a_plain_webp_says_its_size(lossless: bool) -> None:
    assert shown_at("image/webp", picture("WEBP", (300, 7), lossless=lossless)) == (300, 7)


def test_what_would_fill_a_page_is_not_shown_by_itself() -> None:
    side = int(MOST_PIXELS**0.5) + 1
    header = picture("PNG")[:16] + side.to_bytes(4) * 2 + picture("PNG")[24:]
    assert shown_at("image/png", header) is None
    assert shown_at("application/pdf", b"%PDF-1.7") is None


@pytest.mark.parametrize("media_type", PICTURES)
def test_wherever_a_picture_is_cut_it_is_refused_or_drawn(media_type: str) -> None:
    """No other error, and never an endless loop."""
    content = TOLD.get(media_type, picture("GIF"))
    for end in range(len(content)):
        for read in (without_traces, shown_at):
            try:
                read(media_type, content[:end])
            except Damaged:
                continue


@pytest.mark.parametrize("media_type", TOLD)
def test_whatever_byte_of_a_picture_is_wrong_it_is_refused_or_still_one(media_type: str) -> None:
    content = TOLD[media_type]
    for at in range(len(content)):
        broken = content[:at] + bytes((content[at] ^ 0xFF,)) + content[at + 1 :]
        try:
            kept = without_traces(media_type, broken)
        except Damaged:
            continue
        assert kept[:2] == content[:2]
        assert len(kept) <= len(content) + 40, at


def test_what_hangs_behind_a_photo_is_another_one() -> None:
    assert photo_behind() not in without_traces("image/jpeg", photo())


def test_only_the_first_block_of_a_camera_is_read() -> None:
    plain = picture("JPEG")
    twice = plain[:2] + exif(6) + exif(3) + plain[2:]
    assert shown_at("image/jpeg", twice) == (24, 40)
    assert without_traces("image/jpeg", twice) == without_traces("image/jpeg", plain[:2] + exif(6) + plain[2:])
    upright = plain[:2] + exif(1) + exif(6) + plain[2:]
    assert b"Exif" not in without_traces("image/jpeg", upright)


def test_a_block_is_read_to_its_end_and_not_to_where_it_claims_to_go() -> None:
    claims = segment(0xE1, b"Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff")
    content = photo_start(claims)
    assert calls_of(lambda: without_traces("image/jpeg", content)) < 60


def test_a_photo_of_many_blocks_costs_no_more_than_its_markers() -> None:
    claims = segment(0xE1, b"Exif\x00\x00II*\x00\x08\x00\x00\x00\xff\xff" + bytes(1200))
    content = photo_start(claims * (MOST_MARKERS - 20))

    def read() -> None:
        without_traces("image/jpeg", content)
        shown_at("image/jpeg", content)

    assert calls_of(read) < 15 * MOST_MARKERS


@pytest.mark.parametrize("marker", [segment(0xE1, b""), segment(0xFE, b"12345678"), b"\xff\x01"])
def test_a_photo_of_nothing_but_markers_is_refused_before_its_end(marker: bytes) -> None:
    content = photo_start(marker * (1024 * 1024 // len(marker)))

    def refused() -> None:
        for read in (without_traces, shown_at):
            with pytest.raises(Damaged, match="markers"):
                read("image/jpeg", content)

    assert calls_of(refused) < 15 * MOST_MARKERS


def test_fill_before_a_marker_is_passed_over() -> None:
    content = b"\xff\xd8" + b"\xff" * 4096 + picture("JPEG")[2:]
    assert shown_at("image/jpeg", content) == (40, 24)


def photo_start(segments: bytes) -> bytes:
    """A photo with these before all others."""
    plain = picture("JPEG")
    return plain[:2] + segments + plain[2:]


def calls_of(work: Callable[[], object]) -> int:
    """How many functions of Python's are called by it: its work, on a machine of any speed."""
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls
