"""Duties: the table of a department's activities, each with its money and, for every indicator, a value for each mark.

The value of the best mark is the target; all of them, with their heads, are what it stands on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, takewhile

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold, fold_label, printed
from dagster_project.reading.forms.figures import amount_of, is_absent, is_amount, unit_of
from dagster_project.reading.forms.headers import Column, column_over
from dagster_project.reading.forms.indicators import read_indicators
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.problems import problem
from dagster_project.reading.vocabulary import Vocabulary

_SECTIONS = {"content": "main_task", "goal": "annual_goal"}
_NUMBERED = re.compile(r"[(]?(?:\d+|[一二三四五六七八九十]+)[)]?[、.．]?")
_DIGITS = re.compile(r"\d+|[一二三四五六七八九十]+")
_MARKS = ("best", "other")
_TARGET, _BASIS = "指标值", "指标值确定依据"  # headers that every vocabulary knows


@dataclass(slots=True)
class _Table:
    """The table while it is read: its columns, the money of its activities, and the rows of its indicators."""

    form: Form
    vocabulary: Vocabulary
    heads: list[Cell] = field(default_factory=list)
    columns: tuple[Column, ...] = ()
    unit: str | None = None
    name: Cell | None = None  # of the activity whose rows are read
    money: list[tuple[Cell, Cell]] = field(default_factory=list)  # an activity and its amount
    measured: set[int] = field(default_factory=set)  # amounts of activities that print an indicator
    indicators: list[Row] = field(default_factory=list)

    def named(self, cell: Cell) -> str | None:
        """What a cell of a header names."""
        return self.vocabulary.duties.get(fold_label(cell.text))


def is_duty_header(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a row heads the table: activities, indicators, and the marks over four columns."""
    labels = [fold_label(cell.text) for cell in row.filled]
    named = {vocabulary.duties.get(label) for label in labels}
    return not row.is_flow and {"name", "indicator", "marks"} <= named


def read_duties(rows: Sequence[Row], form: Form, vocabulary: Vocabulary) -> None:
    """Read the table into a form: each activity's money and prose, its indicators with the best mark as target."""
    table = _Table(form, vocabulary, unit=unit_of([form.fields.get("money_unit") or ""], vocabulary))
    for row in rows:
        if is_duty_header(row, vocabulary) or _are_marks(row, vocabulary):
            _take_header(row, table)
        elif not row.is_flow:
            _take_row(row, table)
    _take_money(table)
    if table.indicators:
        read_indicators([_header(table), *table.indicators], form, vocabulary)


def _are_marks(row: Row, vocabulary: Vocabulary) -> bool:
    return all(vocabulary.duties.get(fold_label(cell.text)) in _MARKS for cell in row.filled)


def _take_header(row: Row, table: _Table) -> None:
    if not _are_marks(row, table.vocabulary):
        table.heads = []
    table.heads += row.filled
    named = ((table.named(cell), cell) for cell in table.heads)
    columns = [Column(name, cell.col, cell.col_span) for name, cell in named if name and name != "marks"]
    table.columns = tuple(sorted(columns, key=lambda column: column.col))
    money = [cell.text for cell in table.heads if table.named(cell) == "amount"]
    table.unit = unit_of(money, table.vocabulary) or table.unit
    table.form.ledger.bind(cell for cell in row.filled if fold_label(cell.text) in table.vocabulary.duties)


def _take_row(row: Row, table: _Table) -> None:
    dealt = [(column_over(cell, table.columns), cell) for cell in row.filled]
    is_whole = {"indicator", *_MARKS} <= {column.name for column in table.columns}
    is_held = row.is_placed or len(row.cells) == table.columns[-1].col + 1
    if not is_whole or not is_held or any(column is None for column, _ in dealt):
        table.form.problems.append(problem("undecided_columns", row.locator, row.text))
        return
    own = {column.name: cell for column, cell in dealt if column and column.name not in ("indicator", *_MARKS)}
    has_indicator = any(column and column.name == "indicator" for column, _ in dealt)
    table.name = own.get("name", table.name)
    _take_own(own, table)
    if has_indicator and table.money and table.money[-1][0] is table.name:
        table.measured.add(id(table.money[-1][1]))
    if has_indicator or any(column and column.name in _MARKS for column, _ in dealt):
        table.indicators.append(_indicator_row(row, table))


def _take_own(own: dict[str, Cell], table: _Table) -> None:
    """What a row prints of its activity; money without an activity beside it belongs to nobody."""
    amount = own.get("amount")
    if amount and "name" in own and (is_amount(amount.text) or is_absent(amount.text)):
        table.money += [(own["name"], amount)] if is_amount(amount.text) else []
        table.form.ledger.bind([own["name"], amount])
    elif "name" in own and not amount:
        table.form.ledger.bind([own["name"]])
    for name, cell in own.items():
        if section := _SECTIONS.get(name):
            part = (cell.text, cell.locator)
            table.form.sections.append({"section_code": section, "parts": [part], "locator": cell.locator})
            table.form.ledger.bind([cell])


def _take_money(table: _Table) -> None:
    """Each amount a `use` line; those of whole duties hold the activities below them, where these add up to them."""
    duty: Cell | None = None
    for at, (name, amount) in enumerate(table.money):
        role = _role(at, table)
        duty = name if role == "subtotal" else None if role == "total" else duty
        if _is_clear(at, role, table):
            _add_line(name, amount, role, duty, table)
        else:
            table.form.ledger.reject([amount], "undecided_figures")


def _role(at: int, table: _Table) -> str:
    """What the money of a row is: a duty prints no indicator, its activities do."""
    name, amount = table.money[at]
    if fold_label(name.text) in table.vocabulary.totals:
        return "total"
    return "part" if id(amount) in table.measured else "subtotal"


def _is_clear(at: int, role: str, table: _Table) -> bool:
    """Whether a duty is the sum of what stands below it, and an activity is not, so that no yuan counts twice."""
    below = takewhile(lambda next_one: _role(next_one, table) == "part", range(at + 1, len(table.money)))
    sums = list(accumulate(amount_of(table.money[each][1].text) for each in below))
    here = amount_of(table.money[at][1].text)
    if role != "part":
        return role == "total" or sums[-1:] == [here]
    is_alike = len(sums) < 1 or _numbering(table.money[at][0]) == _numbering(table.money[at + 1][0])
    return not here or here not in sums[is_alike:]


def _numbering(name: Cell) -> str:
    """How a name is numbered, without its number."""
    numbered = _NUMBERED.match(fold(name.text))
    return _DIGITS.sub(lambda digits: "1" if digits.group().isdigit() else "一", numbered.group()) if numbered else ""


def _add_line(name: Cell, amount: Cell, role: str, duty: Cell | None, table: _Table) -> None:
    head = next(cell for cell in table.heads if table.named(cell) == "amount")
    table.form.fund_lines.append(
        {
            "fund_side": "use",
            "item_printed": f"{printed(name.text)} {printed(head.text)}",
            "item_code": "total" if role == "total" else "spending_item",
            "is_subtotal": role == "subtotal",
            "line_role": role,
            "measure": "budget",
            "amount_printed": printed(amount.text),
            "unit_printed": unit_of([amount.text], table.vocabulary) or table.unit,
            "locator": amount.locator,
            "item_locator": name.locator,
            "task_total": name.locator if duty is name else None,
            "task": duty.locator if duty and duty is not name else None,
        }
    )


def _header(table: _Table) -> Row:
    """The header of a table of indicators: their names, the best mark as their target, all marks as its basis."""
    heads = {table.named(cell): cell for cell in reversed(table.heads)}
    cells = (heads["indicator"], replace(heads["best"], text=_TARGET), replace(heads["other"], text=_BASIS))
    return Row(cells, is_flow=False, text="", is_placed=True)


def _indicator_row(row: Row, table: _Table) -> Row:
    """A row's indicator, its best mark, and in the place of the others a text that says all of them."""
    placed = {column: cell for cell in (*row.hanging, *row.filled) if (column := column_over(cell, table.columns))}
    marks = [column for column in table.columns if column.name in _MARKS and column in placed]
    heads = {cell.col: cell.text for cell in table.heads if table.named(cell) in _MARKS}
    basis = "；".join(f"{heads[column.col]}：{printed(placed[column].text)}" for column in marks)
    cells = [placed[column] for column in table.columns if column.name in ("indicator", "best") and column in placed]
    table.form.ledger.bind(placed[column] for column in marks)
    other = next(column.col for column in table.columns if column.name == "other")
    said = [Cell(basis, row.cells[0].row, other, placed[marks[0]].locator)] if marks else []
    return replace(row, cells=(*cells, *said), hanging=(), is_placed=True)
