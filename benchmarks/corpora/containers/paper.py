"""Forms as ruled PDF over as many pages as they need, in a font that every reader of PDF brings along."""

import io
from collections.abc import Sequence
from html import escape

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from corpora.grid import Sheet

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

SMALL = ParagraphStyle("small", fontName=FONT, fontSize=9, leading=12, wordWrap="CJK")
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=16, leading=22, alignment=1)
GRID = ("GRID", (0, 0), (-1, -1), 0.5, "black")

# Wider tables stand on turned pages.
_WIDEST_UPRIGHT = 9
_MARGIN = 40


def title(text: str) -> Paragraph:
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


def document(sheets: Sequence[Sheet], *, repeated: bool = False, apart: bool = True) -> bytes:
    """A ruled PDF; `repeated` sets the indicator header anew on every page, `apart` begins each form on its own."""
    is_wide = any(len(sheet.widths) > _WIDEST_UPRIGHT for sheet in sheets)
    size = landscape(A4) if is_wide else A4
    flow: list[Flowable] = []
    for sheet in sheets:
        flow += [PageBreak() if apart else Spacer(1, 24)] if flow else []
        flow += [title(sheet.title), *map(line, sheet.above), Spacer(1, 4)]
        flow += [_table(sheet, size[0] - 2 * _MARGIN - 12, repeated=repeated), *map(line, sheet.below)]
    return pages(*flow, size=size, numbers="- {} -", margin=_MARGIN + 10)


def _table(sheet: Sheet, width: float, *, repeated: bool) -> Table:
    rows: list[list[object]] = [["" for _ in sheet.widths] for _ in sheet.rows]
    spans = []
    for placed in sheet.placed():
        box = placed.box
        rows[placed.row][placed.col] = line(box.text) if box.text else ""
        if box.width * box.height > 1:
            end = (placed.col + box.width - 1, placed.row + box.height - 1)
            spans.append(("SPAN", (placed.col, placed.row), end))
    widths = [width * share / sum(sheet.widths) for share in sheet.widths]
    repeat = (sheet.repeated,) if repeated and sheet.repeated is not None else 0
    return table(rows, widths, GRID, *spans, repeat=repeat)
