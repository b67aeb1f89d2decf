"""Indicator tables in bare lines: no columns, cells broken over lines; a line's last words close a row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold, fold_label
from dagster_project.reading.forms.headers import (
    LEVELS,
    Column,
    Header,
    columns_named,
    fold_header,
    is_indicator_header,
    is_prefix_of_sequence,
    parse_sequence,
)
from dagster_project.reading.forms.kinds import ODD, POINTS, VALUES, is_bare_figure, is_points, kind_cost
from dagster_project.reading.forms.levels import Levels, is_level
from dagster_project.reading.forms.reads import Read
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row as PrintedRow
from dagster_project.reading.forms.table import Known, Table
from dagster_project.reading.vocabulary import Vocabulary

# A label may be broken over so many words.
_PARTS = 4
# A value without a sign column beside it is short; a longer word is a piece of a name.
_SHORT = 24
# Columns that may be blank at the end of a row.
_TEXTS = ("deviation_reason", "scoring_basis", "remark")
_NUMBERING = re.compile(r"[(（]?\d+[.、．)）]")


@dataclass(slots=True)
class _Flow:
    """Words read and not yet part of a row."""

    table: Table
    tail: tuple[str, ...]  # the columns after the name, in order
    words: list[Cell] = field(default_factory=list)


def read_flow(rows: Sequence[PrintedRow], form: Form, vocabulary: Vocabulary) -> Table:
    """Read an indicator block that has no grid. What closes no row stays unbound."""
    table = Table(form, vocabulary, Levels(vocabulary), Known())
    names, start = _header(rows, form, vocabulary)
    table.header = Header(tuple(Column(name, col) for col, name in enumerate(names)))
    flow = _Flow(table, tuple(name for name in names if name not in LEVELS))
    if "level3" in names and flow.tail and len(set(names)) == len(names):
        headers = {columns_named(row, vocabulary) for row in rows[:start] if is_indicator_header(row, vocabulary)}
        for row in rows[start:]:
            if columns_named(row, vocabulary) in headers:  # a new page repeats it
                form.ledger.bind(row.cells)
            else:
                _read_line(row, flow)
    return table


def _header(rows: Sequence[PrintedRow], form: Form, vocabulary: Vocabulary) -> tuple[tuple[str, ...], int]:
    """The columns that the first lines name together, and the line after them."""
    markers, columns = dict.fromkeys(vocabulary.markers, ""), dict(vocabulary.columns)
    heads = [fold_label(cell.text) for row in rows if is_indicator_header(row, vocabulary) for cell in row.filled]
    has_name = any(columns.get(label) == "level3" and label not in markers for label in heads)
    headings = columns | markers if has_name else markers | columns  # 绩效指标 may head the table or name its rows
    words = sorted(headings.items(), key=lambda word: -len(word[0]))
    names: tuple[str, ...] = ()
    first = next((at for at, row in enumerate(rows) if is_indicator_header(row, vocabulary)), len(rows))
    text, end = "", first
    for at, row in enumerate(rows[first:], first):
        text += fold_header(row.text)
        text = fold_header(text)
        if not is_prefix_of_sequence(text, words):
            break
        if parsed := parse_sequence(text, words):
            names, end = tuple(name for name in parsed if name), at + 1
    form.ledger.bind_rows(rows[:end] if first < len(rows) else [])
    return names, end


def _read_line(row: PrintedRow, flow: _Flow) -> None:
    words = list(row.filled)
    if _is_total(words, flow):
        _read_total(words, flow)
        return
    tail = _tail(words, flow)
    flow.words.extend(words[: len(words) - len(tail)])
    if tail:
        _close(tail, flow)


def _tail(words: list[Cell], flow: _Flow) -> dict[str, Cell]:
    """The words that fill the columns after the name; none where the line does not end in them.

    The texts after the last points may be blank.
    """
    columns = flow.tail
    while columns:
        count = len(columns)
        if len(words) > count or (len(words) == count and flow.words):
            tail = dict(zip(columns, words[-count:], strict=True))
            if all(_fits(name, cell, flow) for name, cell in tail.items()):
                return tail
        columns = columns[:-1] if columns[-1] in _TEXTS and set(columns) & set(POINTS) else ()
    return {}


def _fits(name: str, cell: Cell, flow: _Flow) -> bool:
    is_short = len(fold(cell.text)) <= _SHORT or name not in VALUES or "operator" in flow.tail
    return is_short and kind_cost(name, cell.text, flow.table.vocabulary) < ODD


def _is_total(words: list[Cell], flow: _Flow) -> bool:
    figures = [word for word in words[1:] if is_points(word.text)]
    return fold_label(words[0].text) in flow.table.vocabulary.totals and len(figures) == len(words) - 1 > 0


def _read_total(words: list[Cell], flow: _Flow) -> None:
    names = [name for name in flow.tail if name in POINTS]
    if len(words) - 1 == len(names):
        flow.table.totals = dict(zip(names, words[1:], strict=True))
        flow.table.form.ledger.bind(words)
    else:
        flow.table.form.ledger.reject(words, "undecided_total")


def _close(tail: dict[str, Cell], flow: _Flow) -> None:
    """Words so far and a tail make a row: labels first, the rest is the name."""
    table, words = flow.table, [*flow.words, *tail.values()]
    labels, name_words = _split_labels(flow.words, table.vocabulary)
    if not name_words:
        flow.words = words
        return
    flow.words = []
    if not _is_name(name_words) or _are_two(name_words) or (not labels and _opens_level2(name_words, flow)):
        table.undecided.append(PrintedRow(tuple(words), is_flow=True, text=_text(words)))
        table.form.ledger.reject(words, "undecided_columns")
        return
    _open_levels(labels, flow)
    levels = table.levels
    table.form.ledger.bind(words)
    cells = {"level3": joined_cell(name_words), **tail}
    table.reads.append(Read(cells, levels.level1, levels.level2, levels.codes(), levels.is_inferred))


def _is_name(words: list[Cell]) -> bool:
    """Whether words make up one name: a label or a figure among them belongs to a row that was not closed."""
    figures = (word for word in words if is_bare_figure(word.text) and not _NUMBERING.fullmatch(word.text))
    return not any(figures) and not any(word.text.endswith("指标") for word in words)


def _are_two(words: list[Cell]) -> bool:
    """Whether words that stand apart on one line are more than a name: a level that no list knows, and the name."""
    numbered = words[1:] if _NUMBERING.fullmatch(words[0].text) else words
    return len({word.locator for word in numbered}) < len(numbered)


def _opens_level2(words: list[Cell], flow: _Flow) -> bool:
    """Whether what seems a name is a level 2 that could begin here: then its name is lost."""
    name, levels = joined_cell(words), flow.table.levels
    level = flow.table.vocabulary.level(2, name.text)
    return level is not None and _is_at_home(name, flow) and level.code != levels.codes()[1]


def _split_labels(words: list[Cell], vocabulary: Vocabulary) -> tuple[list[Cell], list[Cell]]:
    """Leading level words, each of one or more pieces, and the words after them."""
    labels: list[Cell] = []
    rest = words
    while len(labels) < 2:
        sizes = [size for size in range(1, min(_PARTS, len(rest) - 1) + 1) if is_level(_text(rest[:size]), vocabulary)]
        if not sizes:
            break
        are_two = 1 in sizes and len(rest) > 1 and is_level(rest[1].text, vocabulary)  # 产出 数量 are two levels
        size = 1 if are_two else max(sizes)
        labels.append(Cell(_text(rest[:size]), 0, 0, rest[0].locator))
        rest = rest[size:]
    return labels, rest


def _text(words: list[Cell]) -> str:
    return "".join(word.text for word in words)


def _open_levels(labels: list[Cell], flow: _Flow) -> None:
    levels, vocabulary = flow.table.levels, flow.table.vocabulary
    if len(labels) == 2:
        levels.open(labels[0], labels[1], in_doubt=False)
    elif labels:
        second = labels[0] if vocabulary.level(2, labels[0].text) and _is_at_home(labels[0], flow) else None
        first = labels[0] if second is None and vocabulary.level(1, labels[0].text) else None
        levels.open(first, second if second or first else labels[0], in_doubt=False)


def _is_at_home(label: Cell, flow: _Flow) -> bool:
    level = flow.table.vocabulary.level(2, label.text)
    outer = flow.table.levels.level1
    known = flow.table.vocabulary.level(1, outer) if outer else None
    return level is not None and (not level.under or (known is not None and known.code in level.under))


def joined_cell(words: list[Cell]) -> Cell:
    """Words of several lines as the one cell they were."""
    return Cell(_text(words), 0, 0, _span(words))


def _span(words: list[Cell]) -> str:
    """One locator for words of several lines: `line:99-101`."""
    first, last = words[0].locator, words[-1].locator
    if first == last or not (first.startswith("line:") and last.startswith("line:")):
        return first
    return f"{first.split('-')[0]}-{last.removeprefix('line:').split('-')[-1]}"
