"""CSV: the cells of a sheet between commas, semicolons or tabs. Locators are `table:1/row:5/col:3`, counted from 1."""

import csv
import io
from collections import Counter
from collections.abc import Iterable

from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.document import Cell, Grid, Paragraph

_COMMAS = (",", ";")
_TAB = "\t"
_MOST_IRREGULAR = 0.1
_FEWEST_ROWS, _FEWEST_CELLS = 3, 3


def delimiter_of(text: str) -> str | None:
    """What stands between the cells of a regular CSV text, None where the text is none.

    Regular: three rows or more, nine in ten of the same number of cells, three or more. Between tabs only where
    quotation marks hold line breaks together; plain lines with tabs are a text's own kind of table.
    """
    kinds = [*_COMMAS, _TAB] if '\t"' in text else _COMMAS
    return next((kind for kind in kinds if kind in text and _is_regular(_rows(text, kind))), None)


def read(text: str, desk: Desk) -> Iterable[Paragraph | Grid]:
    """The one grid of a CSV text."""
    delimiter = delimiter_of(text) or ","
    cells = [
        Cell(value.strip(), row, col, f"table:1/row:{row + 1}/col:{col + 1}")
        for row, values in enumerate(_rows(text, delimiter))
        for col, value in enumerate(values)
    ]
    desk.take_cells(len(cells))
    return [Grid(tuple(cells))]


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return []


def _is_regular(rows: list[list[str]]) -> bool:
    widths = Counter(len(row) for row in rows if any(value.strip() for value in row))
    if widths.total() < _FEWEST_ROWS:
        return False
    width, count = widths.most_common(1)[0]
    return width >= _FEWEST_CELLS and count >= widths.total() * (1 - _MOST_IRREGULAR)
