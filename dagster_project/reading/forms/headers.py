"""Headers of the indicator table: which columns a row names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold, fold_label, without_brackets
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

LEVELS = ("level1", "level2", "level3")

# No header in bare lines is longer.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its canonical name, its place, and how many positions of the grid it takes."""

    name: str
    col: int
    width: int = 1

    def overlap(self, cell: Cell) -> int:
        """How many positions of the grid a cell has in common with the column."""
        return max(0, min(self.col + self.width, cell.col + cell.col_span) - max(self.col, cell.col))


@dataclass(frozen=True, slots=True)
class Header:
    """The columns that a table's header names, in order.

    `unknown` are header cells no vocabulary knows, `twofold` those that name a column again.
    """

    columns: tuple[Column, ...]
    unknown: tuple[Cell, ...] = ()
    twofold: tuple[Cell, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Canonical names in order."""
        return tuple(column.name for column in self.columns)


def column_over(cell: Cell, columns: Sequence[Column]) -> Column | None:
    """The column that a cell stands under: the one it overlaps most, of two alike the one that begins with it."""
    for column in columns:
        if column.col == cell.col and cell.col_span <= column.width:
            return column
    ranked = sorted(((column.overlap(cell), column.col == cell.col, column) for column in columns), key=_rank)
    if not ranked or not ranked[-1][0]:
        return None
    is_tied = len(ranked) > 1 and _rank(ranked[-2]) == _rank(ranked[-1])
    return None if is_tied else ranked[-1][2]


def _rank(placed: tuple[int, bool, Column]) -> tuple[int, bool]:
    return placed[:2]


def is_indicator_header(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a row names the columns of an indicator table (all of them, or the half of a header in two rows)."""
    names = set(columns_named(row, vocabulary))
    if {"level1", "level2"} <= names:
        return True
    has_value = "target" in names or "actual" in names
    is_whole = len(names) >= 2 and all(_may_head(cell, vocabulary) for cell in row.filled)
    return has_value and ("level3" in names or len(names) >= 3 or is_whole)


def _may_head(cell: Cell, vocabulary: Vocabulary) -> bool:
    label = fold_label(cell.text)
    return label in vocabulary.columns or vocabulary.markers.get(label) == "block"


def columns_named(row: Row, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The canonical names of the columns that a row's cells name, in order."""
    labels = (fold_label(cell.text) for cell in row.filled)
    names = (vocabulary.columns.get(label) for label in labels)
    return tuple(name for name in names if name and name != "ordinal")  # which heads any list


def header_of(rows: Sequence[Row], vocabulary: Vocabulary) -> Header:
    """The columns named by the one or two rows of a header. A heading of the whole table is no column."""
    columns = {column.col: column for column in columns_of(rows, vocabulary)}
    ordered = tuple(columns.values())
    others = [cell for row in rows for cell in row.filled if not _names_column(cell, rows, vocabulary)]
    unknown = [cell for cell in others if not _is_heading(cell, columns, vocabulary)]
    twice = [column for at, column in enumerate(ordered) if column.name in {other.name for other in ordered[:at]}]
    doubled = [cell for row in rows for cell in row.filled if cell.col in {column.col for column in twice}]
    return Header(ordered, tuple(unknown), tuple(doubled))


def columns_of(rows: Sequence[Row], vocabulary: Vocabulary) -> tuple[Column, ...]:
    """The columns that the rows of a header name, from left to right; a name that stands twice is twice a column."""
    found: dict[int, Column] = {}
    for cell in (cell for row in rows for cell in (row.filled if row.is_placed or row.is_flow else merged(row.filled))):
        if name := _names_column(cell, rows, vocabulary):
            found[cell.col] = Column(name, cell.col, cell.col_span)
    return _with_target(_with_names(_apart([found[col] for col in sorted(found)])))


def merged(printed: Sequence[Cell]) -> list[Cell]:
    """The cells of a header whose merged ones were printed once for each of their places: each is one again."""
    cells: list[Cell] = []
    for cell in printed:
        last = cells[-1] if cells else None
        if last and last.text == cell.text and last.col + last.col_span == cell.col:
            cells[-1] = replace(last, col_span=last.col_span + cell.col_span)
        else:
            cells.append(cell)
    return cells


def _names_column(cell: Cell, rows: Sequence[Row], vocabulary: Vocabulary) -> str | None:
    """The column that a header's cell names. A word that may also head the table does, where another names it too."""
    label = fold_label(cell.text)
    name = vocabulary.columns.get(label)
    has_second = label in vocabulary.markers or label in vocabulary.second_names
    if name is None or not has_second or not _is_elsewhere(name, label, rows, vocabulary):
        return name
    return vocabulary.second_names.get(label)


def _with_target(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns of a table that prints what is expected this year beside the years before: that is its target."""
    if "target" in {column.name for column in columns}:
        return tuple(columns)
    return tuple(replace(c, name="target") if c.name == "expected_this_year" else c for c in columns)


def _with_names(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns of a table whose header has two words for levels: over three columns, or over two, the names second."""
    words = [column for column in columns if column.name in LEVELS]
    places = [col for column in words for col in range(column.col, column.col + column.width)]
    is_more = {"target", "actual"} & {column.name for column in columns}
    if [column.name for column in words] != ["level1", "level2"] or not is_more or len(places) > len(LEVELS):
        return tuple(columns)
    names = LEVELS if len(places) == len(LEVELS) else (LEVELS[0], LEVELS[2])
    levels = [Column(name, col) for name, col in zip(names, places, strict=True)]
    return tuple(sorted([*levels, *(column for column in columns if column not in words)], key=lambda c: c.col))


def goal_column(rows: Sequence[Row], vocabulary: Vocabulary) -> Column | None:
    """A column of goals before the columns of a table, named like the section that its texts are of."""
    first = min((column.col for column in columns_of(rows, vocabulary)), default=0)
    cells = (cell for row in rows for cell in row.filled if cell.col < first)
    named = ((vocabulary.sections.get(fold_label(cell.text)), cell) for cell in cells)
    return next((Column(name, cell.col, cell.col_span) for name, cell in named if name), None)


def _apart(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Columns in order, each ending where the next begins: a heading over two rows of headers is as wide as its own."""
    ends = [column.col for column in columns[1:]] + [columns[-1].col + columns[-1].width] if columns else []
    return tuple(
        Column(column.name, column.col, min(column.width, end - column.col))
        for column, end in zip(columns, ends, strict=True)
    )


def _is_heading(cell: Cell, columns: Mapping[int, Column], vocabulary: Vocabulary) -> bool:
    """Whether a word that names no column heads the table: it stands before its columns, or above one."""
    label = fold_label(cell.text)
    is_in_place = cell.col in columns or cell.col < min(columns, default=0)
    return is_in_place and (label in vocabulary.markers or label in vocabulary.sections)


def _is_elsewhere(name: str, label: str, rows: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Whether another word of a header names the column too."""
    labels = (fold_label(cell.text) for row in rows for cell in row.filled)
    return any(other != label and vocabulary.columns.get(other) == name for other in labels)


def parse_sequence(text: str, words: Sequence[tuple[str, str]]) -> tuple[str, ...] | None:
    """The canonical names whose printed words, one after the other, make up `text`; None where they do not.

    `words` are (folded spelling, canonical name), longest first. For headers broken over lines.
    """
    steps: dict[int, tuple[str, int]] = {}  # from a place where the rest can be parsed: the name there, the next place
    for at in range(min(len(text), _LONGEST) - 1, -1, -1):
        for spelling, name in words:
            end = at + len(spelling)
            if text.startswith(spelling, at) and (end == len(text) or end in steps):
                steps[at] = (name, end)
                break
    names, at = list[str](), 0
    while at in steps:
        name, at = steps[at]
        names.append(name)
    return tuple(names) if at == len(text) else None


def is_prefix_of_sequence(text: str, words: Sequence[tuple[str, str]]) -> bool:
    """Whether more text could still make `text` a sequence of words."""
    if len(text) > _LONGEST:
        return False
    places, seen = [0], {0}
    for at in places:
        if any(spelling.startswith(text[at:]) for spelling, _ in words):
            return True
        ends = {at + len(spelling) for spelling, _ in words if text.startswith(spelling, at)} - seen
        places += ends
        seen |= ends
    return False


def fold_header(text: str) -> str:
    """Header text of several lines: folded, bracketed parts off wherever they stand."""
    return without_brackets(fold(text))
