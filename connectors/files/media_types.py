"""What a file is, told from its content: never from its name, nor from what its sender says.

Whatever is not in KINDS is refused. Markup (HTML, SVG, XML) is not there, nor is what runs or unpacks: programs,
archives, documents with macros.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import puremagic

MOST_DIRECTORY = 512 * 1024
"""Bytes of an archive's directory: a document has a few dozen entries."""
MOST_ENTRIES = 4_000
ARCHIVE_END = b"PK\x05\x06"
ARCHIVE_END_BYTES = 22
LARGE_ARCHIVE_END = b"PK\x06\x07"
LARGE_ARCHIVE_END_BYTES = 20
"""Right before the end, it sends a reader to another end, with another directory."""
COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
MARKUP = re.compile(r"\s*<[a-z!?/]", re.IGNORECASE)
UNWRITTEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
"""Control signs that no text has."""
OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken. Its first extension is the usual one."""

    media_type: str
    extensions: tuple[str, ...]


KINDS = {
    kind.media_type: kind
    for kind in (
        Kind("image/png", (".png",)),
        Kind("image/jpeg", (".jpg", ".jpeg", ".jfif")),
        Kind("image/gif", (".gif",)),
        Kind("image/webp", (".webp",)),
        Kind("image/heic", (".heic", ".heif")),
        Kind("video/mp4", (".mp4", ".m4v")),
        Kind("video/quicktime", (".mov",)),
        Kind("application/pdf", (".pdf",)),
        Kind(f"{OFFICE}wordprocessingml.document", (".docx",)),
        Kind(f"{OFFICE}spreadsheetml.sheet", (".xlsx",)),
        Kind(f"{OFFICE}presentationml.presentation", (".pptx",)),
        Kind("application/hwp+zip", (".hwpx",)),
        Kind("application/x-hwp", (".hwp",)),
        Kind("text/plain", (".txt", ".log", ".md")),
    )
}
SNIFFED = {
    "image/heif": "image/heic",
    **{name: name for name in KINDS if name.startswith(("image/", "video/")) or name == "application/pdf"},
}
"""What the signature alone decides: the library's name for it, and ours."""
PARTS = {"word/": "wordprocessingml.document", "xl/": "spreadsheetml.sheet", "ppt/": "presentationml.presentation"}


def kind_of(content: bytes) -> Kind | None:
    """The kind of a file; None for what is not taken."""
    for look in (_by_signature, _archived, _compound, _written):
        media_type = look(content)
        if media_type is not None:
            return KINDS[media_type]
    return None


def _by_signature(content: bytes) -> str | None:
    found = puremagic.magic_string(content)
    best = max((one.confidence for one in found), default=0)
    return next((SNIFFED[one.mime_type] for one in found if one.confidence == best and one.mime_type in SNIFFED), None)


def _archived(content: bytes) -> str | None:
    """Office documents without macros, and Hangul's."""
    if not content.startswith(b"PK\x03\x04") or not _has_small_directory(content):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _document(archive)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError):  # RuntimeError: encrypted, unknown
        return None


def _document(archive: zipfile.ZipFile) -> str | None:
    names = archive.namelist()
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs")) for name in names):
        return None
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 64:
        declared = archive.read("mimetype").decode("ascii", "replace").strip()
        return declared if declared == "application/hwp+zip" else None
    if "[Content_Types].xml" not in names:
        return None
    return next((OFFICE + kind for part, kind in PARTS.items() if any(name.startswith(part) for name in names)), None)


def _has_small_directory(content: bytes) -> bool:
    """An archive may claim a directory that takes minutes to read; one that is larger than 4 GiB is none of ours. The
    last record that ends it has to be whole: it is then the one that is read."""
    end = content.rfind(ARCHIVE_END)
    if end < 0 or end + ARCHIVE_END_BYTES > len(content):
        return False
    if content[max(end - LARGE_ARCHIVE_END_BYTES, 0) : end].startswith(LARGE_ARCHIVE_END):
        return False
    entries, size = content[end + 10 : end + 12], content[end + 12 : end + 16]
    return int.from_bytes(entries, "little") <= MOST_ENTRIES and int.from_bytes(size, "little") <= MOST_DIRECTORY


def _compound(content: bytes) -> str | None:
    """Hangul's older documents; others of this form may hold macros."""
    return "application/x-hwp" if content.startswith(COMPOUND) and b"HWP Document File" in content else None


def _written(content: bytes) -> str | None:
    """Text, as Windows and everybody else write it in Korea; nothing that a browser could take for markup."""
    for decoded in (_utf16, _as("utf-8-sig"), _as("cp949")):
        text = decoded(content)
        if text is not None:
            return None if MARKUP.match(text) or UNWRITTEN.search(text) else "text/plain"
    return None


def _as(encoding: str) -> Callable[[bytes], str | None]:
    def decoded(content: bytes) -> str | None:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            return None

    return decoded


def _utf16(content: bytes) -> str | None:
    return _as("utf-16")(content) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else None
