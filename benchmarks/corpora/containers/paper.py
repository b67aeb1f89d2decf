"""Forms as ruled PDF over as many pages as they need, in a font that every reader of PDF brings along."""

import io
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import accumulate, takewhile

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from corpora.grid import Sheet

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

SMALL = ParagraphStyle("small", fontName=FONT, fontSize=9, leading=12)
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=16, leading=22, alignment=1)
GRID = ("GRID", (0, 0), (-1, -1), 0.5, "black")

# Wider tables stand on turned pages.
_WIDEST_UPRIGHT = 9
_MARGIN = 50
_ENDLESS = 1e6


def title(text: str = "项目支出绩效自评表") -> Paragraph:
    """A heading in larger type."""
    return Paragraph(escape(text, quote=False), TITLE)


def line(text: str) -> Paragraph:
    """A line, or a text that is longer than its column."""
    return Paragraph(escape(text, quote=False).replace("\n", "<br/>"), SMALL)


def table(
    rows: Sequence[Sequence[object]], widths: Sequence[float], *styles: tuple, repeat: int | tuple[int, ...] = 0
) -> Table:
    """A table of texts and flowables."""
    font = ("FONT", (0, 0), (-1, -1), FONT, 9)
    style = TableStyle([font, ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *styles])
    return Table(rows, colWidths=widths, style=style, repeatRows=repeat)


def pages(
    *flow: Flowable,
    size: tuple[float, float] = A4,
    running: str = "",
    numbers: str = "",
    crop: tuple[float, float, float, float] | None = None,
    margin: float = 72,
) -> bytes:
    """A PDF of what flows over its pages, with a small running title and a page number on each."""
    file = io.BytesIO()

    def furnish(canvas: object, document: object) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(60, size[1] - 40, running)
        canvas.drawCentredString(size[0] / 2, 30, numbers.format(document.page))
        if crop:
            canvas.setCropBox(crop)

    edges = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), margin)
    template = SimpleDocTemplate(file, pagesize=size, invariant=1, **edges)
    template.build(list(flow), onFirstPage=furnish, onLaterPages=furnish)
    return file.getvalue()


class Ruled(Flowable):
    """A form's table, which goes on over pages also where cells are merged; reportlab's own cannot."""

    def __init__(self, sheet: Sheet, *, repeated: bool) -> None:
        """`repeated` sets the header of the longest table anew on every page."""
        super().__init__()
        self.sheet = sheet
        self.repeated = repeated
        self.table: Table | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Set the table and say how large it is."""
        self.table = _table(self.sheet, width)
        return self.table.wrapOn(self.canv, width, height)

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits on the page, and the rest; nothing where not even the rows up to a value fit."""
        self.wrap(width, height)
        heights = self.table._rowHeights  # noqa: SLF001 - the only place where they stand
        # Rows far below the page are not measured.
        at = sum(reached <= height for reached in accumulate(takewhile(lambda each: each is not None, heights)))
        least = 1 if self.sheet.repeated == 0 else 0
        # A merged cell that is cut may need more room than its rows had: then the page ends earlier.
        while at > least and _height(self.sheet.cut(at)[0], width) > height:
            at -= 1
        if at <= least:
            return []
        above, below = self.sheet.cut(at)
        is_in_table = self.repeated and self.sheet.repeated is not None and at > self.sheet.repeated + 1
        below = below.with_header(self.sheet) if is_in_table else self._later(below, at)
        return [Ruled(above, repeated=self.repeated), Ruled(below, repeated=self.repeated)]

    def _later(self, below: Sheet, at: int) -> Sheet:
        header = self.sheet.repeated
        return replace(below, repeated=header - at if header is not None and header >= at else None)

    def draw(self) -> None:
        """Draw the table where it was placed."""
        self.table.drawOn(self.canv, 0, 0)


def document(sheets: Sequence[Sheet], *, repeated: bool = False, apart: bool = True) -> bytes:
    """A ruled PDF; `repeated` sets the indicator header anew on every page, `apart` begins each form on its own."""
    is_wide = any(len(sheet.widths) > _WIDEST_UPRIGHT for sheet in sheets)
    size = landscape(A4) if is_wide else A4
    flow: list[Flowable] = []
    for sheet in sheets:
        flow += [PageBreak() if apart else Spacer(1, 24)] if flow else []
        flow += [title(sheet.title), *map(line, sheet.above), Spacer(1, 4)]
        flow += [Ruled(sheet, repeated=repeated)] if sheet.rows else []
        flow += map(line, sheet.below)
    return pages(*flow, size=size, numbers="- {} -", margin=_MARGIN)


def _height(sheet: Sheet, width: float) -> float:
    return _table(sheet, width).wrap(width, _ENDLESS)[1]


def _table(sheet: Sheet, width: float) -> Table:
    rows: list[list[object]] = [["" for _ in sheet.widths] for _ in sheet.rows]
    spans = []
    for placed in sheet.placed():
        box = placed.box
        rows[placed.row][placed.col] = line(box.text) if box.text else ""
        if box.width * box.height > 1:
            end = (placed.col + box.width - 1, placed.row + box.height - 1)
            spans.append(("SPAN", (placed.col, placed.row), end))
    return table(rows, [width * share / sum(sheet.widths) for share in sheet.widths], GRID, *spans)
