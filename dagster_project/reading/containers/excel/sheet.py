"""A sheet as both kinds of workbook give it, and the grid that becomes of it.

What the sheet does not show is left out and noted: hidden sheets, hidden rows and columns, cells under a merged one.
`row` and `col` of a cell are those of the sheet, counted from 0; locators are `sheet:NAME/cell:B7`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dagster_project.reading.containers.cleaning import clean
from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.grids import settled
from dagster_project.reading.document import Cell, Doubt, Grid, Paragraph

_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Area:
    """A merged range: rows and columns from the first up to and without the last."""

    top: int
    left: int
    bottom: int
    right: int


def sheet_name(printed: str) -> str:
    """A sheet's name as it stands in places: on one line, without what nobody sees."""
    return " ".join(clean(printed).split()) or "?"


@dataclass(slots=True)
class Sheet:
    """What a sheet holds: displayed text by (row, column), merged ranges, what is hidden, doubted, struck out."""

    name: str
    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    doubts: dict[tuple[int, int], Doubt] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)


def grid_of(sheet: Sheet, desk: Desk) -> Iterator[Paragraph | Grid]:
    """The grid of a sheet; nothing for one that shows no text."""
    areas = _areas(sheet)
    covered = _covered(sheet, areas)
    for place in sorted(sheet.struck - covered):
        desk.leave_out(f"sheet:{sheet.name}/cell:{cell_name(*place)}")
    used = [place for place, text in sheet.texts.items() if text.strip()]
    if not used:
        return
    width = max(col for _, col in used) + 1
    cells = [
        _cell(sheet, place, areas.get(place))
        for place in sorted(sheet.texts)
        if place not in covered and place[1] < width and not _is_hidden(sheet, place, areas.get(place), desk)
    ]
    yield from settled(cells)


def cell_name(row: int, col: int) -> str:
    """(6, 1) -> B7."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _areas(sheet: Sheet) -> dict[tuple[int, int], Area]:
    """The merged ranges by their first cell; one that overlaps an earlier one is none."""
    areas: dict[tuple[int, int], Area] = {}
    for area in sheet.merged:
        size = (area.bottom - area.top) * (area.right - area.left)
        if size > 1 and area.top >= 0 and area.left >= 0:
            areas.setdefault((area.top, area.left), area)
    return areas


def _covered(sheet: Sheet, areas: dict[tuple[int, int], Area]) -> set[tuple[int, int]]:
    """The positions that hold something under a merged cell: nobody sees it."""
    covered: set[tuple[int, int]] = set()
    for first, area in areas.items():
        size = (area.bottom - area.top) * (area.right - area.left)
        if size < len(sheet.texts):
            places = ((row, col) for row in range(area.top, area.bottom) for col in range(area.left, area.right))
            covered.update(place for place in places if place in sheet.texts and place != first)
        else:
            covered.update(place for place in sheet.texts if _is_in(place, area) and place != first)
    return covered


def _is_in(place: tuple[int, int], area: Area) -> bool:
    return area.top <= place[0] < area.bottom and area.left <= place[1] < area.right


def _is_hidden(sheet: Sheet, place: tuple[int, int], area: Area | None, desk: Desk) -> bool:
    """Whether a cell is hidden whole: a merged one is shown where any part of it is."""
    row, col = place
    rows = range(row, area.bottom) if area else (row,)
    columns = range(col, area.right) if area else (col,)
    if sheet.hidden_rows and all(each in sheet.hidden_rows for each in rows):
        desk.leave_out(f"sheet:{sheet.name}/row:{row + 1}")
        return True
    if sheet.hidden_columns and all(any(each in span for span in sheet.hidden_columns) for each in columns):
        desk.leave_out(f"sheet:{sheet.name}/column:{cell_name(0, col)[:-1]}")
        return True
    return False


def _cell(sheet: Sheet, place: tuple[int, int], area: Area | None) -> Cell:
    row, col = place
    locator = f"sheet:{sheet.name}/cell:{cell_name(row, col)}"
    row_span, col_span = (area.bottom - row, area.right - col) if area else (1, 1)
    return Cell(sheet.texts[place], row, col, locator, row_span, col_span, sheet.doubts.get(place))
