"""The blocks of a Word document: paragraphs, tables with their spans, tables in cells, text boxes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.grids import lines_of, settled
from dagster_project.reading.containers.package import attribute, local
from dagster_project.reading.containers.word.runs import holds_unseen, text_of
from dagster_project.reading.document import Cell, Grid, Paragraph

Block = Paragraph | Grid

_WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "AlternateContent", "Choice"}
_WIDEST = 1000  # columns of a table; a span beyond is nonsense


@dataclass(slots=True)
class Counter:
    """Numbers for locators: the tables and paragraphs met so far behind a prefix."""

    prefix: str = ""
    paragraphs: int = 0
    tables: int = 0


@dataclass(slots=True)
class _TableCell:
    """A cell as Word holds it. `merge` is restart, continue or ""."""

    element: Any
    row: int
    col: int
    col_span: int
    merge: str
    row_span: int = 1


@dataclass(slots=True)
class _Table:
    place: str
    rows: list[list[_TableCell]] = field(default_factory=list)


def blocks_of(element: Any, counter: Counter, desk: Desk) -> Iterator[Block]:
    """The blocks of the body, of a text box or of whatever wraps them."""
    for child in element:
        name = local(child)
        if name == "p":
            yield from _paragraph(child, counter, desk)
        elif name == "tbl":
            counter.tables += 1
            yield from _table(child, f"{counter.prefix}table:{counter.tables}", desk)
        elif name in _WRAPPERS:
            yield from blocks_of(child, counter, desk)
        elif name in ("del", "moveFrom"):
            desk.leave_out(f"{counter.prefix}paragraph:{counter.paragraphs + 1}")


def _paragraph(element: Any, counter: Counter, desk: Desk) -> Iterator[Block]:
    counter.paragraphs += 1
    desk.take_cells()
    boxes: list[Any] = []
    place = f"{counter.prefix}paragraph:{counter.paragraphs}"
    _note_unseen(element, place, desk)
    yield from lines_of(text_of(element, boxes), place)
    for box in boxes:
        yield from blocks_of(box, counter, desk)


def _note_unseen(element: Any, place: str, desk: Desk) -> None:
    if holds_unseen(element):
        desk.leave_out(place)


def _table(element: Any, place: str, desk: Desk) -> Iterator[Block]:
    """The grid of a table; where a cell holds tables the grid goes on behind them."""
    table = _Table(place)
    for row in _rows(element, place, desk):
        table.rows.append(list(_cells(row, len(table.rows))))
    _span_rows(table)
    pending: list[Cell] = []
    for row in table.rows:
        inner: list[Block] = []
        pending += [_cell(cell, place, inner, desk) for cell in row if cell.merge != "continue"]
        if inner:
            yield from settled(pending)
            yield from inner
            pending = []
    yield from settled(pending)


def _rows(element: Any, place: str, desk: Desk) -> Iterator[Any]:
    for child in element:
        if local(child) == "tr":
            if _is_deleted(child):
                desk.leave_out(place)
            else:
                yield child
        elif local(child) in _WRAPPERS:
            yield from _rows(child, place, desk)


def _is_deleted(row: Any) -> bool:
    return any(local(mark) == "del" for properties in row if local(properties) == "trPr" for mark in properties)


def _cells(row: Any, at: int) -> Iterator[_TableCell]:
    col = _number(row, "trPr", "gridBefore", 0)
    above: _TableCell | None = None
    for element in _wrapped(row):
        span = _number(element, "tcPr", "gridSpan", 1)
        if above and _property(element, "tcPr", "hMerge") in ("continue", ""):
            above.col_span += span
        else:
            above = _TableCell(element, at, col, span, _merge(element))
            yield above
        col += span


def _wrapped(row: Any) -> Iterator[Any]:
    for child in row:
        if local(child) == "tc":
            yield child
        elif local(child) in _WRAPPERS:
            yield from _wrapped(child)


def _merge(element: Any) -> str:
    value = _property(element, "tcPr", "vMerge")
    return "" if value is None else value or "continue"


def _property(element: Any, group: str, name: str) -> str | None:
    """The value of a property, "" where it stands without one, None where it is not there."""
    for properties in element:
        if local(properties) == group:
            for child in properties:
                if local(child) == name:
                    return attribute(child, "val") or ""
    return None


def _number(element: Any, group: str, name: str, default: int) -> int:
    value = _property(element, group, name) or ""
    return min(max(int(value), default), _WIDEST) if value.isascii() and value.isdigit() else default


def _span_rows(table: _Table) -> None:
    """Give every cell that goes on below its rows; what goes on from nowhere is a cell of its own."""
    open_cells: dict[int, _TableCell] = {}
    for row in table.rows:
        going_on: dict[int, _TableCell] = {}
        for cell in row:
            above = open_cells.get(cell.col)
            if cell.merge == "continue" and above:
                above.row_span += 1
                going_on[cell.col] = above
            elif cell.merge:
                cell.merge = "restart"
                going_on[cell.col] = cell
        open_cells = going_on


def _cell(cell: _TableCell, place: str, inner: list[Block], desk: Desk) -> Cell:
    """A cell with its text; the tables in it, with their own texts, are put into `inner`."""
    desk.take_cells()
    locator = f"{place}/row:{cell.row + 1}/col:{cell.col + 1}"
    _note_unseen(cell.element, locator, desk)
    lines = list(_cell_lines(cell.element, Counter(f"{locator}/"), inner, desk))
    text = "\n".join(lines).strip()
    return Cell(text, cell.row, cell.col, locator, cell.row_span, cell.col_span)


def _cell_lines(element: Any, counter: Counter, inner: list[Block], desk: Desk) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name == "p":
            boxes: list[Any] = []
            yield text_of(child, boxes).replace("\t", " ")
            for box in boxes:
                yield from _cell_lines(box, counter, inner, desk)
        elif name == "tbl":
            counter.tables += 1
            inner += _table(child, f"{counter.prefix}table:{counter.tables}", desk)
        elif name in _WRAPPERS:
            yield from _cell_lines(child, counter, inner, desk)
