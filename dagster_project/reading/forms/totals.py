"""The row of totals below a table, and what its sums prove about rows that stand in doubt."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.figures import amount_of
from dagster_project.reading.forms.headers import Header, column_over
from dagster_project.reading.forms.kinds import POINTS
from dagster_project.reading.vocabulary import Vocabulary

Points = Mapping[str, Cell]
"""The cells of a row by column, its weight and its score among them."""


def is_total(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Whether a row begins with 总分 or one of its kind, or sums up a level; no indicator is called so."""
    return fold_label(cells[0].text) in vocabulary.totals or is_subtotal(cells[0], vocabulary)


def is_subtotal(cell: Cell, vocabulary: Vocabulary) -> bool:
    """Whether a cell heads the sum of a part of a table."""
    return fold_label(cell.text) in vocabulary.subtotals


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
    if "reviewed_score" in header.names:
        return _beside_reviewed(figures, header, rows, execution)
    if len(figures) == len(names):
        return dict(zip(sorted(names, key=header.names.index), figures, strict=True))
    if len(figures) != 1:
        return None
    parts = list(rows)
    summed = [name for name in names if add_up({name: figures[0]}, parts, execution)]
    under = column_over(figures[0], [column for column in header.columns if column.name in names])
    if under is not None:
        return {under.name: figures[0]} if under.name in summed else None
    is_merged = figures[0].col_span > 1  # over the columns of points and others
    return {summed[0]: figures[0]} if is_merged and len(summed) == 1 else None


def _beside_reviewed(
    figures: Sequence[Cell], header: Header, rows: Iterable[Points], execution: Mapping[str, str]
) -> Points | None:
    """The totals of a table that prints points which others gave too: by column, where they are the sums of theirs."""
    under = [column_over(figure, header.columns) for figure in figures]
    dealt = {column.name: figure for column, figure in zip(under, figures, strict=True) if column}
    totals = {name: dealt[name] for name in POINTS if name in dealt}
    is_whole = len(dealt) == len(figures) and dealt.keys() <= {*POINTS, "reviewed_score"}
    return totals if is_whole and add_up(totals, rows, execution) else None


def add_up(totals: Points, rows: Iterable[Points], execution: Mapping[str, str]) -> bool:
    """Whether each total is the sum of its column, with or without the points for execution."""
    parts = list(rows)
    return all(_is_sum(name, total, parts, execution) for name, total in totals.items())


def _is_sum(name: str, total: Cell, rows: Sequence[Points], execution: Mapping[str, str]) -> bool:
    summed = sum((amount_of(row[name].text) for row in rows if name in row), Decimal())
    return amount_of(total.text) in (summed, summed + amount_of(execution.get(name, "")))
