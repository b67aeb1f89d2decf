"""Ruled tables: from ruling lines to cells.

Lines that touch make up a table. Its lines' places are the columns and rows of a lattice; two neighbouring fields of
the lattice without a line between them belong to one cell: merged cells and their spans come from the geometry alone.
A table that is open at its sides is closed by the ends of its other lines.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from dagster_project.reading.containers.pdf.geometry import Box, clustered, nearest
from dagster_project.reading.containers.pdf.plumber import Ruling

# In points: lines closer than SNAP are one, gaps up to JOIN are none, shorter lines than SHORT are no rulings.
_SNAP, _JOIN, _SHORT = 3.0, 3.0, 5.0
# How far the end of an open row or column must reach to count as one.
_OPEN = 8.0
_COVERED = 0.6  # of a field's side
_MOST_CROSSINGS = 4_000_000
Field = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table: its rows and its place; its column only where no ruling lines say it (else None)."""

    row: int
    row_span: int
    box: Box
    col: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its place, its cells in reading order; `columns` from left to right where no lines rule it."""

    box: Box
    cells: tuple[TableCell, ...]
    columns: tuple[tuple[float, float], ...] = ()


def tables_of(rulings: Iterable[Ruling]) -> list[Table]:
    """The ruled tables of a page from top to bottom. A single box is no table."""
    upright = _merged([ruling for ruling in rulings if ruling.is_vertical])
    level = _merged([ruling for ruling in rulings if not ruling.is_vertical])
    if len(upright) * len(level) > _MOST_CROSSINGS:
        return []
    found = [_table(vertical, horizontal) for vertical, horizontal in _groups(upright, level)]
    return sorted((table for table in found if len(table.cells) > 1), key=lambda table: (table.box.top, table.box.x0))


def _merged(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Lines in one place that overlap or nearly touch become one."""
    places = clustered((ruling.at for ruling in rulings), _SNAP)
    by_place: list[list[Ruling]] = [[] for _ in places]
    for ruling in rulings:
        by_place[nearest(places, ruling.at)].append(ruling)
    return [
        Ruling(each[0].is_vertical, place, start, end)
        for place, each in zip(places, by_place, strict=True)
        for start, end in _joined(each)
        if end - start >= _SHORT
    ]


def _joined(rulings: Sequence[Ruling]) -> list[tuple[float, float]]:
    stretches: list[tuple[float, float]] = []
    for ruling in sorted(rulings, key=lambda each: each.start):
        if stretches and ruling.start <= stretches[-1][1] + _JOIN:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], ruling.end))
        else:
            stretches.append((ruling.start, ruling.end))
    return stretches


def _groups(upright: Sequence[Ruling], level: Sequence[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Lines that touch one another, directly or through others; groups of one direction are none."""
    parent = list(range(len(upright) + len(level)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for (n, vertical), (m, horizontal) in product(enumerate(upright), enumerate(level, len(upright))):
        if _touch(vertical, horizontal):
            parent[root(n)] = root(m)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for at, ruling in enumerate([*upright, *level]):
        groups.setdefault(root(at), ([], []))[0 if ruling.is_vertical else 1].append(ruling)
    return [group for group in groups.values() if group[0] and group[1]]


def _touch(vertical: Ruling, horizontal: Ruling) -> bool:
    return (
        horizontal.start - _JOIN <= vertical.at <= horizontal.end + _JOIN
        and vertical.start - _JOIN <= horizontal.at <= vertical.end + _JOIN
    )


def _table(vertical: Sequence[Ruling], horizontal: Sequence[Ruling]) -> Table:
    xs = _places(vertical, horizontal)
    ys = _places(horizontal, vertical)
    fields = list(product(range(len(ys) - 1), range(len(xs) - 1)))
    walls = _Walls(xs, ys, vertical, horizontal)
    cells = [cell for region in _regions(fields, walls) for cell in _rectangles(region)]
    places = sorted(cells)
    return Table(
        Box(xs[0], ys[0], xs[-1], ys[-1]),
        tuple(
            TableCell(top, bottom - top, Box(xs[left], ys[top], xs[right], ys[bottom]))
            for top, left, bottom, right in places
        ),
    )


def _places(across: Sequence[Ruling], along: Sequence[Ruling]) -> list[float]:
    """Where the lines across stand, and the ends of the table where no line closes it."""
    places = clustered((ruling.at for ruling in across), _SNAP)
    first, last = min(ruling.start for ruling in along), max(ruling.end for ruling in along)
    if places[0] - first > _OPEN:
        places.insert(0, first)
    if last - places[-1] > _OPEN:
        places.append(last)
    return places


class _Walls:
    """Which sides of the lattice's fields are ruled."""

    def __init__(
        self, xs: Sequence[float], ys: Sequence[float], vertical: Sequence[Ruling], horizontal: Sequence[Ruling]
    ) -> None:
        self._right = {
            (row, col) for col, row in _ruled(xs, ys, vertical) if col
        }  # the line at xs[col] beside row, on the left of field (row, col)
        self._below = {(row, col) for row, col in _ruled(ys, xs, horizontal) if row}

    def open_neighbours(self, field: Field, rows: int, cols: int) -> Iterable[Field]:
        """The fields to the left, right, above and below that no line parts from a field."""
        row, col = field
        if col + 1 < cols and (row, col + 1) not in self._right:
            yield row, col + 1
        if col and (row, col) not in self._right:
            yield row, col - 1
        if row + 1 < rows and (row + 1, col) not in self._below:
            yield row + 1, col
        if row and (row, col) not in self._below:
            yield row - 1, col


def _ruled(places: Sequence[float], steps: Sequence[float], rulings: Sequence[Ruling]) -> Iterable[Field]:
    """(place, step) for every step along a line that it covers for the most part."""
    for ruling in rulings:
        place = nearest(places, ruling.at)
        for step in range(max(bisect_right(steps, ruling.start) - 1, 0), len(steps) - 1):
            start, end = steps[step], steps[step + 1]
            if start >= ruling.end:
                break
            if min(end, ruling.end) - max(start, ruling.start) >= _COVERED * (end - start):
                yield place, step


def _regions(fields: Sequence[Field], walls: _Walls) -> list[set[Field]]:
    """Fields that no line parts."""
    rows, cols = fields[-1][0] + 1, fields[-1][1] + 1
    left = set(fields)
    regions: list[set[Field]] = []
    while left:
        region, pending = set[Field](), [left.pop()]
        while pending:
            field = pending.pop()
            region.add(field)
            for other in walls.open_neighbours(field, rows, cols):
                if other in left:
                    left.discard(other)
                    pending.append(other)
        regions.append(region)
    return regions


def _rectangles(region: set[Field]) -> list[tuple[int, int, int, int]]:
    """A region as (top, left, bottom, right); one that is no rectangle (a line is missing) row by row."""
    rows, cols = sorted({row for row, _ in region}), sorted({col for _, col in region})
    if len(region) == (rows[-1] - rows[0] + 1) * (cols[-1] - cols[0] + 1):
        return [(rows[0], cols[0], rows[-1] + 1, cols[-1] + 1)]
    return [
        (row, stretch[0], row + 1, stretch[-1] + 1)
        for row in rows
        for stretch in _stretches(sorted(col for other, col in region if other == row))
    ]


def _stretches(cols: Sequence[int]) -> list[list[int]]:
    stretches = [[cols[0]]]
    for before, col in pairwise(cols):
        if col == before + 1:
            stretches[-1].append(col)
        else:
            stretches.append([col])
    return stretches
