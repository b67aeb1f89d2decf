"""Rows that a page break cuts: the rest of a row stands at the head of the next page, in the same columns."""

from collections.abc import Mapping
from dataclasses import replace

from dagster_project.reading.document import Cell, page_of
from dagster_project.reading.forms.headers import LEVELS
from dagster_project.reading.forms.kinds import POINTS, VALUES
from dagster_project.reading.forms.levels import is_level
from dagster_project.reading.vocabulary import Vocabulary

Cells = Mapping[str, Cell]
"""The cells of a row by column."""


def is_over_page(above: Cells, cells: Cells) -> bool:
    """Whether a row stands on another page than the one above it."""
    pages = {page_of(cell.locator) for row in (above, cells) for cell in row.values()}
    return len(pages) > 1


def is_rest(cells: Cells, above: Cells, vocabulary: Vocabulary) -> bool:
    """Whether a row at the head of a page is the rest of the one above it: no row of its own, and nothing twice.

    A row of its own has a name beside a figure. The rest of a cell may be the rest of a label too.
    """
    is_own = "level3" in cells and bool(cells.keys() & {*VALUES, *POINTS})
    is_twice = any(name in above for name in cells if name in POINTS)
    labels = [(name, cell) for name, cell in cells.items() if name in LEVELS[:2]]
    goes_on = all(name in above and is_level(above[name].text + cell.text, vocabulary) for name, cell in labels)
    return not is_own and not is_twice and goes_on


def may_be_cut(cells: Cells, usual: frozenset[str]) -> bool:
    """Whether nobody can say if a row at the head of a page is one of its own: it lacks the points others print."""
    return bool(usual & set(POINTS)) and not cells.keys() & set(POINTS) and not cells.keys() & set(LEVELS[:2])


def joined(above: Cells, rest: Cells) -> dict[str, Cell]:
    """The whole row: each cell and its rest as one."""
    whole = dict(above)
    for name, cell in rest.items():
        first = whole.get(name)
        whole[name] = replace(first, text=f"{first.text}\n{cell.text}") if first else cell
    return whole
