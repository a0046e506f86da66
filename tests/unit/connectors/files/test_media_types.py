"""What a file is by its content: the kinds that are taken, and everything that is not."""

import io
import struct
import zipfile

import pytest

from connectors.files.accepted import accepted
from connectors.files.media_types import KINDS, MOST_DIRECTORY, MOST_ENTRIES, kind_of
from escalation.store.refusals import Refused
from tests.unit.connectors.files.pictures import PLACE, archive, film, photo, picture

OFFICE = "application/vnd.openxmlformats-officedocument."
HWP = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600 + b"HWP Document File V5.00\x00"

TAKEN = {
    "image/png": picture("PNG"),
    "image/jpeg": photo(),
    "image/gif": picture("GIF"),
    "image/webp": picture("WEBP"),
    "image/heic": film(b"heic"),
    "video/mp4": film(b"isom"),
    "video/quicktime": film(b"qt  "),
    "application/pdf": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
    f"{OFFICE}wordprocessingml.document": archive("[Content_Types].xml", "word/document.xml"),
    f"{OFFICE}spreadsheetml.sheet": archive("[Content_Types].xml", "xl/workbook.xml"),
    f"{OFFICE}presentationml.presentation": archive("[Content_Types].xml", "ppt/presentation.xml"),
    "application/hwp+zip": archive("mimetype", "Contents/header.xml", mimetype=b"application/hwp+zip"),
    "application/x-hwp": HWP,
    "text/plain": "주문 번호는 FH-100234 예요.\n".encode(),
}
REFUSED = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "svg behind a declaration": b"\xef\xbb\xbf  \n<?xml version='1.0'?><svg/>",
    "svg in utf-16": "<svg onload='x'/>".encode("utf-16"),
    "html": b"<!doctype html><script>alert(1)</script>",
    "html in Windows' Korean": "<p>안녕</p>".encode("cp949"),
    "a comment before html": b"<!-- hello --><html>",
    "a program": b"MZ" + bytes(range(256)) * 4,
    "a Linux program": b"\x7fELF" + b"\x02\x01\x01" + b"\x00" * 60,
    "an archive": archive("a.exe", "b.txt"),
    "a document with macros": archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "a Java program": archive("META-INF/MANIFEST.MF", "A.class"),
    "another office": archive("mimetype", "content.xml", mimetype=b"application/vnd.oasis.opendocument.text"),
    "an archive cut in half": archive("[Content_Types].xml", "word/document.xml")[:60],
    "Word's old documents": bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600,
    "a shell's control signs": b"hello \x1b[31m red",
    "noise": bytes(range(256)),
    "a JPEG of two bytes": b"\xff\xd8\xff\xe0",
    "a PNG without chunks": b"\x89PNG\r\n\x1a\n",
}


@pytest.mark.parametrize("media_type", TAKEN)
def test_a_kind_is_told_by_its_content_whatever_it_is_called(media_type: str) -> None:
    kind = kind_of(TAKEN[media_type])
    assert kind is not None
    assert kind.media_type == media_type
    new = accepted("invoice.exe", TAKEN[media_type])
    assert (new.media_type, new.name) == (media_type, f"invoice.exe{KINDS[media_type].extensions[0]}")


def test_every_kind_that_is_taken_has_an_example() -> None:
    assert set(TAKEN) == set(KINDS)


def test_no_kind_is_one_that_a_browser_runs() -> None:
    for media_type in KINDS:
        assert not any(
            part in media_type for part in ("html", "svg", "javascript", "text/xml", "xhtml", "octet-stream")
        )


@pytest.mark.parametrize("what", REFUSED)
def test_whatever_else_is_refused_whatever_it_is_called(what: str) -> None:
    for name in ("photo.png", "page.html", ""):
        with pytest.raises(Refused) as refusal:
            accepted(name, REFUSED[what])
        assert refusal.value.code == "unsupported_file"


def test_nothing_at_all_is_no_file() -> None:
    with pytest.raises(Refused) as refusal:
        accepted("photo.png", b"")
    assert refusal.value.code == "empty"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_korean_text_is_read_in_every_writing_it_comes_in(encoding: str) -> None:
    text = "배송이 늦어요. 3 < 5 이고 <3 좋아요".encode(encoding)
    new = accepted("메모.txt", text)
    assert (new.media_type, new.name, new.content) == ("text/plain", "메모.txt", text)


def test_a_picture_that_is_a_page_too_is_kept_as_a_picture_only() -> None:
    """Its words are in a comment, which goes."""
    content = photo().replace(PLACE, b"<script>alert(1)</script>"[: len(PLACE)].ljust(len(PLACE)))
    new = accepted("both.html", content)
    assert new.name == "both.html.jpg"
    assert b"<script>" not in new.content
    assert (new.width, new.height) == (40, 24)


def test_an_archive_with_a_directory_of_megabytes_is_refused_unread() -> None:
    document = archive("[Content_Types].xml", "word/document.xml")
    end = document.rfind(b"PK\x05\x06") + 12
    assert kind_of(document[:end] + (MOST_DIRECTORY + 1).to_bytes(4, "little") + document[end + 4 :]) is None
    many = archive("[Content_Types].xml", *(f"word/{number:05}.xml" for number in range(9000)))
    assert kind_of(many) is None


def test_an_archive_that_sends_its_reader_to_another_directory_is_refused() -> None:
    """Its last record is harmless; the locator before it leads to a record with a directory of any size."""
    document = archive("[Content_Types].xml", "word/document.xml")
    end = document.rfind(b"PK\x05\x06")
    start, size = (int.from_bytes(document[at : at + 4], "little") for at in (end + 16, end + 12))
    record = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 2, 2, size, start)
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, end, 1)
    large = document[:end] + record + locator + document[end:]
    assert zipfile.ZipFile(io.BytesIO(large)).namelist() == ["[Content_Types].xml", "word/document.xml"]
    assert kind_of(large) is None


def test_an_archive_whose_last_record_hides_a_false_one_is_refused() -> None:
    """What it gives as its directory's place reads as the start of another record, cut off before its size."""
    document = archive("[Content_Types].xml", "word/document.xml")
    false = document[:-6] + b"PK\x05\x06" + document[-2:]
    assert zipfile.ZipFile(io.BytesIO(false)).namelist() == ["[Content_Types].xml", "word/document.xml"]
    assert kind_of(false) is None


def test_an_archive_of_thousands_of_entries_is_refused() -> None:
    document = archive("[Content_Types].xml", "word/document.xml")
    at = document.rfind(b"PK\x05\x06") + 10
    assert kind_of(document[:at] + MOST_ENTRIES.to_bytes(2, "little") + document[at + 2 :]) is not None
    assert kind_of(document[:at] + (MOST_ENTRIES + 1).to_bytes(2, "little") + document[at + 2 :]) is None
