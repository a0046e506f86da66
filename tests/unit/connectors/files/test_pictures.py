"""Pictures keep what draws them and lose what tells of their owner; what is broken is refused, never passed on."""

import io

import pytest
from PIL import Image

from connectors.files.damaged import Damaged
from connectors.files.pictures import MOST_PIXELS, PICTURES, shown_at, without_traces
from tests.unit.connectors.files.pictures import (
    GREEN,
    PLACE,
    colour,
    photo,
    photo_behind,
    picture,
    png_with_text,
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
