"""Alignment: which column each cell of a row belongs to.

A row whose cells stand under their headers is taken as it stands. Where page breaks or lost merged cells
moved them, the cells keep their order: of all ways to deal them to the columns in order, the one serves
that asks for the fewest moves and the fewest cells of a wrong kind. Where the two best ways differ in
what a figure means, nobody can say, and the row is undecided.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold
from dagster_project.reading.forms.headers import LEVELS, Column, Header
from dagster_project.reading.forms.levels import Levels, family
from dagster_project.reading.vocabulary import Vocabulary

NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")
_SCORE = re.compile(r"(?:-?\d+(?:\.\d+)?(?:分|%)?|[-—–/*]+)")
_VALUE = re.compile(r"(?:[<>=≤≥≦≧⩽⩾﹥﹤＞＜》《~约]|不[低少高超大小多]).*|-?\d+(?:[.,]\d+)*(?![.、\d]).{0,8}")
_OPERATOR = re.compile(r"(?:[<>=≤≥≦≧⩽⩾》《~≈]{1,2}|定性|定量|定量\(其他\)|等于|大于等于|小于等于|大于|小于|约)")

# Costs, in moves: a cell of the wrong kind costs more than moving a whole row by some columns.
_WRONG, _UNLIKELY, _FREE_LEVEL, _ODD = 40.0, 8.0, 6.0, 4.0
_NAMED_LIKE_OTHER_LEVEL, _NAMED_LIKE_LEVEL, _FOREIGN_LEVEL2 = 6.0, 2.0, 2.0
_NO_NAME, _NO_VALUE, _NO_POINTS, _NO_LEVEL2 = 10.0, 2.0, 1.0, 1.0
# Two ways closer than this are in doubt.
_DOUBT = 1.0
_MOST_WAYS = 5000

_VALUES = ("half_year_target", "target", "actual")
_POINTS = ("weight", "score")
FIGURES = (*_VALUES, *_POINTS, "operator", "unit")

Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A row dealt to columns; `as_printed` where every cell stands under its header."""

    cells: Row
    as_printed: bool
    is_undecided: bool = False


def align(cells: Sequence[Cell], header: Header, levels: Levels) -> Aligned:
    """Deal the filled cells of a row to the columns of its header."""
    standing = _standing(cells, header)
    if standing is not None and _is_sound(standing, levels):
        return Aligned(standing, as_printed=True)
    ways = _ways(cells, header, levels)
    if not ways:
        return Aligned({}, as_printed=False, is_undecided=True)
    best_cost, best = ways[0]
    rivals = (way for cost, way in ways[1:] if cost - best_cost < _DOUBT)
    undecided = best_cost >= _WRONG or any(_differ(best, rival) for rival in rivals)
    return Aligned(best, as_printed=best == standing, is_undecided=undecided)


def is_operator(text: str) -> bool:
    """Whether a cell prints a comparison sign or its word alone."""
    return _OPERATOR.fullmatch(fold(text)) is not None


def is_value_like(text: str) -> bool:
    """Whether a cell looks like a figure rather than a name."""
    return _VALUE.fullmatch(fold(text)) is not None


def is_points(text: str) -> bool:
    """Whether a cell prints points, or a mark for none."""
    return _SCORE.fullmatch(fold(text)) is not None


def _standing(cells: Sequence[Cell], header: Header) -> Row | None:
    by_col = {column.col: column.name for column in header.columns}
    if any(cell.col not in by_col for cell in cells):
        return None
    return {by_col[cell.col]: cell for cell in cells}


def _is_sound(row: Row, levels: Levels) -> bool:
    """Whether a row can be taken as it stands: every cell is of its column's kind, no level in doubt."""
    if "level3" not in row or any(_kind_cost(name, cell.text, levels.vocabulary) >= _ODD for name, cell in row.items()):
        return False
    return not _names_another_level(row, levels) and _is_at_home(row, levels)


def _names_another_level(row: Row, levels: Levels) -> bool:
    """Whether the name is a level word that the row does not stand under."""
    named = levels.vocabulary.level(2, row["level3"].text) or levels.vocabulary.level(1, row["level3"].text)
    second = row["level2"].text if "level2" in row else levels.level2
    return named is not None and (second is None or levels.vocabulary.level(2, second) != named)


def _is_at_home(row: Row, levels: Levels) -> bool:
    """Whether level 2 stands under the level 1 in force, where that can be told."""
    first = row["level1"].text if "level1" in row else levels.level1
    second = levels.vocabulary.level(2, row["level2"].text) if "level2" in row else None
    if first is None or second is None or not second.under:
        return True
    return family(first, levels.vocabulary) in second.under


def _ways(cells: Sequence[Cell], header: Header, levels: Levels) -> list[tuple[float, Row]]:
    """All ways to deal the cells in order, cheapest first."""
    columns = header.columns
    if not cells or len(cells) > len(columns) or comb(len(columns), len(cells)) > _MOST_WAYS:
        return []
    ways = [(_cost(cells, chosen, header, levels), chosen) for chosen in combinations(columns, len(cells))]
    ways.sort(key=lambda way: way[0])
    return [(cost, {c.name: cell for c, cell in zip(chosen, cells, strict=True)}) for cost, chosen in ways[:8]]


def _cost(cells: Sequence[Cell], chosen: Sequence[Column], header: Header, levels: Levels) -> float:
    row = {column.name: cell for column, cell in zip(chosen, cells, strict=True)}
    shifts = [0, *(column.col - cell.col for column, cell in zip(chosen, cells, strict=True))]
    moves = float(sum(abs(here - before) for before, here in pairwise(shifts)))
    kinds = sum(_kind_cost(name, cell.text, levels.vocabulary) for name, cell in row.items())
    return moves + kinds + _gap_cost(row, header) + _level_cost(row, levels)


def _kind_cost(name: str, text: str, vocabulary: Vocabulary) -> float:
    if name in LEVELS[:2]:
        return _level_kind_cost(LEVELS.index(name) + 1, text, vocabulary)
    if name == "operator":
        return 0.0 if is_operator(text) else _WRONG
    if name in _POINTS:
        return 0.0 if is_points(text) else _WRONG
    if name == "level3":
        return _ODD if is_value_like(text) else 0.0
    if name in _VALUES:
        return (0.0 if is_value_like(text) else 0.5) + (
            _UNLIKELY if _is_label(text, vocabulary) or is_operator(text) else 0
        )
    return 0.5


def _level_kind_cost(number: int, text: str, vocabulary: Vocabulary) -> float:
    if vocabulary.level(number, text):
        return 0.0
    is_misplaced = is_value_like(text) or _is_label(text, vocabulary)
    return _FREE_LEVEL + (_UNLIKELY if is_misplaced else 0.0)


def _is_label(text: str, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.level(number, text) for number in (1, 2))


def _gap_cost(row: Row, header: Header) -> float:
    missing = [name for name in header.names if name not in row]
    cost = _NO_NAME if "level3" in missing else 0.0
    cost += sum(_NO_VALUE if name in _VALUES else _NO_POINTS for name in missing if name in (*_VALUES, *_POINTS))
    return cost + (_NO_LEVEL2 if "level1" in row and "level2" not in row else 0.0)


def _level_cost(row: Row, levels: Levels) -> float:
    cost = 0.0 if _is_at_home(row, levels) else _FOREIGN_LEVEL2
    if "level3" in row and _is_label(row["level3"].text, levels.vocabulary):
        cost += _NAMED_LIKE_OTHER_LEVEL if _names_another_level(row, levels) else _NAMED_LIKE_LEVEL
    return cost


def _differ(one: Row, other: Row) -> bool:
    return any(one.get(name) is not other.get(name) for name in FIGURES)
