"""Heads of lists that hold more than the head: a first row of figures that a page glued to it.

A page break or a missing rule may put the head and the row below it into the same cells. What such a row prints is
kept as a row of its project, so that it is refused by name and never dropped as a head that is repeated.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from dagster_project.reading.fold import fold, fold_label
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

_DIGIT = re.compile(r"\d")


def without_repeated(
    header: Row, rows: Sequence[Row], heads: Collection[Row], vocabulary: Vocabulary
) -> tuple[Row, list[Row], set[int]]:
    """The head of a list, the rows below it, and which of these (by `id`) are glued to a head.

    `heads` are the rows that head a list, `header` among them; bare lines are none.
    """
    known = {fold(cell.text) for cell in header.filled}
    body, glued = list[Row](), set[int]()
    first = [header] if header in heads and _is_parted(header) else []
    for row in (*first, *rows):
        is_head = row in heads
        if not is_head or _holds_more(row, known, vocabulary):
            body.append(_values(row) if is_head else row)
            glued |= {id(body[-1])} if is_head else set()
    return _labels(header) if first else header, body, glued


def _holds_more(row: Row, known: set[str], vocabulary: Vocabulary) -> bool:
    others = [cell.text for cell in row.filled if fold(cell.text) not in known]
    return _is_parted(row) or any(_DIGIT.search(text) or not vocabulary.knows(fold_label(text)) for text in others)


def _is_parted(row: Row) -> bool:
    """Whether a cell of a head prints a label and its value: they stand as two cells in one place."""
    places = [cell.col for cell in row.filled]
    return len(set(places)) < len(places)


def _labels(row: Row) -> Row:
    first = {cell.col: cell for cell in reversed(row.cells)}
    return replace(row, cells=tuple(cell for cell in row.cells if first[cell.col] is cell))


def _values(row: Row) -> Row:
    last = {cell.col: cell for cell in row.cells}
    return replace(row, cells=tuple(cell for cell in row.cells if last[cell.col] is cell))
