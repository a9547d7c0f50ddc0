"""How the report looks: its font, paragraphs and tables. Importing it loads reportlab, so it is imported late."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch, mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    CondPageBreak,
    Flowable,
    Image,
    KeepTogether,
    LongTable,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
)

from cellscanner_gateway.figures.fonts import FONT_FILE, FONT_NAME
from cellscanner_gateway.figures.schemas import Language
from cellscanner_gateway.reports.words import say

MARGIN = 18 * mm
WIDTH = A4[0] - 2 * MARGIN
# What the library's frame leaves empty on each side, beyond the margins of the page.
_FRAME = 6
_HIGHEST_FIGURE = 0.42 * A4[1]
# A table may go on overleaf once its header, of up to three lines, and a row or two stand under the heading.
_BEGUN_TABLE = 24 * mm
_SPACE = 3 * mm
_INK, _PALE, _RULE = colors.HexColor("#222222"), colors.HexColor("#f2f2f2"), colors.HexColor("#bbbbbb")

pdfmetrics.registerFont(TTFont(FONT_NAME, str(FONT_FILE)))


class Page:
    """Makes the parts of a report in one language. What people wrote is escaped: it is text and no markup."""

    def __init__(self, language: Language) -> None:
        # Chinese has no spaces to break lines at.
        wrap = "CJK" if language == "zh" else None
        look = {"fontName": FONT_NAME, "textColor": _INK, "wordWrap": wrap}
        self.language: Language = language
        self._styles = {
            "title": ParagraphStyle("title", fontSize=20, leading=26, spaceAfter=2 * mm, **look),
            "heading": ParagraphStyle(
                "heading", fontSize=13, leading=18, spaceBefore=5 * mm, spaceAfter=2 * mm, **look
            ),
            "text": ParagraphStyle("text", fontSize=9, leading=13, spaceAfter=1.5 * mm, **look),
            "cell": ParagraphStyle("cell", fontSize=7, leading=9, **look),
        }

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    def paragraph(self, text: str, style: str = "text") -> Flowable:
        return Paragraph(escape(text), self._styles[style])

    def note(self, text: str) -> Flowable:
        """Framed, so that nobody reads past it."""
        frame = [("BOX", (0, 0), (-1, -1), 1.0, _INK), ("BACKGROUND", (0, 0), (-1, -1), _PALE)]
        return KeepTogether([LongTable([[self.paragraph(text)]], colWidths=[WIDTH], style=frame), Spacer(1, _SPACE)])

    def section(self, key: str, *parts: Flowable, together: int = 1) -> list[Flowable]:
        """A heading and what stands under it, on a new page unless the first `together` parts have room below it."""
        heading = self.paragraph(self.say(key), "heading")
        room = sum(map(_least_height, (heading, *parts[:together])))
        return [CondPageBreak(room), heading, *parts]

    def facts(self, rows: Sequence[tuple[str, str]]) -> Flowable:
        """Two columns: what, and its value."""
        cells = [[self.paragraph(self.say(key), "cell"), self.paragraph(value, "cell")] for key, value in rows]
        return LongTable(cells, colWidths=[0.25 * WIDTH, 0.75 * WIDTH], style=_LINES, splitInRow=1)

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Flowable:
        """`widths` are shares of the page's width; the header stands again on each page."""
        cells = [[self.paragraph(text, "cell") for text in row] for row in [header, *rows]]
        columns = [WIDTH * width / sum(widths) for width in widths]
        return LongTable(
            cells, columns, repeatRows=1, style=[*_LINES, ("BACKGROUND", (0, 0), (-1, 0), _PALE)], splitInRow=1
        )

    def figure(self, png: bytes, dpi: int) -> Flowable:
        """A figure at its own size, smaller where the page is too small for it."""
        across, down = ImageReader(BytesIO(png)).getSize()
        width = min(WIDTH, _HIGHEST_FIGURE * across / down, across / dpi * inch)
        figure = Image(BytesIO(png), width, width * down / across)
        figure.spaceAfter = _SPACE
        return figure

    def document(self, story: list[Flowable], title: str, foot: str) -> bytes:
        """The PDF. Every page says that it is for research only, what it is of, and its number."""
        buffer = BytesIO()

        def foot_of_page(canvas: Any, document: Any) -> None:
            canvas.setFont(FONT_NAME, 7)
            canvas.setFillColor(_INK)
            canvas.drawString(MARGIN, 12 * mm, self.say("research"))
            canvas.drawString(MARGIN, 8 * mm, foot)
            canvas.drawRightString(A4[0] - MARGIN, 8 * mm, self.say("page", n=document.page))

        template = SimpleDocTemplate(
            buffer,
            pagesize=A4,
            leftMargin=MARGIN - _FRAME,
            rightMargin=MARGIN - _FRAME,
            topMargin=MARGIN,
            bottomMargin=MARGIN + 4 * mm,
            title=title,
            author="CellScanner",
            lang="zh-CN" if self.language == "zh" else "en",
            # The same report is the same file: no date, no chance in it.
            invariant=1,
        )
        template.build(story, onFirstPage=foot_of_page, onLaterPages=foot_of_page)
        return buffer.getvalue()


def _least_height(part: Flowable) -> float:
    """In points, with the space about it: of a table only its beginning."""
    height = _BEGUN_TABLE if isinstance(part, LongTable) else part.wrap(WIDTH, A4[1])[1]
    return float(part.getSpaceBefore() + height + part.getSpaceAfter())


_LINES: list[tuple[Any, ...]] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.4, _RULE),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]
