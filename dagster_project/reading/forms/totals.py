"""The row of totals below a table, and what its sums prove about rows that stand in doubt."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.figures import amount_of
from dagster_project.reading.forms.headers import Header
from dagster_project.reading.forms.kinds import POINTS
from dagster_project.reading.vocabulary import Vocabulary

Points = Mapping[str, Cell]
"""The cells of a row by column, its weight and its score among them."""


def is_total(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Whether a row begins with 总分 or one of its kind; no indicator is called so."""
    return fold_label(cells[0].text) in vocabulary.totals


def deal_total(
    figures: Sequence[Cell], header: Header, rows: Iterable[Points], execution: Mapping[str, str]
) -> Points | None:
    """The total weight and the total score; None where nobody can say which is which.

    Two figures are both, in order. One alone is what its column sums up to; `execution` are the points of
    the fund block, as printed, which a total may hold.
    """
    names = [name for name in POINTS if name in header.names]
    if not figures:
        return {}
    if len(figures) == len(names):
        return dict(zip(sorted(names, key=header.names.index), figures, strict=True))
    by_col = {column.col: column.name for column in header.columns if column.name in names}
    if len(figures) != 1 or figures[0].col not in by_col:
        return None
    total = {by_col[figures[0].col]: figures[0]}
    return total if add_up(total, rows, execution) else None


def add_up(totals: Points, rows: Iterable[Points], execution: Mapping[str, str]) -> bool:
    """Whether each total is the sum of its column, with or without the points for execution."""
    parts = list(rows)
    return all(_is_sum(name, total, parts, execution) for name, total in totals.items())


def _is_sum(name: str, total: Cell, rows: Sequence[Points], execution: Mapping[str, str]) -> bool:
    summed = sum((amount_of(row[name].text) for row in rows if name in row), Decimal())
    return amount_of(total.text) in (summed, summed + amount_of(execution.get(name, "")))
