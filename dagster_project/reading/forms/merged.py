"""Cells merged over several rows of an indicator table: what they say of the rows below their first one."""

from collections.abc import Sequence
from dataclasses import replace

from dagster_project.reading.document import Cell
from dagster_project.reading.forms.figures import is_absent
from dagster_project.reading.forms.headers import LEVELS, Header, column_over
from dagster_project.reading.forms.kinds import POINTS, VALUES
from dagster_project.reading.forms.levels import family
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

# They say the same of each row. Points do not: nobody can say how they part.
_FILLED_DOWN = (
    "level3",
    "description",
    "operator",
    *VALUES,
    "unit",
    "target_basis",
    "deviation_reason",
    "scoring_basis",
)


def filled_down(row: Row, cells: Sequence[Cell], header: Header) -> list[Cell]:
    """The cells of a row and those that span it from above, where the row has none of its own."""
    hung = _hung(row, cells, header, _FILLED_DOWN)
    return sorted([*cells, *hung], key=lambda cell: cell.col) if hung else list(cells)


def points_over(row: Row, cells: Sequence[Cell], header: Header) -> list[Cell]:
    """The weight and the score that span a row from above, where it has none of its own."""
    return _hung(row, cells, header, POINTS)


def named_by_level(cells: Sequence[Cell], header: Header, vocabulary: Vocabulary) -> Cell | None:
    """The name of a row that has none but its level 1: the points for execution are an indicator and a level in one."""
    names = {column.name: column for column in header.columns if column.name in LEVELS}
    named = [(column_over(cell, header.columns), cell) for cell in cells]
    levels = [cell for column, cell in named if column and column.name in LEVELS]
    if len(levels) != 1 or len(names) != len(LEVELS) or family(levels[0].text, vocabulary) != "execution":
        return None
    return replace(levels[0], col=names["level3"].col, col_span=1)


def covers_two(cell: Cell, header: Header) -> bool:
    """Whether a cell stands in two columns of figures: it says the same of both, or its place in one was not drawn."""
    figured = [column for column in header.columns if column.name in (*VALUES, *POINTS)]
    return not is_absent(cell.text) and sum(column.overlap(cell) == column.width for column in figured) > 1


def _hung(row: Row, cells: Sequence[Cell], header: Header, names: Sequence[str]) -> list[Cell]:
    taken = {column_over(cell, header.columns) for cell in cells}
    spanning = ((column_over(cell, header.columns), cell) for cell in row.hanging)
    return [cell for column, cell in spanning if column and column.name in names and column not in taken]
