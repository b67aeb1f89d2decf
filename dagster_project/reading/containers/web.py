"""HTML pages: tables with their spans, the text around them as paragraphs. Nothing is ever fetched.

A table without tables in it is a grid. A table with tables in it lays out the page: what its cells hold becomes
blocks in document order. Locators count from 1: `paragraph:12` counts the lines outside grids, `table:2/row:5/col:3`
the grids of the page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.errors import MessageError
from typing import Any

from lxml import etree

from dagster_project.reading.containers.cleaning import clean
from dagster_project.reading.containers.decoding import decode_page
from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.grids import Occupied, settled
from dagster_project.reading.containers.web_text import (
    CellText,
    hide_by_rules,
    is_hidden,
    is_styled_away,
    take_out_struck,
)
from dagster_project.reading.document import Cell, Grid, Paragraph
from dagster_project.reading.problems import refusal

_WIDEST = 1000  # what browsers take for the largest span of columns
_LONGEST = 65534  # and of rows


def read(data: bytes, desk: Desk) -> Iterable[Paragraph | Grid]:
    """Paragraphs and grids of a page. Raises ReadingError where it is no text or nested beyond sense."""
    desk.check("bytes", len(data), desk.limits.part_bytes)
    root = _root(clean(decode_page(data)))
    page = _Page(desk)
    if root is not None:
        hide_by_rules(root)
        _note_unseen(root, desk)
        for place in take_out_struck(root):
            desk.leave_out(place)
        try:
            page.walk(root)
        except RecursionError as error:
            raise refusal("damaged", container="HTML", kind="nested too deeply") from error
        page.end_line()
    return page.blocks


def read_archive(data: bytes, desk: Desk) -> Iterable[Paragraph | Grid]:
    """A page saved with its pictures as one file (.mht, and what some programs call .doc or .xls)."""
    try:
        parts = message_from_bytes(data, policy=policy.default).walk()
        pages = [part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html"]
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        raise refusal("damaged", container="web archive", kind=type(error).__name__) from error
    if not pages:
        raise refusal("damaged", container="web archive", kind="no page")
    return [block for page in pages if isinstance(page, bytes) and page for block in read(page, desk)]


def _root(text: str) -> Any | None:
    """The page's root element, None for a page without any."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.LxmlError as error:
        raise refusal("damaged", container="HTML", kind=type(error).__name__) from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise refusal("damaged", container="HTML", kind="nested too deeply")
    return root


def _note_unseen(root: Any, desk: Desk) -> None:
    """Note the parts of tables that hold digits which they do not show."""
    for element in (each for each in root.iter("*") if is_styled_away(each)):
        is_inside = element.tag == "table" or next(element.iterancestors("table"), None) is not None
        if is_inside and any(map(str.isdigit, "".join(element.itertext()))):
            desk.leave_out(f"line:{element.sourceline}")


@dataclass(slots=True)
class _Page:
    """The blocks of a page so far, and the line that is being filled."""

    desk: Desk
    blocks: list[Paragraph | Grid] = field(default_factory=list)
    line: CellText = field(default_factory=CellText)
    paragraphs: int = 0
    tables: int = 0

    def walk(self, element: Any) -> None:
        """Add what an element holds."""
        if is_hidden(element):
            return
        if element.tag == "table" and not _lays_out(element):
            self.end_line()
            self._table(element)
            return
        self.line.open(element)
        if element.text:
            self.line.add(element.text)
        for child in element:
            self.walk(child)
            if child.tail:
                self.line.add(child.tail)
        self.line.close(element)

    def end_line(self) -> None:
        """What has been filled becomes paragraphs."""
        for line in self.line.take().split("\n"):
            if line.strip():
                self.paragraphs += 1
                self.desk.take_cells()
                self.blocks.append(Paragraph(line.strip(), f"paragraph:{self.paragraphs}"))

    def _table(self, element: Any) -> None:
        cells = list(_cells(element, f"table:{self.tables + 1}", self.desk))
        blocks = list(settled(cells))
        self.tables += any(isinstance(block, Grid) for block in blocks)
        self.blocks += blocks


def _lays_out(table: Any) -> bool:
    """Whether a table holds tables that are shown."""
    return any(not is_hidden(inner) for inner in table.iterdescendants("table"))


def _cells(table: Any, place: str, desk: Desk) -> Iterator[Cell]:
    rows = [row for row in table.iter("tr") if not _is_hidden_row(row)]
    occupied = Occupied()
    caption = next((each for each in table if each.tag == "caption"), None)
    first = 0
    if caption is not None and (text := CellText.of(caption)).strip():
        yield Cell(text, 0, 0, f"{place}/row:1/col:1")
        first = 1
    for at, row in enumerate(rows, first):
        col = 0
        for element in (each for each in row if each.tag in ("td", "th") and not is_hidden(each)):
            col = occupied.next_free(at, col)
            cell = _cell(element, at, col, len(rows) + first, place)
            desk.take_cells()
            occupied.take(at, col, cell.row_span, cell.col_span)
            yield cell
            col += cell.col_span


def _cell(element: Any, row: int, col: int, rows: int, place: str) -> Cell:
    col_span = min(max(_span(element, "colspan"), 1), _WIDEST)
    row_span = min(_span(element, "rowspan") or _LONGEST, rows - row)
    return Cell(CellText.of(element), row, col, f"{place}/row:{row + 1}/col:{col + 1}", max(row_span, 1), col_span)


def _span(element: Any, name: str) -> int:
    digits = (element.get(name) or "1").strip()[:6]
    return int(digits) if digits.isascii() and digits.isdigit() else 1


def _is_hidden_row(row: Any) -> bool:
    return is_hidden(row) or is_hidden(row.getparent())
