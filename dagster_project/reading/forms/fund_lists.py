"""Lists side by side in a fund block: what the money is for, and where it is from, each item before its amount."""

from collections.abc import Sequence

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.figures import is_absent, is_amount, unit_of
from dagster_project.reading.forms.fund_block import Funds, add_line
from dagster_project.reading.forms.fund_columns import NO_MONEY
from dagster_project.reading.forms.headers import Column, column_over
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

_SIDES = {"income": "source", "expense": "use", "source_items": "source", "use_items": "use"}
_WIDTH = 4


def lists_of(row: Row, vocabulary: Vocabulary) -> tuple[Column, ...]:
    """The columns of two lists that a row heads (支出 | 金额 | 收入来源 | 金额): side and measure, twice; else ()."""
    cells = _without_block(row, vocabulary)
    if row.is_flow or len(cells) != _WIDTH:
        return ()
    names = [_named(cell, vocabulary) for cell in cells]
    is_pair = {names[0], names[2]} == {"source", "use"} and names[1] == names[3] not in (*NO_MONEY, "", "source", "use")
    return tuple(Column(name, c.col, c.col_span) for name, c in zip(names, cells, strict=True)) if is_pair else ()


def open_lists(row: Row, lists: tuple[Column, ...], funds: Funds) -> None:
    """Take a row as the header of two lists."""
    funds.lists, funds.columns = lists, ()
    funds.unit = unit_of((cell.text for cell in row.filled), funds.vocabulary) or funds.unit
    funds.form.ledger.bind(row.cells)


def read_list_line(row: Row, funds: Funds) -> None:
    """Add the items of a line, each with the amount right after it; where cells moved, those of a full line alone."""
    cells = _without_block(row, funds.vocabulary)
    funds.form.ledger.bind(cell for cell in row.filled if cell not in cells)
    pairs = _dealt(cells, funds.lists, is_placed=row.is_placed)
    if pairs is None:
        funds.form.ledger.reject(cells, "undecided_figures")
        return
    for (column, item), (measure, amount) in pairs:
        funds.side, funds.sides = column.name, {}
        if is_amount(amount.text):
            add_line(item, measure.name, amount, funds)
    funds.form.ledger.bind(cells)


def _dealt(
    cells: Sequence[Cell], lists: tuple[Column, ...], *, is_placed: bool
) -> list[tuple[tuple[Column, Cell], tuple[Column, Cell]]] | None:
    """Items and amounts: of a full line in order, else by column; None where an item lacks its amount or column."""
    is_full = len(cells) == _WIDTH
    columns = list(lists) if is_full else [column_over(cell, lists) for cell in cells]
    if not (is_full or is_placed) or None in columns or len(cells) % 2:
        return None
    dealt = [(column, cell) for column, cell in zip(columns, cells, strict=True) if column]
    pairs = list(zip(dealt[::2], dealt[1::2], strict=True))
    for (column, item), (measure, amount) in pairs:
        is_next = column in lists[::2] and lists.index(column) + 1 == lists.index(measure)
        if not is_next or is_amount(item.text) or not (is_amount(amount.text) or is_absent(amount.text)):
            return None
    return pairs


def _without_block(row: Row, vocabulary: Vocabulary) -> list[Cell]:
    return [cell for cell in row.filled if fold_label(cell.text) not in vocabulary.fund_blocks]


def _named(cell: Cell, vocabulary: Vocabulary) -> str:
    label = fold_label(cell.text)
    name = vocabulary.fund_columns.get(label, "")
    return _SIDES.get(vocabulary.markers.get(label) or name) or name
