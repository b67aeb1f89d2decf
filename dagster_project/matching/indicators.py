"""Indicators across stages: which declared indicator became which evaluated one.

Equal names meet first, then names that the list of words calls one; of the rest the assignment that is the best as a
whole, among pairs that are alike enough under one level 2. What everybody fills in alike meets by its name alone.
An indicator that was split into several, or several that were put together, meets each of its parts (`is_partial`).
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

import polars as pl

from dagster_project.matching.likeness import (
    CLEAR,
    ELSEWHERE,
    THRESHOLD,
    alias,
    bare,
    both_effects,
    clauses,
    levels_agree,
    likeness,
    part_likeness,
)
from dagster_project.matching.tables import SCHEMAS

_TARGET = "target"
_SATISFACTION = "satisfaction"
_PART = 0.5
"""So alike are a clause and the indicator that was made of it."""


@dataclass(frozen=True, slots=True)
class _Row:
    row_no: int
    level1: str | None
    level2: str | None
    name: str
    is_template: bool
    target: str | None


@dataclass(frozen=True, slots=True)
class _Pair:
    declared: _Row
    evaluated: _Row
    method: str
    similarity: float
    is_doubtful: bool = False
    is_partial: bool = False

    @property
    def told(self) -> tuple[str, float, bool, bool]:
        """What the table says of the pair."""
        return self.method, round(self.similarity, 6), self.is_partial, self.is_doubtful


Form = tuple[str, int]
Rows = Sequence[_Row]


def pair_indicators(spellings: pl.DataFrame, matches: pl.DataFrame, indicators: pl.DataFrame) -> pl.DataFrame:
    """The pairs of every target form and evaluation of a project and year.

    `SPELLINGS`, `SCHEMAS["project_matches"]` and `INDICATORS` in, `SCHEMAS["indicator_pairs"]` out.
    """
    rows = _by_form(indicators)
    pairs = [
        (*declared, each.declared.row_no, *evaluated, each.evaluated.row_no, *each.told)
        for declared, evaluated in _form_pairs(spellings, matches)
        for each in paired(rows[declared], rows[evaluated])
    ]
    return pl.DataFrame(pairs, SCHEMAS["indicator_pairs"], orient="row").sort(pl.all())


def _by_form(indicators: pl.DataFrame) -> dict[Form, list[_Row]]:
    rows: dict[Form, list[_Row]] = defaultdict(list)
    columns = (
        "document_key",
        "form_no",
        "row_no",
        "level1_code",
        "level2_code",
        "level3_name",
        "is_template",
        "target_printed",
    )
    for document_key, form_no, *rest in indicators.select(columns).iter_rows():
        rows[document_key, form_no].append(_Row(*rest))
    return rows


def _form_pairs(spellings: pl.DataFrame, matches: pl.DataFrame) -> Iterator[tuple[Form, Form]]:
    forms = spellings.join(matches, on="spelling_key").filter(pl.col("fiscal_year").is_not_null())
    sides: dict[tuple[str, int], tuple[list[Form], list[Form]]] = defaultdict(lambda: ([], []))
    for row in forms.iter_rows(named=True):
        side = sides[row["project_key"], row["fiscal_year"]]
        side[row["stage"] != _TARGET].append((row["document_key"], row["form_no"]))
    for targets, evaluations in sides.values():
        for target in targets:
            yield from ((target, evaluation) for evaluation in evaluations)


def paired(declared: Rows, evaluated: Rows) -> list[_Pair]:
    """The pairs of two forms' indicators, in the order of the module's text."""
    left, right = ([each for each in rows if each.name] for rows in (declared, evaluated))
    pairs: list[_Pair] = []
    for step in (_equal, _listed, _assigned, _last_satisfaction):
        found = step(left, right)
        pairs += found
        left = _without(left, [each.declared for each in found])
        right = _without(right, [each.evaluated for each in found])
    return _with_parts(pairs, left, right)


def _without(rows: Rows, taken: Rows) -> list[_Row]:
    gone = {each.row_no for each in taken}
    return [each for each in rows if each.row_no not in gone]


def _equal(left: Rows, right: Rows) -> list[_Pair]:
    return _named_alike(left, right, lambda row: bare(row.name), "folded")


def _listed(left: Rows, right: Rows) -> list[_Pair]:
    return _named_alike(left, right, lambda row: alias(row.name), "alias")


def _named_alike(left: Rows, right: Rows, key: Callable[[_Row], Hashable], method: str) -> list[_Pair]:
    """Rows with one key; where it stands twice those of one level 2 first, then of one target, then in order."""
    waiting: dict[Hashable, list[_Row]] = defaultdict(list)
    for row in right:
        if key(row) is not None:
            waiting[key(row)].append(row)
    pairs = []
    for row in left:
        partners = waiting[key(row)]
        if not partners:
            continue
        best = min(
            partners,
            key=lambda each: (each.level2 != row.level2, each.target != row.target, abs(each.row_no - row.row_no)),
        )
        partners.remove(best)
        how = "exact" if row.name == best.name else method
        pairs.append(_Pair(row, best, how, likeness(row.name, best.name)))
    return pairs


def _assigned(left: Rows, right: Rows) -> list[_Pair]:
    """The best assignment as a whole among pairs that are alike enough."""
    if not left or not right:
        return []
    # Here, not above: only a form with rewordings needs it, and Great Expectations has loaded it by then.
    from scipy.optimize import linear_sum_assignment

    weights = [[_weight(one, other) for other in right] for one in left]
    pairs = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
    return [_similar(left[at], right[to]) for at, to in pairs if weights[at][to] > 0]


def _weight(one: _Row, other: _Row) -> float:
    """How much a pair speaks for itself: 0 where it is none; of two alike pairs the one of one target and place."""
    if one.is_template or other.is_template:
        return 0.0
    alike = likeness(one.name, other.name)
    if not levels_agree(one.level2, other.level2):
        if not both_effects(one.level2, other.level2) or alike < ELSEWHERE:
            return 0.0
        alike -= CLEAR - THRESHOLD
    if alike < THRESHOLD:
        return 0.0
    return alike + 0.01 * (one.target == other.target) - 0.0001 * abs(one.row_no - other.row_no)


def _similar(one: _Row, other: _Row) -> _Pair:
    alike = likeness(one.name, other.name)
    return _Pair(one, other, "similar", alike, is_doubtful=alike < CLEAR or not levels_agree(one.level2, other.level2))


def _last_satisfaction(left: Rows, right: Rows) -> list[_Pair]:
    """The one satisfaction that is left on either side: who was asked is called now this, now that."""
    sides = [[row for row in rows if row.level1 == _SATISFACTION] for rows in (left, right)]
    if any(len(side) != 1 for side in sides):
        return []
    ((one,), (other,)) = sides
    return [_Pair(one, other, "similar", likeness(one.name, other.name), is_doubtful=True)]


def _with_parts(pairs: list[_Pair], left: Rows, right: Rows) -> list[_Pair]:
    """The pairs, and those of indicators that were split or put together: another clause of a row that has met."""
    told = {(each.declared.row_no, each.evaluated.row_no): each for each in pairs}
    for row in right:
        wholes = [each for each in pairs if _is_part(each.declared, each.evaluated, row)]
        _add_part(told, wholes, row, is_split=True)
    for row in left:
        wholes = [each for each in pairs if _is_part(each.evaluated, each.declared, row)]
        _add_part(told, wholes, row, is_split=False)
    return list(told.values())


def _add_part(told: dict[tuple[int, int], _Pair], wholes: list[_Pair], row: _Row, *, is_split: bool) -> None:
    """Tell that a row is a part of the whole that it is most like, and that the whole's own pair is a part as well."""
    if not wholes:
        return
    name = row.name
    pair = max(wholes, key=lambda each: likeness((each.declared if is_split else each.evaluated).name, name))
    declared, evaluated = (pair.declared, row) if is_split else (row, pair.evaluated)
    alike = likeness(declared.name, evaluated.name)
    told[pair.declared.row_no, pair.evaluated.row_no] = replace(pair, is_partial=True)
    told[declared.row_no, evaluated.row_no] = _Pair(
        declared, evaluated, "similar", alike, alike < CLEAR, is_partial=True
    )


def _is_part(whole: _Row, known: _Row, row: _Row) -> bool:
    """Whether a row was made of a clause of `whole`, of which `known` was made of another one."""
    parts = clauses(whole.name)
    if len(parts) < 2 or whole.is_template or whole.level2 != row.level2 or whole.name == known.name:
        return False
    nearest = max(parts, key=lambda part: part_likeness(part, bare(row.name)))
    return part_likeness(nearest, bare(row.name)) >= _PART and nearest != max(
        parts, key=lambda part: part_likeness(part, bare(known.name))
    )
