"""Indicator tables in bare lines: no columns, cells broken over lines; a line's last words close a row."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold, fold_label
from dagster_project.reading.forms.align import is_operator, is_points
from dagster_project.reading.forms.headers import (
    LEVELS,
    Column,
    Header,
    fold_header,
    is_indicator_header,
    is_prefix_of_sequence,
    parse_sequence,
)
from dagster_project.reading.forms.levels import Levels, is_level
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row as PrintedRow
from dagster_project.reading.forms.table import Read, Table
from dagster_project.reading.vocabulary import Vocabulary

# A label may be broken over so many words.
_PARTS = 4
# A value without a sign column beside it is short; a longer word is a piece of a name.
_SHORT = 24


@dataclass(slots=True)
class _Flow:
    """Words read and not yet part of a row."""

    table: Table
    tail: tuple[str, ...]  # the columns after the name, in order
    words: list[Cell] = field(default_factory=list)


def read_flow(rows: Sequence[PrintedRow], form: Form, vocabulary: Vocabulary) -> Table:
    """Read an indicator block that has no grid. What closes no row stays unbound."""
    table = Table(form, vocabulary, Levels(vocabulary), may_be_shifted=False)
    names, start = _header(rows, form, vocabulary)
    table.header = Header(tuple(Column(name, col) for col, name in enumerate(names)))
    flow = _Flow(table, tuple(name for name in names if name not in LEVELS))
    if "level3" in names and flow.tail:
        for row in rows[start:]:
            _read_line(row, flow)
    return table


def _header(rows: Sequence[PrintedRow], form: Form, vocabulary: Vocabulary) -> tuple[tuple[str, ...], int]:
    """The columns that the first lines name together, and the line after them."""
    words = sorted(vocabulary.columns.items(), key=lambda word: -len(word[0]))
    names: tuple[str, ...] = ()
    first = next((at for at, row in enumerate(rows) if is_indicator_header(row, vocabulary)), len(rows))
    text, end = "", first
    for at, row in enumerate(rows[first:], first):
        text += fold_header(row.text)
        text = fold_header(text)
        if not is_prefix_of_sequence(text, words):
            break
        if parsed := parse_sequence(text, words):
            names, end = parsed, at + 1
    form.ledger.bind_rows(rows[:end] if first < len(rows) else [])
    return names, end


def _read_line(row: PrintedRow, flow: _Flow) -> None:
    words = list(row.filled)
    if _is_total(words, flow):
        _read_total(words, flow)
        return
    tail = _tail(words, flow)
    flow.words.extend(words[: len(words) - len(tail)] if tail else words)
    if tail:
        _close(tail, flow)


def _tail(words: list[Cell], flow: _Flow) -> list[Cell]:
    """The words that fill every column after the name; none where the line does not end in them."""
    count = len(flow.tail)
    tail = words[-count:] if len(words) >= count else []
    if not tail or not (flow.words or len(words) > count):
        return []
    fits = all(_fits(name, cell, flow) for name, cell in zip(flow.tail, tail, strict=True))
    return tail if fits else []


def _fits(name: str, cell: Cell, flow: _Flow) -> bool:
    if name == "operator":
        return is_operator(cell.text)
    if name in ("weight", "score"):
        return is_points(cell.text)
    is_word = is_level(cell.text, flow.table.vocabulary) or is_operator(cell.text)
    return not is_word and ("operator" in flow.tail or len(fold(cell.text)) <= _SHORT)


def _is_total(words: list[Cell], flow: _Flow) -> bool:
    figures = [word for word in words[1:] if is_points(word.text)]
    return fold_label(words[0].text) in flow.table.vocabulary.totals and len(figures) == len(words) - 1 > 0


def _read_total(words: list[Cell], flow: _Flow) -> None:
    names = [name for name in ("weight", "score") if name in flow.tail]
    if len(words) - 1 == len(names):
        flow.table.totals = dict(zip(names, words[1:], strict=True))
        flow.table.form.ledger.bind(words)
    else:
        flow.table.form.ledger.reject(words, "undecided_total")


def _close(tail: list[Cell], flow: _Flow) -> None:
    """Words so far and a tail make a row: labels first, the rest is the name."""
    labels, name_words = _split_labels(flow.words, flow.table.vocabulary)
    if not name_words:
        flow.words.extend(tail)
        return
    _open_levels(labels, flow)
    form, levels = flow.table.form, flow.table.levels
    form.ledger.bind([*flow.words, *tail])
    name = joined_cell(name_words)
    cells = {"level3": name, **dict(zip(flow.tail, tail, strict=True))}
    flow.table.reads.append(Read(cells, levels.level1, levels.level2, levels.codes(), levels.is_inferred))
    flow.words = []


def _split_labels(words: list[Cell], vocabulary: Vocabulary) -> tuple[list[Cell], list[Cell]]:
    """Leading level words, each of one or more pieces, and the words after them."""
    labels: list[Cell] = []
    rest = words
    while len(labels) < 2:
        sizes = [size for size in range(1, min(_PARTS, len(rest) - 1) + 1) if is_level(_text(rest[:size]), vocabulary)]
        if not sizes:
            break
        size = max(sizes)
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
