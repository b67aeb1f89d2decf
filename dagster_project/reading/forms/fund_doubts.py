"""Doubts about a line of a fund block: words and half-read figures where an amount should stand."""

import re
from collections.abc import Iterator, Sequence

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.fund_columns import ITEMS
from dagster_project.reading.forms.headers import Column, column_over
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

_DIGIT = re.compile(r"\d")
# 约120, 120(其中结转20), but no item that begins with a year or a number of its own.
_BEGINS_AS_FIGURE = re.compile(r"[约近超~≈]?\d+(?![\d年])")


def begins_as_figure(text: str) -> bool:
    """Whether a text begins like an amount; a label that begins with its number or a year does not."""
    return _BEGINS_AS_FIGURE.match(fold_label(text)) is not None


def no_amounts(
    row: Row, items: Sequence[Cell], texts: Sequence[Cell], columns: Sequence[Column], vocabulary: Vocabulary
) -> Iterator[Cell]:
    """The cells of a line that stand in an amount's place and print none: nothing may be called by them.

    `items` stand before the figures of the line, `texts` among and after them. An item's own label may stand below
    the head of a column of money where the header lacks one for the items.
    """
    for at, cell in enumerate([*items, *texts]):
        column = None if row.is_flow else column_over(cell, columns)
        is_below = column is not None and column.name not in (*ITEMS, "reason")
        if row.is_flow or (at == 0 and items):
            is_odd = (is_below or at > 0) and begins_as_figure(cell.text)
        else:
            is_unknown = row.is_placed and fold_label(cell.text) not in vocabulary.fund_items
            is_odd = is_below and (is_unknown or _DIGIT.search(cell.text) is not None)
        if is_odd:
            yield cell
