"""The report's typeface and its sizes. What the typeface cannot show is shown as a question mark, never as a box."""

from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from escalation.report.charts import INK, QUIET

FONT, BOLD = "Pretendard-Regular", "Pretendard-Bold"
UNKNOWN = "?"


def register(fonts: Path) -> None:
    """Make the typeface known; the document carries the part of it that it uses. Raises FileNotFoundError."""
    for name in (FONT, BOLD):
        file = fonts / f"{name}.ttf"
        if not file.is_file():
            raise FileNotFoundError(f"{file}: expected the report's typeface; `make ui` lays it there")
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(file)))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)


@dataclass(frozen=True, slots=True)
class Styles:
    """Paragraphs of each kind."""

    title: ParagraphStyle
    section: ParagraphStyle
    small: ParagraphStyle
    head: ParagraphStyle
    cell: ParagraphStyle

    @staticmethod
    def shown(text: str) -> str:
        """`text` as a paragraph takes it."""
        font = pdfmetrics.getFont(FONT)
        assert isinstance(font, TTFont)
        known = font.face.charToGlyph
        return escape("".join(c if ord(c) in known else UNKNOWN for c in text))


def styles() -> Styles:
    return Styles(
        title=ParagraphStyle("title", fontName=BOLD, fontSize=19, leading=24, textColor=INK),
        section=ParagraphStyle(
            "section", fontName=BOLD, fontSize=12, leading=16, spaceBefore=10, spaceAfter=4, textColor=INK
        ),
        small=ParagraphStyle("small", fontName=FONT, fontSize=8, leading=11.5, textColor=QUIET),
        head=ParagraphStyle("head", fontName=BOLD, fontSize=7.2, leading=9.4, textColor=INK, wordWrap="CJK"),
        cell=ParagraphStyle("cell", fontName=FONT, fontSize=7.6, leading=9.8, textColor=INK),
    )
