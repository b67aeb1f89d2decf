"""Indicator tables in grids: rows under a header become indicators."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.align import NUMBER, Aligned, Row, align
from dagster_project.reading.forms.headers import Header, header_of, is_indicator_header
from dagster_project.reading.forms.levels import Levels, is_level
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row as PrintedRow
from dagster_project.reading.problems import Problem, problem
from dagster_project.reading.vocabulary import Vocabulary, nearest


@dataclass(slots=True)
class Read:
    """An indicator row as dealt: cells by column, the levels in force, where it stands."""

    cells: Row
    level1: str | None
    level2: str | None
    codes: tuple[str | None, str | None]
    is_inferred: bool


@dataclass(slots=True)
class Table:
    """A pass over a table. `is_shifted` tells whether a row did not stand under its headers."""

    form: Form
    vocabulary: Vocabulary
    levels: Levels
    may_be_shifted: bool
    header: Header = field(default_factory=lambda: Header(()))
    reads: list[Read] = field(default_factory=list)
    totals: dict[str, Cell] = field(default_factory=dict)
    undecided: list[PrintedRow] = field(default_factory=list)
    is_shifted: bool = False


def read_table(rows: Sequence[PrintedRow], form: Form, vocabulary: Vocabulary) -> Table:
    """Read the grid rows of an indicator block, a second time where its columns turn out to be shifted."""
    table = _pass(rows, form, vocabulary, may_be_shifted=False)
    if table.is_shifted:
        table = _pass(rows, form, vocabulary, may_be_shifted=True)
    return table


def _pass(rows: Sequence[PrintedRow], form: Form, vocabulary: Vocabulary, *, may_be_shifted: bool) -> Table:
    table = Table(form, vocabulary, Levels(vocabulary), may_be_shifted)
    head: list[PrintedRow] = []
    for row in rows:
        if is_indicator_header(row, vocabulary):
            head = [*head, row] if head else [row]
            table.header = header_of(head, vocabulary)
            form.ledger.bind(row.cells)
        else:
            head = []
            _read_row(row, table)
    return table


def _read_row(row: PrintedRow, table: Table) -> None:
    cells = [cell for cell in row.filled if not _is_marker(cell, table)]
    table.form.ledger.bind(cell for cell in row.filled if cell not in cells)
    if not cells or _is_placeholder(cells, table.vocabulary):
        table.form.ledger.bind(cells)
    elif _is_total(cells, table.vocabulary):
        _read_total(cells, table)
    elif all(is_level(cell.text, table.vocabulary) for cell in cells) and len(cells) <= 2:
        _read_labels(cells, table)
    else:
        _read_indicator(row, cells, table)


def _is_marker(cell: Cell, table: Table) -> bool:
    label = fold_label(cell.text)
    return table.vocabulary.markers.get(label) == "block" and not is_level(cell.text, table.vocabulary)


def _is_placeholder(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    return all(vocabulary.placeholders.search(cell.text.strip()) for cell in cells)


def _is_total(cells: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    figures = [cell for cell in cells[1:] if NUMBER.fullmatch(cell.text.strip())]
    return fold_label(cells[0].text) in vocabulary.totals and len(figures) == len(cells) - 1 > 0


def _read_total(cells: Sequence[Cell], table: Table) -> None:
    """The row 总分: its figures by their columns, else both in order where there are two."""
    names = [name for name in ("weight", "score") if name in table.header.names]
    by_col = {column.col: column.name for column in table.header.columns if column.name in names}
    figures = cells[1:]
    if all(cell.col in by_col for cell in figures):
        table.totals = {by_col[cell.col]: cell for cell in figures}
    elif len(figures) == len(names):
        table.totals = dict(zip(names, figures, strict=True))
    else:
        table.form.ledger.reject(figures, "undecided_total")
        table.form.ledger.bind(cells[:1])
        return
    table.form.ledger.bind(cells)


def _read_labels(cells: Sequence[Cell], table: Table) -> None:
    """A row of labels alone: they hold for the rows below; where the print is shifted that is in doubt."""
    first = cells[0] if table.vocabulary.level(1, cells[0].text) and len(cells) == 2 else None
    second = cells[-1] if table.vocabulary.level(2, cells[-1].text) else None
    if first is None and second is None:
        first = cells[0]
    table.levels.open(first, second, in_doubt=True)
    table.form.ledger.bind(cells)


def _read_indicator(row: PrintedRow, cells: Sequence[Cell], table: Table) -> None:
    aligned = align(cells, table.header, table.levels)
    table.is_shifted |= not aligned.as_printed
    if aligned.is_undecided or "level3" not in aligned.cells:
        table.undecided.append(row)
        table.form.ledger.reject(cells, "undecided_columns")
        return
    _open_levels(aligned, table)
    levels = table.levels
    table.reads.append(Read(aligned.cells, levels.level1, levels.level2, levels.codes(), levels.is_inferred))
    table.form.ledger.bind(cells)


def _open_levels(aligned: Aligned, table: Table) -> None:
    first, second = aligned.cells.get("level1"), aligned.cells.get("level2")
    if table.may_be_shifted and first and second and _are_strangers(first, second, table.vocabulary):
        table.levels.hold(first, second)
    else:
        table.levels.open(first, second, in_doubt=table.may_be_shifted and not aligned.as_printed)


def _are_strangers(first: Cell, second: Cell, vocabulary: Vocabulary) -> bool:
    outer, inner = vocabulary.level(1, first.text), vocabulary.level(2, second.text)
    return bool(outer and inner and inner.under and outer.code not in inner.under)


def problems_of(table: Table) -> list[Problem]:
    """Why a table cannot be loaded: unknown headers with their nearest known ones, rows nobody can deal."""
    known = table.vocabulary.columns
    unknown = [
        problem(
            "unknown_header", cell.locator, cell.text, near=", ".join(nearest(cell.text, known)), file="columns.toml"
        )
        for cell in table.header.unknown
    ]
    return unknown + [problem("undecided_columns", row.locator, row.text) for row in table.undecided]
