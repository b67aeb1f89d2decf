"""Horizons: which indicators of a form are of its year, and which of several years (中期, 长期).

A form prints the two below each other, each under a label of its own, or side by side in two halves of one table
that share the column 一级指标.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.headers import LEVELS, Column, column_over, columns_of, is_indicator_header
from dagster_project.reading.forms.levels import is_level
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

ANNUAL, MID_TERM = "annual", "mid_term"


@dataclass(frozen=True, slots=True)
class Half:
    """Rows of an indicator table that are of one horizon; `is_half` where the table has another one beside them."""

    horizon: str
    rows: Sequence[Row]
    is_half: bool = False


def horizon_of(text: str, vocabulary: Vocabulary) -> str | None:
    """The horizon that a label names, or None."""
    label = fold_label(text)
    return next((name for name, words in vocabulary.horizons.items() if any(word in label for word in words)), None)


def horizon_beside(rows: Sequence[Row], before: str, vocabulary: Vocabulary) -> str:
    """The horizon that a label beside a table (长期绩效指标) names, else the one `before`."""
    labels = (
        "".join(cell.text for cell in takewhile(lambda c: not _is_head(c, vocabulary), row.filled)) for row in rows
    )
    named = (horizon_of(text, vocabulary) for text in labels if vocabulary.markers.get(fold_label(text)) == "block")
    return next((horizon for horizon in named if horizon), before)


def is_block(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a word is the label of a table, and no level."""
    return vocabulary.markers.get(fold_label(cell.text)) == "block" and not is_level(cell.text, vocabulary)


def _is_head(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a word is a column or a level, and no label of a table."""
    label = fold_label(cell.text)
    is_known = label in vocabulary.columns or is_level(cell.text, vocabulary)
    return is_known and vocabulary.markers.get(label) != "block"


def note_sides(places: dict[int, str], form: Form) -> None:
    """Note where the two horizons stand side by side in a form (column of the grid -> horizon)."""
    if set(places.values()) == {ANNUAL, MID_TERM} and len(places) == len(set(places.values())):
        form.sides = form.sides or tuple(places[col] for col in sorted(places))


def halves_of(rows: Sequence[Row], form: Form, vocabulary: Vocabulary) -> list[Half]:
    """The halves of an indicator table; the table as it is where it has none, or nothing says which is which."""
    head = [row for row in rows if is_indicator_header(row, vocabulary)][:1]
    columns = columns_of(head, vocabulary)
    split = _split(columns)
    sides = _sides(head, split, form, vocabulary) if split else ()
    if split is None or not sides:
        return [Half(ANNUAL, rows)]
    left, right = ([c for c in columns if c.col < split], [c for c in columns if c.col >= split])
    named = {column.name for column in right}
    shared = [column for column in left if column.name in LEVELS and column.name not in named]
    others = [column for column in left if column not in shared]
    return [
        Half(sides[0], [_part(row, lambda cell: cell.col < split) for row in rows], is_half=True),
        Half(sides[1], [_part(row, lambda cell: _is_right(cell, split, shared, others)) for row in rows], is_half=True),
    ]


def sides_of(head: Sequence[Row], form: Form, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The horizons of the two halves of a table in bare lines; () where it has none, or nothing says which is which."""
    split = _split(columns_of(head, vocabulary)) if len(head) == 1 else None
    sides = form.sides if split is None else _sides(head, split, form, vocabulary)
    return sides if len(set(sides)) == len(sides) == len((ANNUAL, MID_TERM)) else ()


def _split(columns: Sequence[Column]) -> int | None:
    """Where the second half begins: at the first column that is named again. None where no second half is whole."""
    names = [column.name for column in columns]
    again = next((at for at, name in enumerate(names) if name in names[:at]), None)
    if again is None or len(set(names[again:])) < len(names[again:]) or "target" not in names[again:]:
        return None
    return columns[again].col


def _sides(head: Sequence[Row], split: int, form: Form, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The horizons of the left and the right half: by their own headers, else by what stands above them."""
    named: list[set[str]] = [set(), set()]
    for cell in (cell for row in head for cell in row.filled):
        if horizon := horizon_of(cell.text, vocabulary):
            named[cell.col >= split].add(horizon)
    if [len(names) for names in named] == [1, 1] and named[0] != named[1]:
        return (*named[0], *named[1])
    return form.sides


def _is_right(cell: Cell, split: int, shared: Sequence[Column], others: Sequence[Column]) -> bool:
    column = column_over(cell, [*shared, *others])
    return cell.col >= split or column in shared


def _part(row: Row, is_in: Callable[[Cell], bool]) -> Row:
    cells, hanging = (tuple(cell for cell in group if is_in(cell)) for group in (row.cells, row.hanging))
    return replace(row, cells=cells, hanging=hanging)
