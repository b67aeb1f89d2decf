"""A page laid out: its tables and the lines around them, from top to bottom, each text as two witnesses read it."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from dagster_project.reading.containers.pdf.columns import column_tables
from dagster_project.reading.containers.pdf.flow import Line, box_of, has_place
from dagster_project.reading.containers.pdf.geometry import Box, Char, around, is_next, joined, lines_of
from dagster_project.reading.containers.pdf.lattice import Table, tables_of
from dagster_project.reading.containers.pdf.plumber import Marks
from dagster_project.reading.containers.pdf.witnesses import agreed, figures
from dagster_project.reading.containers.pdf.wrapping import rejoined
from dagster_project.reading.document import Doubt

# Marks that Word lets hang over the edge of a cell rather than break a line before them.
_CLOSING = frozenset(")）】》」』，。、；：,;:")
_ROUND = 1.0  # points around a line in which its characters are looked for


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A line outside tables. `box` is None where no geometry was read; `size` is the height of its characters."""

    number: int
    text: str
    box: Box | None = None
    size: float = 0.0
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell of a table: its row and rows, where it begins and ends from the left, its text."""

    row: int
    row_span: int
    x0: float
    x1: float
    text: str
    doubt: Doubt | None
    col: int | None = None


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table on a page; `columns` where no lines rule it."""

    number: int
    box: Box
    cells: tuple[LaidCell, ...]
    columns: tuple[tuple[float, float], ...] = ()


@dataclass(slots=True)
class LaidPage:
    """A page, counted from 1, and what stands on it. `height` is 0 where no geometry was read."""

    number: int
    items: list[LaidLine | LaidTable]
    height: float = 0.0


def laid_out(number: int, marks: Marks, lines: Sequence[Line], above: LaidPage | None = None) -> LaidPage:
    """Lay a page out: ruled tables, tables of words in columns, and the lines that remain.

    `above` is the page before if this one may go on with a table of it.
    """
    ruled = tables_of(marks.rulings)
    outside = [char for char in marks.chars if not any(table.box.holds(char.box) for table in ruled)]
    found = [*ruled, *column_tables(outside, _height(marks), _columns_at_end(above))]
    tables = sorted(found, key=lambda table: (table.box.top, table.box.x0))
    sorting = _Sorting(tables)
    first, loose = sorting.deal(marks.chars)
    second, rest = _deal_lines(sorting, lines)
    laid_tables = [_laid_table(at + 1, table, first[at], second[at]) for at, table in enumerate(tables)]
    laid_lines = list(_laid_lines(rest, loose))
    return LaidPage(number, _in_order(laid_tables, laid_lines), _height(marks))


def without_geometry(number: int, text: str, *, is_doubted: bool = False) -> LaidPage:
    """A page as its running text alone. Where it had to be read twice, its figures are doubted."""
    lines = [
        LaidLine(at, line.strip(), doubt=Doubt("one_reading") if is_doubted and figures(line) else None)
        for at, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]
    return LaidPage(number, list(lines))


def _columns_at_end(page: LaidPage | None) -> tuple[tuple[float, float], ...]:
    tables = [item for item in page.items if isinstance(item, LaidTable)] if page else []
    return tables[-1].columns if tables else ()


def _height(marks: Marks) -> float:
    width, height = marks.frame.size
    return width if marks.frame.turns % 2 else height


class _Sorting:
    """Which cell of which table a character stands in."""

    def __init__(self, tables: Sequence[Table]) -> None:
        self._tables = tables
        self._lattices = [_Lattice(table) for table in tables]

    def find(self, box: Box) -> tuple[int, int] | None:
        """Table and cell that hold the middle of a box, by their numbers, or None."""
        for at, table in enumerate(self._tables):
            if table.box.holds(box):
                cell = self._lattices[at].find(box)
                return (at, cell) if cell is not None else None
        return None

    def placed(self, chars: Iterable[Char]) -> Iterator[tuple[Char, tuple[int, int] | None]]:
        """Characters in their order, each with table and cell; a mark that hangs over an edge stays with its text."""
        before: Char | None = None
        place: tuple[int, int] | None = None
        for char in chars:
            hangs = before is not None and place is not None and char.text in _CLOSING and is_next(before, char)
            place = place if hangs else self.find(char.box)
            yield char, place
            before = char

    def buckets(self) -> list[list[list[Char]]]:
        """An empty list for every cell of every table."""
        return [[[] for _ in table.cells] for table in self._tables]

    def deal(self, chars: Iterable[Char]) -> tuple[list[list[list[Char]]], list[Char]]:
        """Characters by table and cell, and those outside all of them."""
        buckets, loose = self.buckets(), list[Char]()
        for char, place in self.placed(chars):
            if place:
                buckets[place[0]][place[1]].append(char)
            else:
                loose.append(char)
        return buckets, loose


class _Lattice:
    """A table's cells by place."""

    def __init__(self, table: Table) -> None:
        self._xs = sorted({edge for cell in table.cells for edge in (cell.box.x0, cell.box.x1)})
        self._ys = sorted({edge for cell in table.cells for edge in (cell.box.top, cell.box.bottom)})
        self._cells = {
            (row, col): at
            for at, cell in enumerate(table.cells)
            for row in range(self._ys.index(cell.box.top), self._ys.index(cell.box.bottom))
            for col in range(self._xs.index(cell.box.x0), self._xs.index(cell.box.x1))
        }

    def find(self, box: Box) -> int | None:
        """The number of the cell that holds the middle of a box."""
        return self._cells.get((bisect_right(self._ys, box.y) - 1, bisect_right(self._xs, box.x) - 1))


def _deal_lines(sorting: _Sorting, lines: Sequence[Line]) -> tuple[list[list[list[Char]]], list[Line]]:
    """The second witness's characters by table and cell, and what remains of its lines outside tables."""
    buckets = sorting.buckets()
    rest: list[Line] = []
    for line in lines:
        kept: list[Char] = []
        for char, place in sorting.placed(line.chars):
            if place and has_place(char):
                buckets[place[0]][place[1]].append(char)
            else:
                kept.append(char)
        text = "".join(char.text for char in kept).strip()
        if text:
            rest.append(replace(line, text=text, chars=tuple(kept)))
    return buckets, rest


def _laid_table(number: int, table: Table, first: list[list[Char]], second: list[list[Char]]) -> LaidTable:
    cells: list[LaidCell] = []
    above: dict[float, str] = {}
    for cell, one, other in zip(table.cells, first, second, strict=True):
        text, doubt = agreed(one, other)
        if not other and above.get(cell.box.x0) == text:
            doubt = None  # pdfium leaves out what repeats the long text above it letter by letter
        above[cell.box.x0] = text if doubt is None else ""
        text = rejoined(text, one, cell.box.x1 - cell.box.x0) if cell.col is None else text
        cells.append(LaidCell(cell.row, cell.row_span, cell.box.x0, cell.box.x1, text, doubt, cell.col))
    return LaidTable(number, table.box, tuple(cells), table.columns)


def _laid_lines(lines: Iterable[Line], loose: Sequence[Char]) -> Iterator[LaidLine]:
    """The lines outside tables; each one's figures are compared with the characters that stand around its place."""
    by_height = sorted(loose, key=lambda char: char.box.y)
    heights = [char.box.y for char in by_height]
    seen: set[Char] = set()
    number = 0
    for line in lines:
        number, box = line.number, box_of(line)
        if box is None:
            yield LaidLine(line.number, line.text)
            continue
        near = by_height[bisect_right(heights, box.top - _ROUND) : bisect_right(heights, box.bottom + _ROUND)]
        there = [char for char in near if box.holds(char.box, _ROUND)]
        seen.update(there)
        size = median(char.size for char in line.chars if has_place(char))
        yield LaidLine(line.number, line.text, box, size, _line_doubt(line, there))
    yield from _seen_once(loose, seen, number)


def _seen_once(loose: Sequence[Char], seen: set[Char], number: int) -> Iterator[LaidLine]:
    """The lines that only the first witness sees, numbered on; pdfium leaves out what repeats the line above it."""
    for line in lines_of(char for char in loose if not char.text.isspace()):
        if seen.isdisjoint(line):
            number += 1
            text, box = joined(line), around([char.box for char in line])
            doubt = Doubt("one_reading") if figures(text) else None
            yield LaidLine(number, text, box, median(char.size for char in line), doubt)


def _line_doubt(line: Line, there: Sequence[Char]) -> Doubt | None:
    text, doubt = agreed(there, line.chars)
    return Doubt("two_readings", " ".join(text.split())) if doubt and figures(line.text) != figures(text) else None


def _in_order(tables: Sequence[LaidTable], lines: Sequence[LaidLine]) -> list[LaidLine | LaidTable]:
    """Tables from top to bottom, before each the lines above its middle, in the order of their text."""
    items: list[LaidLine | LaidTable] = []
    left = list(lines)
    for table in tables:
        above = [line for line in left if line.box is None or line.box.y < table.box.y]
        items += [*above, table]
        left = [line for line in left if line not in above]
    return items + left
