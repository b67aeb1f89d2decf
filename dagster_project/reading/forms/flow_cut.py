"""Cutting: where the rows of an indicator table begin whose cells stand one a line, with nothing between rows.

A row is its levels, a name and the columns after it. The table is cut where that can be done in one way only.
"""

from collections.abc import Iterator, Sequence

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.flow_header import FlowHeader
from dagster_project.reading.forms.flow_tails import Columns, heads_of
from dagster_project.reading.forms.kinds import is_bare_figure, is_broken_figure, is_placeholder
from dagster_project.reading.forms.levels import is_level
from dagster_project.reading.vocabulary import Vocabulary

# A row begins with so many levels at most.
_LEVELS = 2
_MANY = 2


def cut(cells: Sequence[Cell], header: FlowHeader, vocabulary: Vocabulary) -> list[int] | None:
    """Where each row begins; None where the cells can be cut into rows in no way, or in more than one."""
    columns = Columns(header.tail)
    labels = {at for at, cell in enumerate(cells) if header.label and fold_label(cell.text) == header.label}
    ways, after = [0] * len(cells) + [1], list(range(len(cells) + 1))  # from each place: ways to go on, the next row
    until = len(cells)  # where the next row begins that repeats the table's own label
    for start in reversed(range(len(cells))):
        first = start + (start in labels)
        ends = [end for end in _row_ends(cells, range(first, until), columns, vocabulary) if ways[end]]
        ways[start] = min(_MANY, sum(ways[end] for end in ends))
        after[start] = ends[0] if ends else start
        until = start if start in labels else until
    if ways[0] != 1:
        return None
    starts = [0] if cells else []
    while starts and after[starts[-1]] < len(cells):
        starts.append(after[starts[-1]])
    return starts


def _row_ends(cells: Sequence[Cell], places: range, columns: Columns, vocabulary: Vocabulary) -> Iterator[int]:
    """Where a row that begins at the first of some places may end among them, once for each way to read it."""
    for name in places[: _LEVELS + 1]:
        end = min(places.stop, name + 1 + len(columns.names))
        if is_placeholder(cells[name].text):
            yield name + 1
        elif _is_name(cells[name].text):
            yield from (name + 1 + size for size in heads_of(cells[name + 1 : end], columns, vocabulary))
        if not is_level(cells[name].text, vocabulary):
            return


def _is_name(text: str) -> bool:
    return not is_bare_figure(text) and not is_broken_figure(text) and not text.endswith("指标")
