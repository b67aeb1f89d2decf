"""Fund blocks: what the project was given and spent, line by line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label, printed
from dagster_project.reading.forms.blocks import is_fund_header
from dagster_project.reading.forms.figures import is_absent, is_amount, is_figure, unit_of
from dagster_project.reading.forms.flow_table import joined_cell
from dagster_project.reading.forms.fund_columns import (
    EXECUTION,
    NO_MONEY,
    Dealt,
    FundColumns,
    FundLine,
    deal,
    deal_in_order,
    survey,
)
from dagster_project.reading.forms.headers import (
    Column,
    column_over,
    fold_header,
    is_prefix_of_sequence,
    parse_sequence,
)
from dagster_project.reading.forms.horizons import ANNUAL, MID_TERM, horizon_of, note_sides
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.problems import problem
from dagster_project.reading.vocabulary import Vocabulary, nearest


@dataclass(slots=True)
class _Funds:
    """A fund block while it is read."""

    form: Form
    vocabulary: Vocabulary
    has_use: bool = False
    unit: str | None = None
    units: dict[str, str] = field(default_factory=dict)  # of the columns that name their own
    side: str | None = None
    group: str | None = None  # item code of the label above its sub-items
    columns: tuple[Column, ...] = ()
    known: FundColumns = field(default_factory=FundColumns)
    header: str = ""  # text of a header broken over lines
    midterm: set[int] = field(default_factory=set)  # places of items whose money is of several years
    pending: list[Cell] = field(default_factory=list)  # words of an item broken over lines


def read_funds(rows: Sequence[Row], form: Form, vocabulary: Vocabulary) -> None:
    """Read a fund block into `form.fund_lines` (amounts as printed, with their unit) and its execution figures."""
    funds = _Funds(form, vocabulary, unit=unit_of([form.fields.get("money_unit") or ""], vocabulary))
    for at, row in enumerate(rows, 1):
        cells = _without_labels(row, funds)
        if not cells:
            continue
        may_be_header = is_fund_header(row, vocabulary) or bool(funds.header)
        if may_be_header and _read_header(row, cells, funds):
            funds.known = survey(funds.columns, _lines_below(rows[at:], funds.columns, vocabulary), vocabulary)
        else:
            _read_line(row, cells, funds)


def _lines_below(rows: Sequence[Row], columns: Sequence[Column], vocabulary: Vocabulary) -> list[FundLine]:
    """The lines of figures in a grid below a header, up to the next header."""
    lines = []
    for row in takewhile(lambda row: not is_fund_header(row, vocabulary), rows):
        items, figures, _ = _parted(row.filled, columns)
        if figures and items and not row.is_flow:
            code = vocabulary.fund_items.get(fold_label(items[-1].text))
            code = "fiscal_appropriation" if code == "subtotal" else code
            lines.append(FundLine(code, items[-1], tuple(figures)))
    return lines


def _parted(cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """The cells of a line: its items, its figures (none where all are marks), the texts among and after them."""
    texts = [cell for cell in cells if (column := column_over(cell, columns)) and column.name == "reason"]
    is_mark = [(is_figure(cell.text) or is_absent(cell.text)) and cell not in texts for cell in cells]
    start = is_mark.index(True) if any(is_figure(cell.text) for cell in cells) else len(cells)
    figures = [cell for cell, is_one in zip(cells[start:], is_mark[start:], strict=True) if is_one]
    return list(cells[:start]), figures, [cell for cell in cells[start:] if cell not in figures]


def _without_labels(row: Row, funds: _Funds) -> list[Cell]:
    """A row without the block's own label, its side and its unit."""
    rest: list[Cell] = []
    for cell in row.filled:
        label = fold_label(cell.text)
        marker = funds.vocabulary.markers.get(label)
        is_item_header = funds.vocabulary.fund_columns.get(label) in ("source_items", "use_items")
        if label in funds.vocabulary.fund_blocks or not label:
            funds.unit = unit_of([cell.text], funds.vocabulary) or funds.unit
            funds.has_use |= label in funds.vocabulary.fund_blocks_with_use
        elif marker in ("income", "expense") and not is_item_header:
            funds.side, funds.group = ("source" if marker == "income" else "use"), None
        else:
            rest.append(cell)
            continue
        funds.form.ledger.bind([cell])
    return rest


def _read_header(row: Row, cells: list[Cell], funds: _Funds) -> bool:
    """Take a row as the header of the block, or as the next line of one; False where it is none."""
    if not row.is_flow:
        funds.columns = _columns(cells, funds)
    elif not _read_header_line(row, cells, funds):
        return False
    sides = {"source_items": "source", "use_items": "use"}
    funds.side = next((sides[c.name] for c in funds.columns if c.name in sides), funds.side)
    funds.group, funds.pending = None, []
    _read_units(cells, funds)
    funds.form.ledger.bind(cells)
    return True


def _read_units(cells: list[Cell], funds: _Funds) -> None:
    """The units that a header names: one holds for the block, of several each for its own column."""
    named = {cell.col: unit for cell in cells if (unit := unit_of([cell.text], funds.vocabulary))}
    if len(set(named.values())) == 1:
        funds.unit = next(iter(named.values()))
    funds.units = {column.name: named[column.col] for column in funds.columns if column.col in named}


def _read_header_line(row: Row, cells: list[Cell], funds: _Funds) -> bool:
    """Take a bare line as a header, or as the next line of the one above."""
    words = sorted(funds.vocabulary.fund_columns.items(), key=lambda word: -len(word[0]))
    line = fold_header("".join(cell.text for cell in cells))
    texts = (text for text in (fold_header(funds.header + line), line) if is_prefix_of_sequence(text, words))
    funds.header = next(texts, "")
    if not funds.header and not is_fund_header(row, funds.vocabulary):
        return False
    if not funds.header:
        _report_unknown([cell for cell in cells if fold_label(cell.text) not in funds.vocabulary.fund_columns], funds)
    names = parse_sequence(funds.header, words) or ()
    funds.columns = tuple(Column(name, col) for col, name in enumerate(names))
    return True


def _columns(cells: list[Cell], funds: _Funds) -> tuple[Column, ...]:
    known = funds.vocabulary.fund_columns
    _report_unknown([cell for cell in cells if fold_label(cell.text) not in known], funds)
    return tuple(
        Column(known[label], cell.col, cell.col_span) for cell in cells if (label := fold_label(cell.text)) in known
    )


def _report_unknown(cells: list[Cell], funds: _Funds) -> None:
    for cell in cells:
        near = ", ".join(nearest(cell.text, funds.vocabulary.fund_columns))
        funds.form.problems.append(problem("unknown_header", cell.locator, cell.text, near=near, file="funds.toml"))


def _read_line(row: Row, cells: list[Cell], funds: _Funds) -> None:
    """A line: an item (after the label of its group) and its figures; or several items, each with its figure."""
    items, figures, texts = _parted(cells, () if row.is_flow else funds.columns)
    if not figures:
        _read_label(row, cells, funds)
    elif len(_items(cells)) > 1 and not funds.columns:
        _read_pairs(cells, funds)
    elif texts and "reason" not in {column.name for column in funds.columns}:
        funds.form.ledger.reject(cells, "undecided_figures")
    else:
        funds.form.ledger.bind(texts)
        _take(row, items, figures, funds)


def _items(cells: list[Cell]) -> list[Cell]:
    """The items of a line that is made of pairs: a text before each amount."""
    return [before for before, here in pairwise(cells) if is_amount(here.text) and not is_figure(before.text)]


def _read_label(row: Row, cells: list[Cell], funds: _Funds) -> None:
    """A line without a figure: an empty item, the label of a group, a piece of an item, or what the money is for."""
    codes = [funds.vocabulary.fund_items.get(fold_label(cell.text)) for cell in cells]
    if all(code or is_absent(cell.text) for code, cell in zip(codes, cells, strict=True)):
        funds.group = next((code for code in reversed(codes) if code), funds.group)
        funds.form.ledger.bind(cells)
    elif row.is_flow:
        funds.pending.extend(cells)
    elif funds.has_use and len(cells) == 1:
        funds.form.ledger.bind(cells)
        part = (cells[0].text, cells[0].locator)
        funds.form.sections.append({"section_code": "use_of_funds", "parts": [part], "locator": part[1]})
    elif funds.side == "use":
        funds.form.ledger.bind(cells)


def _read_pairs(cells: list[Cell], funds: _Funds) -> None:
    totals = [cell for cell in _items(cells) if funds.vocabulary.fund_items.get(fold_label(cell.text)) == "total"]
    note_sides({cell.col: horizon_of(cell.text, funds.vocabulary) or ANNUAL for cell in totals}, funds.form)
    for before, here in zip(cells, [*cells[1:], None], strict=True):
        if here is not None and is_amount(here.text) and not is_figure(before.text):
            _add(before, _span_of(before, funds), here, funds)
            funds.form.ledger.bind([before, here])
        elif fold_label(before.text) in funds.vocabulary.fund_items:
            funds.form.ledger.bind([before])


def _span_of(item: Cell, funds: _Funds) -> str:
    """The measure of a figure that stands beside its item: money of the year, or of several years.

    What a total says holds for the items below it in its column.
    """
    if horizon_of(item.text, funds.vocabulary) == MID_TERM:
        funds.midterm.add(item.col)
    elif funds.vocabulary.fund_items.get(fold_label(item.text)) == "total":
        funds.midterm.discard(item.col)
    return "mid_term_budget" if item.col in funds.midterm else "budget"


def _take(row: Row, items: list[Cell], figures: list[Cell], funds: _Funds) -> None:
    """Deal the figures of a line to the columns: by place, else in order where they are as many."""
    items = funds.pending + items
    dealt = _dealt(row, items, figures, funds)
    if not items or dealt is None:
        funds.form.ledger.reject([*items, *figures], "undecided_figures")
        return
    for above in items[:-1]:
        funds.group = funds.vocabulary.fund_items.get(fold_label(above.text), funds.group)
    item = joined_cell(items) if row.is_flow else items[-1]
    for name, cell in dealt:
        if name in EXECUTION:
            _take_execution(name, cell, funds)
        elif name not in NO_MONEY and is_amount(cell.text):
            _add(item, name, cell, funds)
    funds.form.ledger.bind([*items, *figures])
    funds.pending = []


def _dealt(row: Row, items: list[Cell], figures: list[Cell], funds: _Funds) -> Dealt | None:
    if not funds.columns:
        return [(_span_of(items[-1], funds), figures[0])] if items and len(figures) == 1 else None
    if row.is_flow:
        return deal_in_order(figures, funds.known)
    return deal(figures, funds.known, is_placed=row.is_placed)


def _take_execution(name: str, cell: Cell, funds: _Funds) -> None:
    if is_figure(cell.text):
        funds.form.field_once(f"{name}_printed", printed(cell.text))
        funds.form.field_once("execution_locator", cell.locator)


def _add(item: Cell, measure: str, amount: Cell, funds: _Funds) -> None:
    label = fold_label(item.text)
    code = funds.vocabulary.fund_items.get(label)
    is_whole = funds.side is None and label in funds.vocabulary.fund_wholes
    if code == "subtotal":
        code = funds.group or "fiscal_appropriation"
    elif funds.side == "use" and code != "total":
        code = "spending_item"
    funds.form.fund_lines.append(
        {
            "fund_side": "whole" if is_whole else funds.side or "source",
            "item_printed": printed(item.text),
            "item_code": code or "other",
            "is_subtotal": funds.vocabulary.fund_items.get(label) == "subtotal",
            "measure": _measure(measure, funds),
            "amount_printed": printed(amount.text),
            "unit_printed": unit_of([amount.text], funds.vocabulary) or funds.units.get(measure) or funds.unit,
            "locator": amount.locator,
            "item_locator": item.locator,
        }
    )


def _measure(name: str, funds: _Funds) -> str:
    """A target form prints one budget; which of the two it is, is not printed."""
    is_target = funds.form.fields.get("stage") == "target"
    return "budget" if is_target and name == "revised_budget" else name
