"""Columns of a fund block: which measure each figure of a line is.

A figure is what the header above it says, unless a line of the block does not stand under its header. Then
a line that fills every column keeps its order, and of a line that does not nobody can say what it prints.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dagster_project.reading.document import Cell
from dagster_project.reading.forms.figures import amount_of, is_absent, is_amount, is_number, is_rate
from dagster_project.reading.forms.headers import Column, column_over
from dagster_project.reading.vocabulary import Vocabulary

# Columns of the block that are no money.
EXECUTION = ("execution_rate", "execution_weight", "execution_score")
ITEMS = ("source_items", "use_items")
NO_MONEY = (*EXECUTION, *ITEMS, "reason", "adjustment", "balance", "reviewed_score")

# Where a header names one of these, another budget is no third one.
_BUDGETS = ("original_budget", "revised_budget")

Dealt = list[tuple[str, Cell]]


@dataclass(frozen=True, slots=True)
class FundLine:
    """A line of a block: its item's code (of a subtotal, that of its group), its item and its figures."""

    code: str | None
    item: Cell
    figures: tuple[Cell, ...]
    is_flow: bool = False


@dataclass(frozen=True, slots=True)
class FundColumns:
    """The columns of a block and what its lines have in common.

    `usual` are the measures that at least half of its lines print; `adds_up` says that, taken as they stand, the
    lines sum up to their total in each of them.
    """

    columns: tuple[Column, ...] = ()
    is_shifted: bool = False
    usual: frozenset[str] = frozenset()
    adds_up: bool = False


def survey(columns: tuple[Column, ...], lines: Sequence[FundLine], vocabulary: Vocabulary) -> FundColumns:
    """Look through the lines below a header before any is dealt."""
    headings = [column for column in columns if _heads_items(column, columns, lines)]
    figured = tuple(column for column in columns if column.name not in (*ITEMS, "reason"))
    if all(len(line.figures) < len(figured) for line in lines):  # else the items of the lines have moved below one
        figured = tuple(column for column in figured if column not in headings)
    stand = [_in_flow(line.figures, figured) if line.is_flow else _standing(line.figures, figured) for line in lines]
    filled = Counter(name for dealt in stand for name, _ in dealt or () if name not in NO_MONEY)
    usual = frozenset(name for name, count in filled.items() if count * 2 >= len(lines))
    codes = [line.code for line in lines]
    sums = [_adds_up(name, codes, stand, vocabulary) for name in usual]
    # Below a bare line that fills every column, amounts that were of other columns would add up to it in none.
    is_whole = any(line.is_flow and line.code == "total" and len(line.figures) == len(figured) for line in lines)
    return FundColumns(figured, None in stand, usual, all(sums) or (is_whole and sum(sums) > 1))


def _heads_items(column: Column, columns: Sequence[Column], lines: Sequence[FundLine]) -> bool:
    """Whether a column is that of the items: they stand below it; in bare lines it is a budget beside the other two."""
    if any(line.is_flow for line in lines):
        return column.name == "budget" and any(other.name in _BUDGETS for other in columns)
    return any(column.overlap(line.item) for line in lines)


def deal(figures: Sequence[Cell], block: FundColumns, *, is_placed: bool = False) -> Dealt | None:
    """Each figure of a line with its measure; None where that cannot be told."""
    standing = _standing(figures, block.columns)
    if standing is not None and is_placed:
        return standing
    if standing is not None and not block.is_shifted and _is_placed(standing, block):
        return standing
    return deal_in_order(figures, block)


def deal_in_order(figures: Sequence[Cell], block: FundColumns) -> Dealt | None:
    """The figures of a line that fills every column; None where it does not."""
    if len(figures) != len(block.columns):
        return None
    dealt = [(column.name, cell) for column, cell in zip(block.columns, figures, strict=True)]
    return dealt if all(_fits(name, cell) for name, cell in dealt) else None


def deal_in_flow(figures: Sequence[Cell], block: FundColumns) -> Dealt | None:
    """The figures of a bare line: in order where it fills every column, else its amounts where the block adds up."""
    return deal_in_order(figures, block) or (_in_flow(figures, block.columns) if block.adds_up else None)


def _in_flow(figures: Sequence[Cell], columns: Sequence[Column]) -> Dealt | None:
    """A bare line's figures in order; of one that prints marks for the rest, an amount for each column of money."""
    whole = deal_in_order(figures, FundColumns(tuple(columns)))
    money = [column for column in columns if column.name not in NO_MONEY]
    amounts = [cell for cell in figures if not is_absent(cell.text)]
    if whole or len(amounts) != len(money) or not all(is_amount(cell.text) for cell in amounts):
        return whole
    return [(column.name, cell) for column, cell in zip(money, amounts, strict=True)]


def _standing(figures: Sequence[Cell], columns: Sequence[Column]) -> Dealt | None:
    places = [(column_over(cell, columns), cell) for cell in figures]
    dealt = [(column.name if column else "", cell) for column, cell in places]
    is_one_each = len({name for name, _ in dealt}) == len(dealt)
    return dealt if is_one_each and all(_fits(name, cell) for name, cell in dealt) else None


def _fits(name: str, cell: Cell) -> bool:
    if is_absent(cell.text):
        return bool(name)
    if name in ("adjustment", "balance"):
        return is_amount(cell.text)
    if name == "execution_rate":
        return is_rate(cell.text) or is_number(cell.text)
    return is_number(cell.text) if name in (*EXECUTION, "reviewed_score") else bool(name) and is_amount(cell.text)


def _is_placed(line: Dealt, block: FundColumns) -> bool:
    """Whether a line that leaves cells empty surely stands in its place.

    A rate with its sign holds what is before it. An empty cell between two figures is one; before the first or
    after the last, the others may have moved.
    """
    order = [column.name for column in block.columns]
    executed = [(name, cell) for name, cell in line if name in EXECUTION and not is_absent(cell.text)]
    is_held = any(is_rate(cell.text) for _, cell in executed)
    if executed and not is_rate(executed[-1][1].text) and executed[-1][0] != [n for n in order if n in EXECUTION][-1]:
        return False
    at = [order.index(name) for name, _ in line]
    outer = [name for name in block.usual if not min(at) <= order.index(name) <= max(at)]
    return is_held or not outer or block.adds_up


def _adds_up(name: str, codes: Sequence[str | None], lines: Sequence[Dealt | None], vocabulary: Vocabulary) -> bool:
    total, parts = Decimal(), Decimal()
    for code, dealt in zip(codes, lines, strict=True):
        amount = sum((amount_of(cell.text) for measure, cell in dealt or () if measure == name), Decimal())
        if code == "total":
            total += amount
        elif vocabulary.fund_parents.get(code or "") not in codes:
            parts += amount
    return "total" in codes and total == parts
