"""Projects across documents and years: which spelling of a name is which project.

Within a department, in this order: pairs accepted by hand, one printed code, one folded name, one name but for a
sub-heading or an ending, and, of one year, the target form and the evaluation that are clearly each other's best.
Names that stand beside each other in one year and stage are two projects, whatever they are called; a pair rejected by
hand never meets. Precision goes before recall: what is not clear stays apart.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from heapq import nlargest
from itertools import combinations, product

import polars as pl

from dagster_project.matching.names import bare, is_one_stem, similarity, stem
from dagster_project.matching.tables import SCHEMAS
from dagster_project.reading.fold import fold_name

THRESHOLD = 0.75
"""A proposal below it is no match."""

MARGIN = 0.1
"""By so much a proposal is better than the next best, on both sides."""

_NO_YEAR = 9999
_TARGET = "target"


@dataclass(slots=True)
class _Name:
    """A folded name in a department, and where it stands."""

    text: str
    first_year: int = _NO_YEAR
    slots: set[tuple[int, bool]] = field(default_factory=set)  # year, whether on a target form
    codes: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    spellings: dict[str, tuple[int, str]] = field(default_factory=dict)  # key -> first year, as printed


@dataclass(slots=True)
class _Project:
    """Names found to be one project: name -> how it came to it, and how alike it is."""

    names: dict[str, tuple[str, float]]
    slots: set[tuple[int, bool]]


def match_projects(spellings: pl.DataFrame, overrides: pl.DataFrame) -> pl.DataFrame:
    """The project of every spelling: `SPELLINGS` and `OVERRIDES` in, `SCHEMAS["project_matches"]` out."""
    judged: dict[str, dict[frozenset[str], str]] = defaultdict(dict)
    for row in overrides.iter_rows(named=True):
        pair = frozenset((fold_name(row["project_name"]), fold_name(row["other_project_name"])))
        judged[row["department_key"]][pair] = row["verdict"]
    rows = [
        row
        for (department,), forms in spellings.group_by("department_key", maintain_order=True)
        for row in _Department(str(department), _names(forms), judged[str(department)]).matches()
    ]
    return pl.DataFrame(rows, SCHEMAS["project_matches"], orient="row").sort("spelling_key")


def _names(forms: pl.DataFrame) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    for row in forms.iter_rows(named=True):
        name = names.setdefault(row["project_name"], _Name(row["project_name"]))
        year = row["fiscal_year"] or _NO_YEAR
        name.first_year = min(name.first_year, year)
        name.slots.add((year, row["stage"] == _TARGET))
        name.documents.add(row["document_key"])
        if row["project_code_printed"]:
            name.codes.add(row["project_code_printed"])
        before = name.spellings.get(row["spelling_key"], (_NO_YEAR, ""))
        name.spellings[row["spelling_key"]] = (min(before[0], year), row["project_name_printed"])
    return names


class _Department:
    """The projects of a department while they are found."""

    def __init__(self, key: str, names: dict[str, _Name], judged: dict[frozenset[str], str]) -> None:
        self.key = key
        self.names = names
        self.rejected = {pair for pair, verdict in judged.items() if verdict == "reject"}
        self.accepted = [tuple(sorted(pair)) for pair, verdict in judged.items() if verdict == "accept"]
        self.of = {text: _Project({text: ("exact", 1.0)}, set(name.slots)) for text, name in names.items()}

    def matches(self) -> Iterator[tuple[str, str, str, float]]:
        """Rows of the table, found in the order of the module's text."""
        for left, right in self.accepted:
            if left in self.names and right in self.names:
                self._join(left, right, "by_hand", 1.0)
        for left, right in self._of_one_code():
            self._join(left, right, "code", 1.0)
        for left, right in self._of_one(bare):
            self._join(left, right, "folded", 1.0)
        for left, right in self._of_one(stem):
            self._join(left, right, "proposed", similarity(left, right), stand_apart=True)
        for left, right, score in self._proposals():
            self._join(left, right, "proposed", score, stand_apart=True)
        for project in {id(each): each for each in self.of.values()}.values():
            yield from self._rows(project)

    def _join(self, left: str, right: str, method: str, score: float, *, stand_apart: bool = False) -> None:
        """Make one project of two names' projects, unless somebody or the forms say that they are two."""
        one, other = self.of[left], self.of[right]
        if one is other or (stand_apart and one.slots & other.slots):
            return
        if any(frozenset((a, b)) in self.rejected for a in one.names for b in other.names):
            return
        # How a name came to the project is told of the later one; the earliest is the project itself.
        earlier, later = sorted((one, other), key=lambda each: min(map(self._age, each.names)))
        first = min(later.names, key=self._age)
        joined = {**earlier.names, **later.names, first: (method, score)}
        project = _Project(joined, earlier.slots | later.slots)
        self.of.update(dict.fromkeys(joined, project))

    def _age(self, text: str) -> tuple[int, str]:
        return self.names[text].first_year, text

    def _of_one_code(self) -> Iterator[tuple[str, str]]:
        coded = defaultdict(list)
        for name in self.names.values():
            for code in name.codes:
                coded[code].append(name)
        for names in coded.values():
            # A code that one document prints at two projects is not the project's.
            if not any(left.documents & right.documents for left, right in combinations(names, 2)):
                yield from _chained(names)

    def _of_one(self, key: Callable[[str], str]) -> Iterator[tuple[str, str]]:
        """Names of one key, unless they stand beside each other somewhere or have sub-headings of their own."""
        alike = defaultdict(list)
        for name in self.names.values():
            alike[key(name.text)].append(name)
        for names in alike.values():
            if all(_may_be_one(left, right) for left, right in combinations(names, 2)):
                yield from _chained(names)

    def _proposals(self) -> Iterator[tuple[str, str, float]]:
        """Target forms and evaluations of a year that have no other side yet, where both are clearly the best."""
        for year in sorted({year for name in self.names.values() for year, _ in name.slots if year != _NO_YEAR}):
            sides = [self._open(year, is_target=side) for side in (True, False)]
            pairs = [pair for pair in product(*sides) if frozenset(pair) not in self.rejected]
            scores = {(left, right): similarity(left, right) for left, right in pairs}
            best: dict[str, list[tuple[float, str]]] = defaultdict(list)
            for (left, right), score in scores.items():
                best[f"t {left}"] = nlargest(2, [*best[f"t {left}"], (score, right)])
                best[f"e {right}"] = nlargest(2, [*best[f"e {right}"], (score, left)])
            for (left, right), score in scores.items():
                rivals = [*best[f"t {left}"], *best[f"e {right}"]]
                others = [other for other, name in rivals if name not in (left, right)]
                if score >= THRESHOLD and score - max(others, default=0) >= MARGIN:
                    yield left, right, score

    def _open(self, year: int, *, is_target: bool) -> list[str]:
        return sorted(
            name.text
            for name in self.names.values()
            if (year, is_target) in name.slots and (year, not is_target) not in self.of[name.text].slots
        )

    def _rows(self, project: _Project) -> Iterator[tuple[str, str, str, float]]:
        first = min(project.names, key=self._age)
        key = hashlib.md5(f"{self.key}|{first}".encode(), usedforsecurity=False).hexdigest()
        for text, (method, score) in project.names.items():
            spellings = self.names[text].spellings
            earliest = min(spellings, key=lambda each: spellings[each])
            for spelling in spellings:
                is_own = text == first
                how = ("exact" if spelling == earliest else "folded", 1.0) if is_own else (method, score)
                yield spelling, key, *how


def _may_be_one(left: _Name, right: _Name) -> bool:
    if bare(left.text) == bare(right.text):
        return not left.documents & right.documents
    return not left.slots & right.slots and is_one_stem(left.text, right.text)


def _chained(names: Iterable[_Name]) -> Iterator[tuple[str, str]]:
    """Each name with the earliest."""
    first, *others = sorted(names, key=lambda each: (each.first_year, each.text))
    for other in others:
        yield first.text, other.text
