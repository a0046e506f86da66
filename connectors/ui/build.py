"""`python -m connectors.ui.build`: brings `dist/` up to date with the sources, and does nothing when it is."""

import shutil
import sys
from pathlib import Path

from connectors.ui.node import HERE, MODULES, FrontEndError, digest, install, run
from connectors.ui.words import lay_words

DIST = HERE / "dist"
BUILT = DIST / ".built"
"""Holds the digest of the sources that `dist/` was built from."""
SOURCES = ("src/**/*", "*.html", "*.ts", "*.json")
VITE = MODULES / "vite" / "bin" / "vite.js"
LOADER_TYPES = HERE / "src" / "loader" / "firsthand.d.ts"
"""The loader's interface, for the compilers of shops."""
FONTS = DIST / "fonts"
"""What reports in PDF are written with: the pages' own typeface as TrueType files, and its licence (SIL OFL 1.1)."""
PRETENDARD = MODULES / "pretendard" / "dist"
FONT_FILES = (
    PRETENDARD / "public" / "static" / "alternative" / "Pretendard-Regular.ttf",
    PRETENDARD / "public" / "static" / "alternative" / "Pretendard-Bold.ttf",
    PRETENDARD / "LICENSE.txt",
)


def sources() -> list[Path]:
    return [path for pattern in SOURCES for path in HERE.glob(pattern) if path.is_file() and ".test." not in path.name]


def build() -> bool:
    """Install and build as needed; true when `dist/` was made anew. Raises FrontEndError."""
    install()
    wanted = digest(sources())
    if BUILT.is_file() and BUILT.read_text() == wanted:
        copy_fonts()
        lay_words(DIST)
        return False
    run("Building the pages", VITE, "build", "--logLevel", "warn")
    run("Building the loader", VITE, "build", "--config", "vite.loader.config.ts", "--logLevel", "warn")
    copy_fonts()
    lay_words(DIST)
    shutil.copyfile(LOADER_TYPES, DIST / LOADER_TYPES.name)
    BUILT.write_text(wanted)
    return True


def copy_fonts() -> None:
    """Lay the fonts of reports beside the pages, those that are not there yet."""
    FONTS.mkdir(exist_ok=True)
    for file in FONT_FILES:
        if not (FONTS / file.name).is_file():
            shutil.copyfile(file, FONTS / file.name)


def main() -> int:
    try:
        print("Pages built." if build() else "Pages are up to date.")
    except FrontEndError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
