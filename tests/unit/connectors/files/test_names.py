"""Names of files: what is kept of them."""

import pytest

from connectors.files.names import MOST_CHARACTERS, cleaned_name

PNG = (".png",)
JPEG = (".jpg", ".jpeg")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("파손 사진.png", "파손 사진.png"),
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\Users\\minji\\사진.png", "사진.png"),
        ("photo.PNG", "photo.PNG"),
        ("photo.exe", "photo.exe.png"),
        ("archive.tar.gz", "archive.tar.gz.png"),
        ("report\u202egnp.exe", "reportgnp.exe.png"),
        ("a\u200bb\ufeffc.png", "abc.png"),
        ("line\r\nSet-Cookie: x=1.png", "line Set-Cookie_ x=1.png"),
        ("null\x00.png", "null.png"),
        ('a<b>"c|d?e*.png', "a_b__c_d_e_.png"),
        ("   ", "file.png"),
        ("", "file.png"),
        (".png", "png.png"),
        ("...", "file.png"),
        (".htaccess", "htaccess.png"),
        ("a  \t b.png", "a b.png"),
        ("half\ud83d.png", "half.png"),
        ("웃음😀.png", "웃음😀.png"),
        ("end .png", "end.png"),
    ],
)
def test_a_name_is_kept_without_what_could_deceive(given: str, kept: str) -> None:
    assert cleaned_name(given, PNG) == kept


def test_hangul_that_a_mac_took_apart_is_whole() -> None:
    assert cleaned_name("\u1112\u1161\u11ab\u1100\u1173\u11af.png", PNG) == "한글.png"


def test_a_name_that_is_too_long_keeps_its_ending() -> None:
    kept = cleaned_name("가" * 400 + ".jpeg", JPEG)
    assert len(kept) == MOST_CHARACTERS
    assert kept.endswith("가.jpeg")


def test_a_cleaned_name_is_clean() -> None:
    for given in ("x" * 300, "a/b\\c:d.png", "\u202e\u2066.jpg"):
        once = cleaned_name(given, JPEG)
        assert cleaned_name(once, JPEG) == once
