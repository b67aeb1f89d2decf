"""Fund blocks: what the project was given and spent, line by line."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label, fold_word
from dagster_project.reading.forms.blocks import is_fund_header
from dagster_project.reading.forms.figures import is_absent, is_amount, is_figure, unit_of
from dagster_project.reading.forms.flow_names import joined_cell
from dagster_project.reading.forms.fund_block import Funds, add_line, take_execution
from dagster_project.reading.forms.fund_columns import (
    EXECUTION,
    NO_MONEY,
    Dealt,
    FundLine,
    deal,
    deal_in_flow,
    survey,
)
from dagster_project.reading.forms.fund_doubts import begins_as_figure, no_amounts
from dagster_project.reading.forms.fund_lists import lists_of, open_lists, read_list_line
from dagster_project.reading.forms.fund_pairs import (
    are_measures,
    are_pairs,
    read_measures,
    read_pairs,
    settle,
    span_of,
    without_side_totals,
)
from dagster_project.reading.forms.headers import (
    Column,
    column_over,
    fold_header,
    is_prefix_of_sequence,
    merged,
    parse_sequence,
)
from dagster_project.reading.forms.kinds import is_broken_figure
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.problems import problem
from dagster_project.reading.vocabulary import Vocabulary


def read_funds(rows: Sequence[Row], form: Form, vocabulary: Vocabulary) -> None:
    """Read a fund block into `form.fund_lines` (amounts as printed, with their unit) and its execution figures."""
    funds = Funds(
        form, vocabulary, len(form.fund_lines), unit=unit_of([form.fields.get("money_unit") or ""], vocabulary)
    )
    for at, row in enumerate(rows, 1):
        if lists := lists_of(row, vocabulary):
            open_lists(row, lists, funds)
            continue
        if funds.lists and not row.is_flow:
            read_list_line(row, funds)
            continue
        cells = _without_labels(row, funds)
        cells = without_side_totals(row, cells, funds)
        if not cells:
            continue
        if not row.is_flow and are_measures(cells, vocabulary):
            read_measures(cells, funds)
            continue
        may_be_header = is_fund_header(row, vocabulary) or bool(funds.header)
        if may_be_header and _read_header(row, cells, funds):
            funds.known = survey(funds.columns, _lines_below(rows[at:], funds.columns, vocabulary), vocabulary)
        else:
            _read_line(row, cells, funds)
    settle(funds)


def _lines_below(rows: Sequence[Row], columns: Sequence[Column], vocabulary: Vocabulary) -> list[FundLine]:
    """The lines of figures in a grid below a header, up to the next header."""
    lines = []
    for row in takewhile(lambda row: not is_fund_header(row, vocabulary), rows):
        items, figures, _ = _parted(row.filled, () if row.is_flow else columns)
        if figures and items:
            code = vocabulary.fund_items.get(fold_label(items[-1].text))
            code = "fiscal_appropriation" if code == "subtotal" else code
            lines.append(FundLine(code, items[-1], tuple(figures), row.is_flow))
    return lines


def _parted(cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """The cells of a line: its items, its figures (none where all are marks), the texts among and after them."""
    texts = [cell for cell in cells if (column := column_over(cell, columns)) and column.name == "reason"]
    is_mark = [(is_figure(cell.text) or is_absent(cell.text)) and cell not in texts for cell in cells]
    start = is_mark.index(True) if any(is_figure(cell.text) for cell in cells) else len(cells)
    figures = [cell for cell, is_one in zip(cells[start:], is_mark[start:], strict=True) if is_one]
    return list(cells[:start]), figures, [cell for cell in cells[start:] if cell not in figures]


def _without_labels(row: Row, funds: Funds) -> list[Cell]:
    """A row without the block's own label, its side and its unit."""
    rest, sides = list[Cell](), dict[int, str]()
    for cell in row.filled:
        label = fold_label(cell.text)
        marker = funds.vocabulary.markers.get(label)
        is_item_header = funds.vocabulary.fund_columns.get(label) in ("source_items", "use_items")
        is_blank = not label and not any(char.isdigit() for char in cell.text)
        if label in funds.vocabulary.fund_blocks or is_blank:
            funds.unit = unit_of([cell.text], funds.vocabulary) or funds.unit
            funds.has_use |= label in funds.vocabulary.fund_blocks_with_use
        elif marker in ("income", "expense") and not is_item_header:
            funds.side, funds.group = ("source" if marker == "income" else "use"), None
            sides[cell.col] = funds.side
        else:
            rest.append(cell)
            continue
        funds.form.ledger.bind([cell])
    funds.sides = sides or funds.sides
    return rest


def _read_header(row: Row, cells: list[Cell], funds: Funds) -> bool:
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


def _read_units(cells: list[Cell], funds: Funds) -> None:
    """The units that a header names: one holds for the block, of several each for its own column."""
    named = {cell.col: unit for cell in cells if (unit := unit_of([cell.text], funds.vocabulary))}
    if len(set(named.values())) == 1:
        funds.unit = next(iter(named.values()))
    funds.units = {column.name: named[column.col] for column in funds.columns if column.col in named}


def _read_header_line(row: Row, cells: list[Cell], funds: Funds) -> bool:
    """Take a bare line as a header, or as the next line of the one above."""
    parts = funds.vocabulary.fund_column_parts
    line = fold_header("".join(cell.text for cell in cells))
    texts = (text for text in (fold_header(funds.header + line), line) if is_prefix_of_sequence(text, parts(text)))
    funds.header = next(texts, "")
    if not funds.header and not is_fund_header(row, funds.vocabulary):
        return False
    if not funds.header:
        _report_unknown([cell for cell in cells if fold_label(cell.text) not in funds.vocabulary.fund_columns], funds)
    names = parse_sequence(funds.header, parts(funds.header)) or ()
    funds.columns = tuple(Column(name, col) for col, name in enumerate(names))
    return True


def _columns(cells: list[Cell], funds: Funds) -> tuple[Column, ...]:
    known, cells = funds.vocabulary.fund_columns, merged(cells)
    columns = [Column(known.get(fold_label(cell.text), ""), cell.col, cell.col_span) for cell in cells]
    columns = _with_revised(columns)
    names = [column.name for column in columns]
    _report_unknown([cell for cell, name in zip(cells, names, strict=True) if not name or names.count(name) > 1], funds)
    return tuple(column for column in columns if column.name)


def _with_revised(columns: list[Column]) -> list[Column]:
    """What is called an adjustment is the adjusted budget where no other column is."""
    if "revised_budget" in {column.name for column in columns}:
        return columns
    return [replace(column, name="revised_budget") if column.name == "adjustment" else column for column in columns]


def _report_unknown(cells: list[Cell], funds: Funds) -> None:
    known, problems = funds.vocabulary.fund_columns, funds.form.problems
    twofold = [cell for cell in cells if known.get(fold_label(cell.text))]
    problems += [problem("twofold_header", cell.locator, cell.text) for cell in twofold[:1]]
    for cell in (cell for cell in cells if cell not in twofold):
        near = funds.vocabulary.near_fund_columns(fold_word(cell.text))
        funds.form.problems.append(problem("unknown_header", cell.locator, cell.text, near=near, file="funds.toml"))


def _read_line(row: Row, cells: list[Cell], funds: Funds) -> None:
    """A line: an item (after the label of its group) and its figures; or several items, each with its figure."""
    items, figures, texts = _parted(cells, () if row.is_flow else funds.columns)
    if not figures:
        _read_label(row, cells, funds)
    elif are_pairs(cells):
        read_pairs(cells, funds, is_flow=row.is_flow)
    elif odd := list(no_amounts(row, [*funds.pending, *items], texts, funds.columns, funds.vocabulary)):
        funds.form.problems += [problem("not_an_amount", cell.locator, cell.text) for cell in odd]
        funds.form.ledger.reject(cells, "undecided_figures")
    elif texts and "reason" not in {column.name for column in funds.columns}:
        funds.form.ledger.reject(cells, "undecided_figures")
    else:
        funds.form.ledger.bind(texts)
        _keep_reasons(texts, funds)
        _take(row, items, figures, funds)


def _keep_reasons(texts: Sequence[Cell], funds: Funds) -> None:
    """What is said beside the money of a line (why it was not spent)."""
    for cell in (cell for cell in texts if not is_absent(cell.text)):
        part = (cell.text, cell.locator)
        funds.form.sections.append({"section_code": "other", "parts": [part], "locator": cell.locator})


def _read_label(row: Row, cells: list[Cell], funds: Funds) -> None:
    """A line without a figure: an empty item, the label of a group, a piece of an item, or what the money is for."""
    codes = [funds.vocabulary.fund_items.get(fold_label(cell.text)) for cell in cells]
    if all(code or is_absent(cell.text) for code, cell in zip(codes, cells, strict=True)):
        funds.group = next((code for code in reversed(codes) if code), funds.group)
        funds.above = cells[-1].text if row.is_flow else ""
        funds.form.ledger.bind(cells)
    elif row.is_flow:
        funds.pending.extend(cells)
    elif funds.has_use and len(cells) == 1:
        funds.form.ledger.bind(cells)
        part = (cells[0].text, cells[0].locator)
        funds.form.sections.append({"section_code": "use_of_funds", "parts": [part], "locator": part[1]})
    elif funds.side == "use":
        money = [column for column in funds.columns if column.name not in NO_MONEY]
        texts = (cell for cell in cells if not (column_over(cell, money) or begins_as_figure(cell.text)))
        funds.form.ledger.bind([*texts, *(cell for cell in cells if is_absent(cell.text))])


def _take(row: Row, items: list[Cell], figures: list[Cell], funds: Funds) -> None:
    """Deal the figures of a line to the columns: by place, else in order where they are as many."""
    items = funds.pending + items
    label = _whole_label(row, items, funds)
    items = items or label
    dealt = _dealt(row, items, figures, funds)
    are_odd = _has_figure(items) or any(_are_two(item, funds) for item in items)
    if not items or dealt is None or are_odd or (row.is_flow and _may_be_merged(items, funds)):
        funds.form.ledger.reject([*items, *figures], "undecided_figures")
        return
    for above in items[:-1]:
        funds.group = funds.vocabulary.fund_items.get(fold_label(above.text), funds.group)
    are_labels = all(fold_label(each.text) in funds.vocabulary.fund_items for each in items)
    item = joined_cell(items) if row.is_flow and not are_labels else items[-1]
    for name, cell in dealt:
        if name in EXECUTION:
            take_execution(name, cell, funds)
        elif name not in NO_MONEY and is_amount(cell.text):
            add_line(item, name, cell, funds, total=bool(label))
    funds.form.ledger.bind([*items, *figures])
    funds.pending = []


def _has_figure(items: Sequence[Cell]) -> bool:
    return any(is_broken_figure(item.text.replace("\n", "")) for item in items)


def _may_be_merged(items: Sequence[Cell], funds: Funds) -> bool:
    """Whether words before the figures of a bare line are no one item: a field's label, a second total, a piece."""
    known, above = funds.vocabulary.fund_items, funds.above
    funds.above = ""
    names = [fold_label(item.text) in known for item in items]
    if fold_label(above + items[0].text) in known and not names[0]:
        return True
    if names[-1] and not all(names) and fold_label("".join(item.text for item in items)) not in known:
        return True  # the rest of a text above an item
    lines = funds.form.fund_lines[funds.lines_before :]
    sums = {each["fund_side"] for each in lines if each["item_code"] == "total" and each["locator"] != items[0].locator}
    is_second = known.get(fold_label(items[-1].text)) == "total" and (funds.side or "source") in sums
    return is_second or any(fold_label(item.text) in funds.vocabulary.fields for item in items)


def _whole_label(row: Row, items: Sequence[Cell], funds: Funds) -> list[Cell]:
    """The block's own label where it is merged over its first line and that line names no item: it is the whole."""
    is_first = len(funds.form.fund_lines) == funds.lines_before and bool(funds.columns)
    labels = [cell for cell in row.hanging if fold_label(cell.text) in funds.vocabulary.fund_blocks]
    return labels if is_first and not items and row.is_placed and len(labels) == 1 else []


def _are_two(item: Cell, funds: Funds) -> bool:
    """Whether a cell prints two items, one below the other, that nobody lists as one: its figures are of either."""
    lines, known = [fold_label(line) for line in item.text.split("\n")], funds.vocabulary.fund_items
    return len(lines) > 1 and fold_label(item.text) not in known and all(line in known for line in lines)


def _dealt(row: Row, items: list[Cell], figures: list[Cell], funds: Funds) -> Dealt | None:
    if not funds.columns:
        is_one = len({cell.text for cell in figures}) == 1 and (len(figures) == 1 or not row.is_placed)
        is_one &= bool(items) and not (row.is_flow and funds.form.sides and len(items) == 1)  # of which side is it?
        place = len(items) - 1 if row.is_flow else items[-1].col if items else 0
        return [(span_of(items[-1], funds, place), figures[0])] if is_one else None
    if row.is_flow:
        return deal_in_flow(figures, funds.known)
    return deal(figures, funds.known, is_placed=row.is_placed)
