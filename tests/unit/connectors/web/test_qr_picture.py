"""The picture of a code, drawn back into modules: it is the one that the library made."""

import re

import segno

from connectors.web.qr_picture import MARGIN, picture_of

ADDRESS = "otpauth://totp/Firsthand:admin%40shop.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Firsthand"


def test_every_dark_module_is_drawn_once_and_nothing_else() -> None:
    picture = picture_of(ADDRESS)
    drawn = [
        (int(x) + dx, int(y))
        for x, y, length, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", picture["path"])
        for dx in range(int(length))
        if length == back
    ]
    matrix = segno.make(ADDRESS, error="m", micro=False).matrix
    dark = {(x + MARGIN, y + MARGIN) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == dark
    assert picture["size"] == len(matrix) + 2 * MARGIN
    assert re.fullmatch(r"(M\d+ \d+h\d+v1h-\d+z)+", picture["path"])
