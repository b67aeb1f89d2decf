"""Tables without ruling lines: words that stand in columns with clear gaps between them.

A run of lines is a table where three columns or more keep clear of one another in all of them. Lines become rows; where
cells run over several lines, the wider gaps between lines part the rows. Where that is not clear, it is no
table: its lines stay paragraphs, in the order in which they are printed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dagster_project.reading.containers.pdf.geometry import Box, Char, around, lines_of
from dagster_project.reading.containers.pdf.lattice import Table, TableCell

# Parts of a character's height: what parts two columns, and what is a blank between words.
_GAP, _WORD = 1.0, 0.75
_FEWEST_LINES, _FEWEST_COLUMNS = 3, 3
_FULL = 0.6  # of the lines of a table print two columns or more
_WIDER, _WIDER_BY = 1.6, 1.5  # a gap between rows against one inside a row: times, and points more
_MARGIN = 1.0
_EDGE = 0.08  # of a page's height

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of words: the place of each stretch of them without a gap, its own top and bottom."""

    stretches: tuple[Span, ...]
    top: float
    bottom: float
    size: float


def column_tables(chars: Iterable[Char], height: float, columns_above: Sequence[Span] = ()) -> list[Table]:
    """The tables without ruling lines among the characters outside ruled ones on a page of a height.

    `columns_above` are those of such a table at the end of the page before: one that goes on keeps them.
    """
    lines = [line for line in _lines(chars) if not _is_running(line, height)]
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        goes_on = at == 0 and bool(columns_above) and _fits(columns_above, lines[at])
        columns, end = _run(lines, at, tuple(columns_above) if goes_on else lines[at].stretches)
        table = _table(lines[at:end], columns) if goes_on or _is_table(lines[at:end], columns) else None
        if table is None and (short := _before_loose_line(lines, at, end)) > at:
            columns, end = _run(lines[:short], at, lines[at].stretches)
            table = _table(lines[at:end], columns) if _is_table(lines[at:end], columns) else None
        if table:
            tables.append(table)
        at = end if table else at + 1
    return tables


def _is_running(line: _Line, height: float) -> bool:
    """Whether a line may be a running title or a page number: alone at the edge of the page."""
    return len(line.stretches) == 1 and not _EDGE * height < (line.top + line.bottom) / 2 < (1 - _EDGE) * height


def _lines(chars: Iterable[Char]) -> list[_Line]:
    """Lines from top to bottom; those that overlap in height (a cell centred beside one of two lines) are one."""
    lines: list[_Line] = []
    for line in lines_of(char for char in chars if not char.text.isspace()):
        box = around([char.box for char in line])
        size = median(char.size for char in line)
        above, stretches = lines[-1] if lines else None, _stretches(line, size)
        if above and box.top < above.bottom - _MARGIN and not _is_next_row(above.stretches, stretches):
            boxes = [*above.stretches, *stretches]
            lines[-1] = _Line(_merged(boxes), above.top, max(above.bottom, box.bottom), max(size, above.size))
        else:
            lines.append(_Line(tuple(stretches), box.top, box.bottom, size))
    return lines


def _is_next_row(above: Sequence[Span], below: Sequence[Span]) -> bool:
    """Whether a line prints below most of the one above: a row of its own, though a cell between them overlaps both.

    The rests of cells that run over lines stand below a few.
    """
    is_below = any(start < right and left < end for start, end in below for left, right in above)
    return is_below and 2 * len(below) > len(above)


def _stretches(line: Sequence[Char], size: float) -> list[Span]:
    stretches: list[Span] = []
    for char in line:
        if stretches and char.box.x0 - stretches[-1][1] <= _WORD * size:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], char.box.x1))
        else:
            stretches.append((char.box.x0, char.box.x1))
    return stretches


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)


def _run(lines: Sequence[_Line], at: int, columns: tuple[Span, ...]) -> tuple[tuple[Span, ...], int]:
    """The columns that a line and those below it keep, and where the first line stands that breaks them."""
    if len(columns) < _FEWEST_COLUMNS:
        return columns, at + 1
    for end in range(at, len(lines)):
        merged = _merged([*columns, *lines[end].stretches])
        is_far = end > at and _is_far(lines[end - 1], lines[end])
        if is_far or not _fits(columns, lines[end]) or not _is_clear(merged, lines[end].size):
            return columns, max(end, at + 1)
        columns = merged
    return columns, len(lines)


def _fits(columns: Sequence[Span], line: _Line) -> bool:
    """Whether a line prints at most one stretch in each column, and none over two."""
    merged = _merged([*columns, *line.stretches])
    held = [sum(start < right and left < end for start, end in line.stretches) for left, right in merged]
    return len(merged) >= len(columns) and max(held) <= 1


def _is_clear(columns: Sequence[Span], size: float) -> bool:
    return all(right[0] - left[1] >= _GAP * size for left, right in pairwise(columns))


def _is_far(above: _Line, below: _Line) -> bool:
    """Whether so much room is left between two lines that another table or text begins."""
    return below.top - above.bottom > 4 * below.size


def _is_table(lines: Sequence[_Line], columns: Sequence[Span]) -> bool:
    full = sum(len(line.stretches) >= 2 for line in lines)
    return len(lines) >= _FEWEST_LINES and len(columns) >= _FEWEST_COLUMNS and full >= _FULL * len(lines)


def _before_loose_line(lines: Sequence[_Line], at: int, end: int) -> int:
    """Where the first line of a run stands that prints in one place only: the table may end there."""
    return next((here for here in range(at + 1, end) if len(lines[here].stretches) == 1), at)


def _table(lines: Sequence[_Line], columns: Sequence[Span]) -> Table | None:
    """The table of a run of lines; None where nobody can say which lines are one row."""
    rows = _rows(lines)
    if rows is None:
        return None
    xs = _bounds(columns)
    ys = _bounds([(row[0].top, row[-1].bottom) for row in rows])
    cells = [
        TableCell(row, 1, Box(xs[col], ys[row], xs[col + 1], ys[row + 1]), col)
        for row in range(len(rows))
        for col in range(len(columns))
    ]
    return Table(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(cells), tuple(columns))


def _bounds(spans: Sequence[Span]) -> list[float]:
    """The middles of the gaps between spans, and the outer ends with a little room."""
    middles = [(left[1] + right[0]) / 2 for left, right in pairwise(spans)]
    return [spans[0][0] - _MARGIN, *middles, spans[-1][1] + _MARGIN]


def _rows(lines: Sequence[_Line]) -> list[list[_Line]] | None:
    """Lines in rows. Where all gaps are alike a line is a row; wider gaps part rows that run over lines."""
    gaps = [below.top - above.bottom for above, below in pairwise(lines)]
    limit = _limit(gaps)
    if limit is None:
        return [[line] for line in lines] if not _runs_over(lines) else None
    rows = [[lines[0]]]
    for gap, line in zip(gaps, lines[1:], strict=True):
        if gap < limit and not _is_next_row(rows[-1][0].stretches, line.stretches):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows if all(_is_row(row) for row in rows) else [[line] for line in lines] if not _runs_over(lines) else None


def _limit(gaps: Sequence[float]) -> float | None:
    """What parts wide gaps from narrow ones: the middle of the largest jump between them; None where there is none."""
    ordered = sorted(gaps)
    if len(ordered) < 2 or ordered[-1] <= ordered[0] * _WIDER + _WIDER_BY:
        return None
    jump, at = max((right - left, at) for at, (left, right) in enumerate(pairwise(ordered)))
    return ordered[at] + jump / 2


def _is_row(row: Sequence[_Line]) -> bool:
    """Whether lines can be one row: no line below the first fills as many columns as the fullest."""
    most = max(len(line.stretches) for line in row)
    return len(row) == 1 or (sum(len(line.stretches) == most for line in row) == 1 and most >= 2)


def _runs_over(lines: Sequence[_Line]) -> bool:
    """Whether lines with a single stretch stand among the others: rests of cells, of which row nobody can say."""
    return any(len(line.stretches) == 1 for line in lines[1:])
