"""Pairs in a fund block: an item and the amount right after it, several in a row or in one cell.

Beside the columns of a block they part its total by other features (按收入性质分 | 按支出性质分); which measure they
part is not printed, and is the one whose total they add up to.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.figures import amount_of, is_absent, is_amount, is_figure, unit_of
from dagster_project.reading.forms.fund_block import Funds, add_line, take_execution
from dagster_project.reading.forms.fund_columns import NO_MONEY
from dagster_project.reading.forms.horizons import ANNUAL, MID_TERM, horizon_of, note_sides
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

_PAIR = re.compile(
    r"(?P<item>(?:其中[:：])?[^\d:：()（）\s,，;；、。]{1,40})(?:(?P<colon>[:：])\s*|(?=[\d,.]+[亿万千]?元))"
    r"(?P<amount>-?\d+(?:,\d{3})*(?:\.\d+)?(?:[亿万千]?元)?)(?![\d.%])"
)
_BETWEEN = re.compile(r"[\s()（）,，;；、。]*")
# Of several measures with the same total, the first serves.
_MEASURES = ("revised_budget", "original_budget", "budget", "executed")


def with_pairs(row: Row, vocabulary: Vocabulary) -> Row:
    """A row in which a cell that states amounts (`财政拨款：66.5万元（上级：30万元）`) is items and amounts."""
    if not any(_PAIR.search(cell.text) for cell in row.cells):
        return row
    known = {} if row.is_flow else vocabulary.fund_items
    return replace(row, cells=tuple(part for cell in row.cells for part in _stated_pairs(cell, known) or [cell]))


def _stated_pairs(cell: Cell, known: Mapping[str, str]) -> list[Cell]:
    """Items and amounts at the cell's place; [] where the cell says more. An item without a colon must be known."""
    found = list(_PAIR.finditer(cell.text))
    rest = _PAIR.sub("", cell.text)
    are_items = all(match["colon"] or fold_label(match["item"]) in known for match in found)
    if not found or not are_items or not _BETWEEN.fullmatch(rest):
        return []
    return [replace(cell, text=match[name]) for match in found for name in ("item", "amount")]


def are_pairs(cells: Sequence[Cell]) -> bool:
    """Whether a line is made of pairs: more than one text before an amount, or a pair that one cell states."""
    items = _items(cells)
    return len(items) > 1 or any(
        item.col == amount.col for item, amount in pairwise(cells) if item in items and is_amount(amount.text)
    )


def _items(cells: Sequence[Cell]) -> list[Cell]:
    """The texts that stand before an amount; a mark for none is no text."""
    return [
        before
        for before, here in pairwise(cells)
        if is_amount(here.text) and not is_figure(before.text) and not is_absent(before.text)
    ]


def read_pairs(cells: Sequence[Cell], funds: Funds, *, is_flow: bool) -> None:
    """Add the pairs of a line to the form; where the block has columns they wait for `settle`.

    In a bare line blank cells are gone, so that only the order of its items says which column each is of.
    """
    texts = [cell for cell in cells if not is_figure(cell.text) and not is_absent(cell.text)]
    places = {id(cell): at for at, cell in enumerate(texts)} if is_flow else {}
    if is_flow and not _are_sure(texts, cells, funds):
        funds.form.ledger.reject(cells, "undecided_figures")
        return
    totals = [cell for cell in _items(cells) if funds.vocabulary.fund_items.get(fold_label(cell.text)) == "total"]
    note_sides({cell.col: horizon_of(cell.text, funds.vocabulary) or ANNUAL for cell in totals}, funds.form)
    for before, here in zip(cells, [*cells[1:], None], strict=True):
        if here is not None and before in _items(cells) and is_amount(here.text):
            if funds.columns:
                funds.unmeasured.append((before, here))
            else:
                add_line(before, span_of(before, funds, places.get(id(before), before.col)), here, funds)
            funds.form.ledger.bind([before, here])
        elif fold_label(before.text) in funds.vocabulary.fund_items:
            funds.form.ledger.bind([before])


def _are_sure(texts: Sequence[Cell], cells: Sequence[Cell], funds: Funds) -> bool:
    """Whether the items of a bare line are whole, and of both halves where a form has two; else one may be a piece."""
    stated = [before for before, here in pairwise(cells) if before.col == here.col]
    codes = [funds.vocabulary.fund_items.get(fold_label(cell.text)) for cell in texts if cell not in stated]
    halves = len(funds.form.sides) or (codes.count("total") if codes.count("total") > 1 else 0)
    are_apart = halves > 0 or len(set(codes)) == len(codes)  # an item twice is of two halves
    return all(codes) and are_apart and (not halves or len(texts) == halves)


def are_measures(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Whether a line prints names of measures, each with its figure after it (年初预算数 | 50 | 全年执行数 | 48)."""
    labels, figures = cells[::2], cells[1::2]
    are_named = all(fold_label(cell.text) in vocabulary.fund_columns for cell in labels)
    return bool(figures) and len(labels) == len(figures) and are_named and all(is_figure(c.text) for c in figures)


def read_measures(cells: Sequence[Cell], funds: Funds) -> None:
    """Add the figures that stand beside the names of their measures: totals, of neither side."""
    for label, figure in zip(cells[::2], cells[1::2], strict=True):
        measure = funds.vocabulary.fund_columns[fold_label(label.text)]
        if measure in NO_MONEY:
            take_execution(measure, figure, funds)
        elif is_amount(figure.text):
            add_line(label, measure, figure, funds, total=True)
            line = funds.form.fund_lines[-1]
            line["unit_printed"] = unit_of([figure.text, label.text], funds.vocabulary) or funds.unit
        funds.form.ledger.bind([label, figure])


def span_of(item: Cell, funds: Funds, place: int) -> str:
    """The measure of a figure that stands beside its item: money of the year, or of several years.

    What a total says holds for the items below it in its `place`: a column, or the order of items in a bare line.
    """
    if horizon_of(item.text, funds.vocabulary) == MID_TERM:
        funds.midterm.add(place)
    elif funds.vocabulary.fund_items.get(fold_label(item.text)) == "total":
        funds.midterm.discard(place)
    return "mid_term_budget" if place in funds.midterm else "budget"


def without_side_totals(row: Row, cells: list[Cell], funds: Funds) -> list[Cell]:
    """A line without what the labels of its sides say of all below them (按收入性质分：1620).

    It repeats a total of the form, so it is no line of its own; `settle` looks whether it does.
    """
    markers = {(cell.row, cell.col): cell for cell in row.filled if cell.col in funds.sides and cell not in cells}
    found = {cell: markers.get((cell.row, cell.col)) for cell in cells if is_amount(cell.text)}
    if not cells or None in found.values() or len(found) != len(cells):
        return cells
    for amount, label in found.items():
        if label:
            funds.side_totals[funds.sides[label.col]] = (label, amount)
    return []


def settle(funds: Funds) -> None:
    """Add the pairs that stand beside the columns, by side; those that part no total belong to nobody.

    A unit that the label of the block prints holds for the lines above it too.
    """
    for line in funds.form.fund_lines[funds.lines_before :]:
        line["unit_printed"] = line["unit_printed"] or funds.unit
    for side in dict.fromkeys(funds.side_of(item) for item, _ in funds.unmeasured):
        pairs = [(item, amount) for item, amount in funds.unmeasured if funds.side_of(item) == side]
        measure = _measure_parted(pairs, funds)
        label, whole = funds.side_totals.pop(side or "", (None, None))
        if whole and measure and amount_of(whole.text) == _parted(pairs, funds):
            funds.form.ledger.bind([label, whole])
        for item, amount in pairs:
            if measure:
                add_line(item, measure, amount, funds)
            else:
                funds.form.ledger.reject([item, amount], "undecided_figures")


def _measure_parted(pairs: Sequence[tuple[Cell, Cell]], funds: Funds) -> str | None:
    """The measure whose total the amounts of these pairs add up to."""
    parted, lines = _parted(pairs, funds), funds.form.fund_lines
    totals = {line["measure"]: amount_of(line["amount_printed"]) for line in lines if line["item_code"] == "total"}
    return next((measure for measure in _MEASURES if totals.get(measure) == parted), None)


def _parted(pairs: Sequence[tuple[Cell, Cell]], funds: Funds) -> Decimal:
    """What pairs add up to, parts of another pair left out."""
    codes = [funds.vocabulary.fund_items.get(fold_label(item.text)) for item, _ in pairs]
    held = {
        code: funds.vocabulary.fund_parents.get(code, "") in codes for code in codes if code
    }  # parts of another pair
    amounts = (
        amount_of(amount.text) for (_, amount), code in zip(pairs, codes, strict=True) if not held.get(code or "")
    )
    return sum(amounts, Decimal())
