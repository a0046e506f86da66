"""Pictures made by hand or by Pillow, as cameras write them: with a place, a device, a thumbnail, a comment."""

import io
import struct
import zipfile

from PIL import Image

PLACE = b"GPS 37.5665N 126.9780E"
GREEN = (30, 160, 90)


def picture(kind: str, size: tuple[int, int] = (40, 24), **options: object) -> bytes:
    """A green picture of Pillow's, of the format `kind`."""
    made = io.BytesIO()
    Image.new("RGB", size, GREEN).save(made, kind, **options)
    return made.getvalue()


def colour(content: bytes) -> tuple[int, ...]:
    """Of the pixel at its corner, once decoded whole."""
    with Image.open(io.BytesIO(content)) as opened:
        opened.load()
        return tuple(opened.convert("RGB").getpixel((1, 1)))  # type: ignore[arg-type]


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body


def exif(orientation: int, order: str = "<") -> bytes:
    """A block with the orientation and, elsewhere in it, the place."""
    head = b"II*\x00" if order == "<" else b"MM\x00*"
    entries = struct.pack(order + "HHIHH", 0x010F, 2, 1, 0, 0) + struct.pack(
        order + "HHIHH", 0x0112, 3, 1, orientation, 0
    )
    body = head + struct.pack(order + "I", 8) + struct.pack(order + "H", 2) + entries + struct.pack(order + "I", 0)
    return segment(0xE1, b"Exif\x00\x00" + body + PLACE)


def photo(orientation: int = 1, order: str = "<", size: tuple[int, int] = (40, 24), **options: object) -> bytes:
    """A JPEG as a phone writes it: whatever may tell of its owner stands in it."""
    plain = picture("JPEG", size, **options)
    told = (
        exif(orientation, order)
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00<x>" + PLACE)
        + segment(0xED, b"Photoshop 3.0\x00" + PLACE)
        + segment(0xE2, b"MPF\x00" + PLACE)
        + segment(0xE2, b"ICC_PROFILE\x00\x01\x01colours")
        + segment(0xFE, PLACE)
    )
    return plain[:2] + told + plain[2:] + photo_behind()


def photo_behind() -> bytes:
    """What phones hang behind the picture: a second one, with a place of its own."""
    return b"\xff\xd8" + exif(6) + b"\xff\xd9"


def png_with_text() -> bytes:
    """A PNG that tells a place in a text and an Exif block, and hides something behind its end."""
    plain = picture("PNG")
    chunks = b"".join(_chunk(kind, PLACE) for kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME"))
    return plain[:33] + chunks + plain[33:] + PLACE


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + kind + body + b"\x00\x00\x00\x00"


def webp_with_place() -> bytes:
    """An extended WebP whose header announces Exif and XMP."""
    plain = picture("WEBP", exif=b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00" + PLACE, xmp=PLACE)
    assert PLACE in plain
    return plain


def archive(*names: str, **contents: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as written:
        for name in names:
            written.writestr(name, contents.get(name, b"x"))
    return made.getvalue()


def film(brand: bytes) -> bytes:
    """The first bytes of an ISO base media file."""
    return b"\x00\x00\x00\x18ftyp" + brand + b"\x00\x00\x02\x00" + brand + b"isom" + b"\x00" * 64
