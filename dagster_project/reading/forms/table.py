"""Indicator tables in grids: rows under a header become indicators."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold, fold_label, fold_word, printed
from dagster_project.reading.forms.align import Aligned, align, standing_of
from dagster_project.reading.forms.headers import (
    LEVELS,
    Column,
    Header,
    column_over,
    goal_column,
    header_of,
    is_indicator_header,
)
from dagster_project.reading.forms.horizons import ANNUAL, Half, horizon_of
from dagster_project.reading.forms.kinds import NUMBER, POINTS, is_note, is_points
from dagster_project.reading.forms.levels import Levels, is_level
from dagster_project.reading.forms.merged import covers_two, filled_down, named_by_level, points_over
from dagster_project.reading.forms.page_breaks import is_over_page, is_rest, joined, may_be_cut
from dagster_project.reading.forms.reads import Read, are_late, settle_late_levels
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row as PrintedRow
from dagster_project.reading.forms.rows import numbers_columns
from dagster_project.reading.forms.totals import Points, add_up, deal_total, is_subtotal, is_total
from dagster_project.reading.problems import Problem, problem
from dagster_project.reading.vocabulary import Vocabulary

_SENTENCE_ENDS = ("。", "；", ";")
# A second pass knows what the first one learnt; a third seldom learns more.
_MOST_PASSES = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a table: whether a row does not stand under its headers, and which columns its rows fill."""

    is_shifted: bool = False
    usual: frozenset[str] = frozenset()


@dataclass(slots=True)
class Table:
    """A pass over a table, with what the pass before it made known."""

    form: Form
    vocabulary: Vocabulary
    levels: Levels
    known: Known
    horizon: str = ANNUAL
    header: Header = field(default_factory=lambda: Header(()))
    reads: list[Read] = field(default_factory=list)
    totals: Points = field(default_factory=dict)
    undecided: list[PrintedRow] = field(default_factory=list)
    unproven: list[PrintedRow] = field(default_factory=list)  # loaded if the totals bear their points out
    is_shifted: bool = False
    notes: list[Cell] = field(default_factory=list)  # sentences below the table
    goals: list[tuple[str, Cell]] = field(default_factory=list)  # texts of a column of goals, with their section
    goal: Column | None = None
    merged: list[Cell] = field(default_factory=list)  # points that stand over several rows


def read_table(half: Half, form: Form, vocabulary: Vocabulary) -> Table:
    """Read the grid rows of an indicator block; again with what was learnt, while that is something new."""
    table = _pass(half, form, vocabulary, Known())
    for _ in range(_MOST_PASSES):
        known = _learnt(table)
        if known == table.known:
            break
        table = _pass(half, form, vocabulary, known)
    if are_late(table.reads, is_placed=all(row.is_placed for row in half.rows)):
        settle_late_levels(table.reads, vocabulary)
    if half.is_half and table.is_shifted:  # where cells moved, nobody can say which half they are of
        table.undecided.append(half.rows[0])
    return table


def _learnt(table: Table) -> Known:
    filled = Counter(name for read in table.reads for name in read.cells if name not in LEVELS)
    usual = frozenset(name for name, count in filled.items() if count * 2 >= len(table.reads))
    return Known(table.is_shifted or table.known.is_shifted, usual)


def _pass(half: Half, form: Form, vocabulary: Vocabulary, known: Known) -> Table:
    table = Table(form, vocabulary, Levels(vocabulary), known, half.horizon)
    head: list[PrintedRow] = []
    for row in half.rows:
        _take_horizon(row, half, table)
        if is_indicator_header(row, vocabulary) or (head and _goes_on(row, vocabulary)):
            head = [*head, row] if head else [row]
            table.header = header_of(head, vocabulary)
            table.goal = goal_column(head, vocabulary)
            form.ledger.bind(row.cells)
        else:
            head = []
            _read_row(row, table)
    _prove(table)
    return table


def _take_horizon(row: PrintedRow, half: Half, table: Table) -> None:
    """A label beside the table (长期绩效指标) says of which horizon the rows from here on are."""
    labels = (cell for cell in row.filled if table.vocabulary.markers.get(fold_label(cell.text)) == "block")
    named = next((horizon for cell in labels if (horizon := horizon_of(cell.text, table.vocabulary))), None)
    table.horizon = table.horizon if half.is_half else named or table.horizon


def _prove(table: Table) -> None:
    """Rows whose points are in doubt stand where both totals are the sums of their columns."""
    rows = [read.cells for read in table.reads]
    is_proven = len(table.totals) == len(POINTS) and add_up(table.totals, rows, _execution(table))
    for row in [] if is_proven else table.unproven:
        table.undecided.append(row)
        table.form.ledger.reject(row.filled, "undecided_columns")


def _goes_on(row: PrintedRow, vocabulary: Vocabulary) -> bool:
    """Whether a row below a header names more columns."""
    return all(fold_label(cell.text) in vocabulary.columns for cell in row.filled)


def _read_row(row: PrintedRow, table: Table) -> None:
    if numbers_columns(row):
        table.form.ledger.bind(row.cells)
        return
    empty = [_is_marker(cell, table) or _is_placeholder(cell, table) for cell in row.filled]
    cells = [cell for cell, is_empty in zip(row.filled, empty, strict=True) if not is_empty]
    table.form.ledger.bind(cell for cell, is_empty in zip(row.filled, empty, strict=True) if is_empty)
    if not cells:
        return
    if is_total(cells, table.vocabulary):
        _read_total(cells, table)
    elif _is_note(cells, table):
        table.notes.append(cells[-1])
        table.form.ledger.bind(cells)
    elif all(is_level(cell.text, table.vocabulary) for cell in cells) and len(cells) <= 2:
        _read_labels(cells, table)
    else:
        _read_indicator(row, cells, table)


def _is_note(cells: Sequence[Cell], table: Table) -> bool:
    """Whether a row is one text that says what it is (注：…), or a sentence below the table's totals or its notes."""
    cell = cells[0]
    if table.vocabulary.columns.get(fold_label(cell.text)) == "remark" and len(cells) > 1:
        return True
    is_below = bool(table.totals or table.notes or cell.col_span >= len(table.header.columns))
    is_sentence = is_below and fold(cell.text).endswith(_SENTENCE_ENDS)
    return len(cells) == 1 and (is_sentence or is_note(cell.text))


def _is_marker(cell: Cell, table: Table) -> bool:
    label = fold_label(cell.text)
    is_level_word = label in table.vocabulary.level1 or label in table.vocabulary.level2
    return table.vocabulary.markers.get(label) == "block" and not is_level_word


def _is_placeholder(cell: Cell, table: Table) -> bool:
    return table.vocabulary.placeholders.search(fold(cell.text)) is not None


def _read_total(cells: Sequence[Cell], table: Table) -> None:
    """The row 总分: its points; a mark for none prints nothing, any other cell belongs to nobody."""
    marks = [cell for cell in cells[1:] if is_points(cell.text)]
    figures = [cell for cell in marks if NUMBER.search(cell.text)]
    table.form.ledger.bind(
        cell for cell in cells if cell not in figures and (cell in marks or cell.text == cells[0].text)
    )
    if is_subtotal(cells[0], table.vocabulary):
        table.form.ledger.bind(figures)
        return
    grades = [cell for cell in cells if fold(cell.text) in table.vocabulary.grades]
    for cell in grades:
        table.form.field_once("grade_printed", printed(cell.text))
        table.form.field_once("grade_locator", cell.locator)
    labels = [cell for cell in cells if table.vocabulary.fields.get(fold_label(cell.text)) == "grade"]
    table.form.ledger.bind([*grades, *(labels if grades else ())])
    dealt = deal_total(figures, table.header, (read.cells for read in table.reads), _execution(table))
    if dealt is None:
        table.form.ledger.reject(figures, "undecided_total")
        return
    table.totals = dealt or table.totals
    table.form.ledger.bind(figures)


def _execution(table: Table) -> dict[str, str]:
    """The points of the fund block as printed, which the totals of a table may hold."""
    fields = table.form.fields
    return {name: fields[f"execution_{name}_printed"] for name in POINTS if f"execution_{name}_printed" in fields}


def _read_labels(cells: Sequence[Cell], table: Table) -> None:
    """A row of labels alone: they hold for the rows below; where the print is shifted that is in doubt."""
    first = cells[0] if table.vocabulary.level(1, cells[0].text) and len(cells) == 2 else None
    second = cells[-1] if table.vocabulary.level(2, cells[-1].text) else None
    if first is None and second is None:
        first = cells[0]
    table.levels.open(first, second, in_doubt=True)
    table.form.ledger.bind(cells)


def _read_indicator(row: PrintedRow, cells: Sequence[Cell], table: Table) -> None:
    cells = _without_goal(cells, table)
    if row.is_placed and table.reads and _ends_page(row, cells, table):
        return
    table.merged += points_over(row, cells, table.header)
    cells = filled_down(row, cells, table.header)
    if row.is_placed and any(covers_two(cell, table.header) for cell in cells):
        table.undecided.append(row)
        table.form.ledger.reject(cells, "undecided_columns")
        return
    if row.is_placed and (name := named_by_level(cells, table.header, table.vocabulary)):
        cells = sorted([*cells, name], key=lambda cell: cell.col)
    aligned = align(cells, table.header, table.levels, table.known.usual, is_placed=row.is_placed)
    table.is_shifted |= not aligned.as_printed
    if aligned.doubt == "points":
        table.unproven.append(row)
    elif aligned.doubt:
        table.undecided.append(row)
        table.form.ledger.reject(cells, "undecided_columns")
        return
    _open_levels(aligned, table)
    levels = table.levels
    table.reads.append(
        Read(aligned.cells, levels.level1, levels.level2, levels.codes(), levels.is_inferred, table.horizon)
    )
    table.form.ledger.bind(cells)


def _ends_page(row: PrintedRow, cells: Sequence[Cell], table: Table) -> bool:
    """Take a row at the head of a page that is the rest of the one above it, or that may be: then nobody can say."""
    above, own = table.reads[-1], standing_of(cells, table.header)
    if own is None or not is_over_page(above.cells, own):
        return False
    if is_rest(own, above.cells, table.vocabulary):
        above.cells = joined(above.cells, own)
        if own.keys() & set(LEVELS[:2]):  # a label is whole only now
            table.levels.open(above.cells.get("level1"), above.cells.get("level2"), in_doubt=False)
            above.level1, above.level2, above.codes = table.levels.level1, table.levels.level2, table.levels.codes()
        table.form.ledger.bind(cells)
        return True
    if may_be_cut(own, table.known.usual):
        table.undecided.append(row)
        table.form.ledger.reject(cells, "undecided_columns")
        return True
    return False


def _without_goal(cells: Sequence[Cell], table: Table) -> Sequence[Cell]:
    """Cells without the goal that the indicator hangs on, in a column before the table's own; not where cells moved."""
    first, goal = cells[0], table.goal
    if goal is None or not goal.overlap(first) or table.known.is_shifted or is_level(first.text, table.vocabulary):
        return cells
    if len(cells) == 1 or not all(column_over(cell, table.header.columns) for cell in cells[1:]):
        return cells
    table.goals.append((goal.name, first))
    table.form.ledger.bind([first])
    return cells[1:]


def _open_levels(aligned: Aligned, table: Table) -> None:
    first, second = aligned.cells.get("level1"), aligned.cells.get("level2")
    name = aligned.cells["level3"]
    if "level1" in table.header.names and "level2" not in table.header.names and table.vocabulary.level(2, name.text):
        second = name  # an indicator that has no name but its class
    if table.known.is_shifted and first and second and _are_strangers(first, second, table.vocabulary):
        table.levels.hold(first, second)
    else:
        table.levels.open(first, second, in_doubt=table.known.is_shifted and not aligned.as_printed)


def _are_strangers(first: Cell, second: Cell, vocabulary: Vocabulary) -> bool:
    outer, inner = vocabulary.level(1, first.text), vocabulary.level(2, second.text)
    return bool(outer and inner and inner.under and outer.code not in inner.under)


def problems_of(table: Table) -> list[Problem]:
    """Why a table cannot be loaded: unknown headers with their nearest known ones, rows nobody can deal."""
    near = table.vocabulary.near_columns
    unknown = [
        problem("unknown_header", cell.locator, cell.text, near=near(fold_word(cell.text)), file="columns.toml")
        for cell in table.header.unknown
    ]
    twofold = [problem("twofold_header", cell.locator, cell.text) for cell in table.header.twofold[:1]]
    return twofold or unknown or [problem("undecided_columns", row.locator, row.text) for row in table.undecided]
