"""Indicator tables in bare lines: no columns, cells broken over lines; a line's last words close a row.

A row is loaded where its words can be dealt to the columns in one way, by what each column may hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold, fold_label
from dagster_project.reading.forms.flow_header import FlowHeader, flow_header
from dagster_project.reading.forms.flow_names import (
    are_levels,
    are_two,
    is_name,
    is_one_row,
    is_total_line,
    joined_cell,
    may_be_cut,
    split_labels,
)
from dagster_project.reading.forms.flow_tails import (
    Columns,
    Tail,
    is_bare,
    is_only_way,
    is_whole,
    survey,
    tails_of,
    used_most,
)
from dagster_project.reading.forms.headers import Column, Header, columns_named, is_indicator_header
from dagster_project.reading.forms.horizons import ANNUAL, horizon_beside, is_block, sides_of
from dagster_project.reading.forms.kinds import POINTS, WORDS, is_placeholder
from dagster_project.reading.forms.levels import Levels, is_level
from dagster_project.reading.forms.reads import Read, settle_late_levels
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row as PrintedRow
from dagster_project.reading.forms.table import Known, Table
from dagster_project.reading.vocabulary import Vocabulary

# A second half of a table has a level 2 and a name of its own.
_SECOND_HALF = ("level2", "level3")


@dataclass(slots=True)
class _Flow:
    """Words read and not yet part of a row; a table, or one for each of two halves that stand side by side."""

    tables: tuple[Table, ...]
    columns: Columns  # those after the first name
    label: str = ""  # the table's own label, which every row may repeat
    words: list[Cell] = field(default_factory=list)
    ends_in_text: bool = False  # whether the row above ended in a text that may go on below it

    @property
    def table(self) -> Table:
        return self.tables[0]


def read_flow(rows: Sequence[PrintedRow], form: Form, vocabulary: Vocabulary) -> list[Table]:
    """Read an indicator block that has no grid, one table or two halves. What closes no row stays unbound."""
    header = flow_header(rows, form, vocabulary)
    tables = [Table(form, vocabulary, Levels(vocabulary), Known(), side) for side in _sides(header, form, vocabulary)]
    flow = _Flow(tuple(tables), Columns(header.tail), label=header.label)
    flow.table.header = Header(
        tuple(Column(name, col) for col, name in enumerate(header.names)), _unknown(header, rows, flow)
    )
    if header.tail and len(set(header.names)) == len(header.names) - len(_doubled(header, flow)):
        dealt = [tail for row in rows[header.end :] if (tail := _surveyed(row, flow))]
        flow.columns = survey(flow.columns.names, dealt, vocabulary)
        _read_lines(rows, header, flow)
    for table in tables:
        settle_late_levels(table.reads, vocabulary)
    return tables


def _unknown(header: FlowHeader, rows: Sequence[PrintedRow], flow: _Flow) -> tuple[Cell, ...]:
    """The words of a header line that nobody knows, where they keep it from being read."""
    vocabulary = flow.table.vocabulary
    heads = [row for row in rows if is_indicator_header(row, vocabulary)][:1] if not header.names else []
    return tuple(cell for row in heads for cell in row.filled if not vocabulary.knows(fold_label(cell.text)))


def _doubled(header: FlowHeader, flow: _Flow) -> Sequence[str]:
    """The columns that a header names twice because it has two halves."""
    if len(flow.tables) == 1:
        return ()
    names = header.names
    return [name for at, name in enumerate(names) if name in names[:at]]


def _sides(header: FlowHeader, form: Form, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The horizon of a table, or of each of its halves."""
    again = [name for at, name in enumerate(header.names) if name in header.names[:at]]
    sides = sides_of(header.rows, form, vocabulary) if tuple(again[:2]) == _SECOND_HALF else ()
    return sides or (horizon_beside(header.rows, ANNUAL, vocabulary),)


def _read_lines(rows: Sequence[PrintedRow], header: FlowHeader, flow: _Flow) -> None:
    table = flow.table
    _take_horizon(rows[: header.end], flow)
    headers = {columns_named(row, table.vocabulary) for row in header.rows}
    for row, below in zip(rows[header.end :], [*rows[header.end + 1 :], None], strict=True):
        _take_horizon([row], flow)
        is_header = is_indicator_header(row, table.vocabulary)
        if is_header and not _is_whole_header(row, flow):
            _refuse(list(row.filled), flow)  # a row and a header on one line, or a header whose horizon is lost
        elif is_header and columns_named(row, table.vocabulary) in headers:
            table.form.ledger.bind(row.cells)  # a new page repeats it, or a table of the other horizon has the same
        else:
            _read_line(row, flow, below)
    if flow.words:  # the rest of a value, or a row that was never closed
        _refuse(flow.words, flow)


def _is_whole_header(row: PrintedRow, flow: _Flow) -> bool:
    words, vocabulary = row.filled, flow.table.vocabulary
    is_named = flow.table.horizon == ANNUAL or is_block(words[0], vocabulary)
    return is_named and all(vocabulary.knows(fold_label(cell.text)) for cell in words)


def _take_horizon(rows: Sequence[PrintedRow], flow: _Flow) -> None:
    if len(flow.tables) == 1:
        flow.table.horizon = horizon_beside(rows, flow.table.horizon, flow.table.vocabulary)


def _surveyed(row: PrintedRow, flow: _Flow) -> Tail | None:
    """How a line that is a row by itself fills the columns."""
    words = _unlabelled(row, flow)
    tails = tails_of(words, flow.columns, flow.table.vocabulary)
    return used_most([tail for tail in tails if is_one_row(words[: len(words) - len(tail)], flow.table.vocabulary)])


def _unlabelled(row: PrintedRow, flow: _Flow) -> list[Cell]:
    """The words of a line without the table's own label, which may be called like a level (绩效目标指标)."""
    words, vocabulary = list(row.filled), flow.table.vocabulary
    if (
        len(words) > 2
        and flow.label
        and fold_label(words[0].text) == flow.label
        and is_level(words[1].text, vocabulary)
    ):
        return words[1:]
    return words[1:] if len(words) > 1 and is_block(words[0], vocabulary) else words


def _read_line(row: PrintedRow, flow: _Flow, below: PrintedRow | None) -> None:
    table = flow.table
    words = _unlabelled(row, flow)
    table.form.ledger.bind(cell for cell in row.filled if cell not in words)
    if not flow.words and _keeps_place(words[-1], below, flow):
        _read_placeholder(words, flow)
    elif is_total_line(words, table.vocabulary):
        _read_total(words, flow)
    else:
        _read_row(words, flow)


def _keeps_place(word: Cell, below: PrintedRow | None, flow: _Flow) -> bool:
    """Whether a line ends in a word that only keeps a place: ……, or 指标2： where no name follows that it may begin."""
    if is_placeholder(word.text):
        return True
    ends = below is None or is_level(_unlabelled(below, flow)[0].text, flow.table.vocabulary)
    return ends and word.text.endswith(("：", ":")) and bool(flow.table.vocabulary.placeholders.search(fold(word.text)))


def _read_placeholder(words: list[Cell], flow: _Flow) -> None:
    """A row that only keeps a place (……), with labels before it that hold for the rows below."""
    labels = words[:-1]
    if all(is_level(word.text, flow.table.vocabulary) for word in labels) and len(labels) <= 2:
        first, second = _opened(labels, flow)
        for table in flow.tables:
            table.levels.open(first, second, in_doubt=False)
        flow.table.form.ledger.bind(words)
    else:
        flow.words.extend(words)


def _read_row(words: list[Cell], flow: _Flow) -> None:
    """Take a line that ends in the columns after the name as the end of a row; the words of any other one wait."""
    tails = tails_of(words, flow.columns, flow.table.vocabulary)
    tails = [tail for tail in tails if len(tail) < len(words) or flow.words]
    above, flow.words = flow.words, []
    if not tails:
        flow.words = [*above, *words]
        return
    tail = _decided(tails, [*above, *words], flow)
    if tail is None:
        _refuse([*above, *words], flow)
    else:
        _close([*above, *words], tail, flow)


def _decided(tails: Sequence[Tail], words: list[Cell], flow: _Flow) -> Tail | None:
    """The one way to read a row: the one that fills what most rows fill, else the only one; None where another is open.

    Words that are more than labels and a name leave it open which of them is which. A row prints all of the texts that
    most rows print, or none: of one that prints some, a text may be of another column.
    """
    columns, vocabulary = flow.columns, flow.table.vocabulary
    rows, others = list[Tail](), 0
    for tail in tails:
        labels, names = split_labels(words[: len(words) - len(tail)], vocabulary)
        if not is_name(names):
            continue
        may_be_rest = flow.ends_in_text and not labels and names[0].row != words[-1].row
        is_open = are_two(names) or may_be_cut(labels, names) or may_be_rest or not are_levels(labels, vocabulary)
        if is_open or _may_be_label(labels, names, flow):
            others += 1
        else:
            rows.append(tail)
    whole = [tail for tail in rows if is_whole(tail, columns)]
    if len(whole) == 1:
        return whole[0]
    is_one = len(rows) == 1 and not others and is_bare(rows[0], columns)
    return rows[0] if is_one and is_only_way(rows[0], columns, vocabulary) else None


def _refuse(words: list[Cell], flow: _Flow) -> None:
    flow.table.undecided.append(PrintedRow(tuple(words), is_flow=True, text=" ".join(word.text for word in words)))
    flow.table.form.ledger.reject(words, "undecided_columns")


def _read_total(words: list[Cell], flow: _Flow) -> None:
    names = [name for name in flow.columns.names if name in POINTS]
    if len(words) - 1 == len(names):
        flow.table.totals = dict(zip(names, words[1:], strict=True))
        flow.table.form.ledger.bind(words)
    else:
        flow.table.form.ledger.reject(words, "undecided_total")


def _close(words: list[Cell], tail: Tail, flow: _Flow) -> None:
    """Words and the tail that they end in make a row: labels first, the rest is the name. Each half has its own."""
    names, vocabulary = flow.columns.names, flow.table.vocabulary
    labels, name_words = split_labels(words[: len(words) - len(tail)], vocabulary)
    first, second = _opened(labels, flow)
    start = names.index("level2") if len(flow.tables) > 1 else len(names)
    left = {names[at]: cell for at, cell in tail.items() if at < start}
    _add({"level3": joined_cell(name_words), **left}, first, second, flow.table)
    for table in flow.tables[1:]:
        right = {names[at]: cell for at, cell in tail.items() if at >= start}
        _add(right, first, right.pop("level2", None), table)
    flow.ends_in_text = names[max(tail)] in WORDS
    flow.table.form.ledger.bind(words)


def _add(cells: Mapping[str, Cell], first: Cell | None, second: Cell | None, table: Table) -> None:
    levels = table.levels
    levels.open(first, second, in_doubt=False)
    labels = {name: cell for name, cell in (("level1", first), ("level2", second)) if cell is not None}
    table.reads.append(
        Read({**cells, **labels}, levels.level1, levels.level2, levels.codes(), levels.is_inferred, table.horizon)
    )


def _may_be_label(labels: list[Cell], names: list[Cell], flow: _Flow) -> bool:
    """Whether what seems a name is a level 2 that could begin here (its name is lost), or a label a piece of it."""
    first, second = _opened(labels, flow)
    inner = flow.table.levels.level2
    if second is not None:
        label, known = (flow.table.vocabulary.level(2, text) if text else None for text in (second.text, inner))
        is_other = fold_label(second.text) != fold_label(inner or "")
        return first is None and label is not None and label == known and is_other
    level = flow.table.vocabulary.level(2, joined_cell(names).text)
    if first is not None:
        return level is not None
    if flow.table.levels.level1 is None and flow.table.vocabulary.level(1, joined_cell(names).text):
        return True
    return level is not None and _is_at_home(joined_cell(names), flow) and level.code != flow.table.levels.codes()[1]


def _opened(labels: list[Cell], flow: _Flow) -> tuple[Cell | None, Cell | None]:
    """The level 1 and the level 2 that the labels of a row are."""
    if not labels:
        return None, None
    if len(labels) == 2:
        return labels[0], labels[1]
    vocabulary = flow.table.vocabulary
    is_second = vocabulary.level(2, labels[0].text) is not None and (
        _is_at_home(labels[0], flow) or _has_strangers(flow)
    )
    is_first = not is_second and vocabulary.level(1, labels[0].text) is not None
    return (labels[0], None) if is_first else (None, labels[0])


def _has_strangers(flow: _Flow) -> bool:
    """Whether the level 1 in force holds a level 2 of another family: then the rules do not say what a label is."""
    outer = flow.table.levels.level1
    names = [read.level2 for read in flow.table.reads if read.level1 == outer and read.level2]
    return any(not _is_at_home(Cell(name, 0, 0, ""), flow) for name in names)


def _is_at_home(label: Cell, flow: _Flow) -> bool:
    level = flow.table.vocabulary.level(2, label.text)
    outer = flow.table.levels.level1
    known = flow.table.vocabulary.level(1, outer) if outer else None
    return level is not None and (not level.under or (known is not None and known.code in level.under))
