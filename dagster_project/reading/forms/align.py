"""Alignment: which column each cell of a row belongs to.

A row whose cells stand under their headers, and that lacks nothing its neighbours print, is taken as it stands.
Where page breaks or lost cells moved them, the cells keep their order: of all ways to deal them to the
columns in order, the one serves that asks for the fewest moves, the fewest lost cells and the fewest cells
of a wrong kind. Where the two best ways differ in what a figure means, nobody can say, and the row is undecided.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

from dagster_project.reading.document import Cell
from dagster_project.reading.forms.headers import LEVELS, Column, Header, column_over
from dagster_project.reading.forms.kinds import (
    MISPLACED_LEVEL,
    ODD,
    POINTS,
    VALUES,
    WORDS,
    is_anchor,
    is_bare_figure,
    is_label,
    is_without_unit,
    kind_cost,
)
from dagster_project.reading.forms.levels import Levels, family

# Costs, in moves. That a move left a cell out explains why it is missing: it is not counted twice.
_NAMED_LIKE_OTHER_LEVEL, _NAMED_LIKE_LEVEL, _FOREIGN_LEVEL2 = 6.0, 2.0, 2.0
_NO_NAME, _NO_CELL, _NO_LEVEL2 = 10.0, 1.0, 1.0
# Two ways closer than this are in doubt.
_DOUBT = 1.0
_MOST_WAYS = 5000
_LEVELS = {"level1", "level2"}

Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Aligned:
    """A row dealt to columns; `as_printed` where every cell stands under its header.

    `doubt` is "" where there is none, "points" where only sums can tell which points the row prints, else "all".
    """

    cells: Row
    as_printed: bool
    doubt: str = ""


def align(
    cells: Sequence[Cell],
    header: Header,
    levels: Levels,
    usual: AbstractSet[str] = frozenset(),
    *,
    is_placed: bool = False,
) -> Aligned:
    """Deal the filled cells of a row to the columns of its header; `usual` are those that the table's rows fill.

    Cells that the container itself has placed stand where they stand: a blank among them is blank.
    """
    standing = standing_of(cells, header)
    if is_placed and standing is not None and _is_well_placed(standing, levels, usual):
        return Aligned(standing, as_printed=True)
    is_sound = standing is not None and _is_sound(standing, levels, usual & standing.keys())
    if standing is not None and is_sound and _are_blank(usual - standing.keys(), standing, header, levels):
        return Aligned(standing, as_printed=True)
    ways = _ways(cells, header, levels, usual)
    is_nameless = standing is not None and _is_nameless(standing, levels)
    if not ways or is_nameless or not _is_credible(ways[0][1], levels, usual):
        return Aligned({}, as_printed=False, doubt="all")
    best_cost, best = ways[0]
    close = (way for cost, way in ways[1:] if cost - best_cost < _DOUBT)
    rivals = [way for way in close if _differ(best, way, (best.keys() | way.keys()) - _LEVELS)]
    doubt = _doubt(best, rivals, usual, is_standing=best == standing)
    return Aligned(best, as_printed=best == standing, doubt=doubt)


def _doubt(best: Row, rivals: Sequence[Row], usual: AbstractSet[str], *, is_standing: bool) -> str:
    """What is in doubt; sums of points refute a rival that prints other points."""
    has_lone_score = set(POINTS) <= usual and "score" in best and "weight" not in best
    if not rivals and not has_lone_score:
        return ""
    are_points = is_standing and all(_points(rival) != _points(best) for rival in rivals)
    return "points" if are_points else "all"


def _points(row: Row) -> list[str | None]:
    return [row[name].text if name in row else None for name in POINTS]


def standing_of(cells: Sequence[Cell], header: Header) -> Row | None:
    """The cells of a row by the columns that they stand under; None where one stands under none, or two under one."""
    row: dict[str, Cell] = {}
    for cell in cells:
        column = column_over(cell, header.columns)
        if column is None or row.setdefault(column.name, cell).text != cell.text:
            return None
    return row


def _are_blank(missing: AbstractSet[str], row: Row, header: Header, levels: Levels) -> bool:
    """Whether the columns that a row does not fill are blank for sure.

    A column of words is, between cells of a sure kind that stand in their places, or after all of them; so is the unit
    of what is told in words.
    """
    if is_without_unit({name: cell.text for name, cell in row.items()}):
        missing = missing - {"unit"}
    order = header.names
    sure = [order.index(name) for name, cell in row.items() if _is_sure(name, cell.text, levels)]
    places = [(order.index(name), name) for name in missing]
    return all(name in WORDS and min(sure, default=at) < at for at, name in places)


def _is_sure(name: str, text: str, levels: Levels) -> bool:
    if name in LEVELS[:2]:
        return levels.vocabulary.level(LEVELS.index(name) + 1, text) is not None
    return is_anchor(name, text)


def _is_sound(row: Row, levels: Levels, usual: AbstractSet[str]) -> bool:
    """Whether a row can be taken as it stands: every cell is of its column's kind, no level in doubt.

    Where a row prints all that its neighbours do and a figure holds it in place, its name may be any word.
    """
    if "level3" not in row:
        return False
    is_held = _is_held(row, usual)
    costs = {name: kind_cost(name, cell.text, levels.vocabulary) for name, cell in row.items()}
    if any(cost >= (MISPLACED_LEVEL if is_held and name in _LEVELS else ODD) for name, cost in costs.items()):
        return False
    return is_held or (not _names_another_level(row, levels) and _is_at_home(row, levels))


def _is_well_placed(row: Row, levels: Levels, usual: AbstractSet[str]) -> bool:
    """Whether a row that the container placed can be taken as it stands: a name, a figure, nothing of a wrong kind."""
    name, words = row.get("level3"), levels.vocabulary
    has_more = not usual or len(row.keys() - _LEVELS) > 1
    if name is None or not has_more or is_bare_figure(name.text) or _are_levels_swapped(row, levels):
        return False
    costs = (kind_cost(column, cell.text, words) for column, cell in row.items() if column not in (*LEVELS, "remark"))
    return all(cost < ODD for cost in costs)


def _are_levels_swapped(row: Row, levels: Levels) -> bool:
    """Whether a level column prints a word of the other level, or a figure."""
    for number, name in enumerate(LEVELS[:2], 1):
        text = row[name].text if name in row else ""
        other = levels.vocabulary.level(3 - number, text)
        is_other = other is not None and other.code != "execution"  # which forms print on either level
        if (is_bare_figure(text or "-") and text) or (is_other and levels.vocabulary.level(number, text) is None):
            return True
    return False


def _is_held(row: Row, usual: AbstractSet[str]) -> bool:
    """Whether a row prints all that its neighbours do, and a figure among it that fits no other place."""
    return bool(usual) and usual <= row.keys() and any(is_anchor(name, cell.text) for name, cell in row.items())


def _is_nameless(row: Row, levels: Levels) -> bool:
    """Whether every cell stands well in its column and none is the name."""
    is_well = all(kind_cost(name, cell.text, levels.vocabulary) < ODD for name, cell in row.items())
    return is_well and "level3" not in row and any(name not in LEVELS for name in row)


def _is_credible(row: Row, levels: Levels, usual: AbstractSet[str]) -> bool:
    """Whether the best way to deal a row may be loaded: it has a name, and no cell is of a wrong kind."""
    name = row.get("level3")
    if name is None or is_bare_figure(name.text) or (usual and len(row) == 1):
        return False
    costs = ((column, kind_cost(column, cell.text, levels.vocabulary)) for column, cell in row.items())
    return all(cost < (MISPLACED_LEVEL if column in LEVELS else ODD) for column, cost in costs)


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


def _ways(cells: Sequence[Cell], header: Header, levels: Levels, usual: AbstractSet[str]) -> list[tuple[float, Row]]:
    """All ways to deal the cells in order, cheapest first."""
    count = len(header.columns)
    if not cells or len(cells) > count or comb(count, len(cells)) > _MOST_WAYS:
        return []
    ways = [(_cost(cells, chosen, header, levels, usual), chosen) for chosen in combinations(range(count), len(cells))]
    ways.sort(key=lambda way: way[0])
    return [(cost, _row(cells, [header.columns[at] for at in chosen])) for cost, chosen in ways[:8]]


def _row(cells: Sequence[Cell], columns: Sequence[Column]) -> Row:
    return {column.name: cell for column, cell in zip(columns, cells, strict=True)}


def _cost(
    cells: Sequence[Cell], chosen: Sequence[int], header: Header, levels: Levels, usual: AbstractSet[str]
) -> float:
    columns = [header.columns[at] for at in chosen]
    row = _row(cells, columns)
    shifts = [0, *(_shift(column, cell) for column, cell in zip(columns, cells, strict=True))]
    jumps = [here - before for before, here in pairwise(shifts)]
    kinds = sum(kind_cost(name, cell.text, levels.vocabulary) for name, cell in row.items())
    missing = sum(_gap_cost(name, row, usual) for name in header.names if name not in row)
    missing -= _explained(jumps, chosen, header, usual)
    return sum(map(abs, jumps)) + kinds + missing + _level_cost(row, levels, usual)


def _shift(column: Column, cell: Cell) -> int:
    return 0 if column.overlap(cell) else column.col - cell.col


def _gap_cost(name: str, row: Row, usual: AbstractSet[str]) -> float:
    if name == "level3":
        return _NO_CELL if len(usual & row.keys()) > 1 else _NO_NAME
    if name == "level2":
        return _NO_LEVEL2 if "level1" in row else 0.0
    return _NO_CELL if name in usual or (not usual and name in (*VALUES, *POINTS)) else 0.0


def _explained(jumps: Sequence[int], chosen: Sequence[int], header: Header, usual: AbstractSet[str]) -> float:
    """The cost of missing cells that moves to the right account for: what stood there was lost."""
    cost, lost = 0.0, usual | {"level3"}
    for jump, (before, here) in zip(jumps, pairwise([-1, *chosen]), strict=True):
        skipped = sum(header.columns[at].name in lost for at in range(before + 1, here))
        cost += _NO_CELL * min(max(jump, 0), skipped)
    return cost


def _level_cost(row: Row, levels: Levels, usual: AbstractSet[str]) -> float:
    cost = 0.0 if _is_at_home(row, levels) else _FOREIGN_LEVEL2
    if "level3" in row and is_label(row["level3"].text, levels.vocabulary) and not _is_held(row, usual):
        cost += _NAMED_LIKE_OTHER_LEVEL if _names_another_level(row, levels) else _NAMED_LIKE_LEVEL
    return cost


def _differ(one: Row, other: Row, columns: Iterable[str]) -> bool:
    return any(one.get(name) is not other.get(name) for name in columns)
