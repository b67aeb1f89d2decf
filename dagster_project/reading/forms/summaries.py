"""Summaries: a department's own account of its evaluations in a year, told in prose, outside of forms or in them."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.dated_headings import DatedHeadings
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.forms.running_text import BREAK, Prose, prose_of
from dagster_project.reading.names import department_name
from dagster_project.reading.problems import Problem, problem

_WORDS = Path(__file__).parents[1] / "vocabulary" / "summaries.toml"
# What follows a count belongs to it up to the next count; nothing further away than this has to do with it.
_REACH = 400
_YEAR = re.compile(r"(20\d\d)年(?!\d{1,2}月)")
_MONEY = re.compile(r"(?:\d[\d,.]*|[一二三四五六七八九十百千零〇两]+)[亿万千百]*元")


@dataclass(slots=True)
class Summary:
    """A department's summary of a year: `fields` are columns of raw.summaries.

    `problems` say why not to trust it, `left_out` which figures were not taken and why.
    """

    fields: dict[str, Any]
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Statement:
    """A count of projects and what goes with it: figures as (column, printed)."""

    kind: str
    year: str | None
    department: str | None
    figures: list[tuple[str, str]]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Expressions made from the vocabulary; `codes` maps a printed grade to its code, `schemes` to what tells it."""

    counted: list[tuple[str, re.Pattern[str]]]
    money: re.Pattern[str]
    average: list[re.Pattern[str]]
    grades: list[re.Pattern[str]]
    others: re.Pattern[str]
    not_counted: re.Pattern[str]
    department: re.Pattern[str]
    codes: Mapping[str, str]
    schemes: Mapping[str, Sequence[str]]


def read_summaries(
    rows: Iterable[Row], fiscal_year: str | None = None, headings: DatedHeadings | None = None
) -> list[Summary]:
    """The summaries that a document tells, one for each department and year, figures as printed, in document order.

    What prints no year is of the year of the heading above it, else of `fiscal_year`. A figure that is told twice and
    differently is left out.
    """
    told = list(_statements(rows))
    if headings:
        for each in told:
            each.year = each.year or headings.year_for(each.rows[0], "self_evaluation")
    names = {each.department for each in told if each.department}
    groups: dict[tuple[str | None, str | None], list[_Statement]] = {}
    for each in told:
        owner = each.department if len(names) > 1 else None
        groups.setdefault((owner, each.year or fiscal_year), []).append(each)
    return [_summary(group) for group in groups.values() if any(each.kind == "evaluated" for each in group)]


def _summary(told: Sequence[_Statement]) -> Summary:
    locator = told[0].rows[0].locator
    printed: dict[str, list[str]] = {"grade": []}
    for column, figure in (pair for each in told for pair in each.figures):
        printed.setdefault(column, []).append(figure)
    grades = list(dict.fromkeys(printed.pop("grade")))
    unread = {kind: printed.pop(f"unread_{kind}", []) for kind in ("targets", "evaluated")}
    twice = _twice(printed)
    grades = [] if "evaluated_projects" in twice else grades
    department = next((each.department for each in told if each.department), None)
    fields = {
        "fiscal_year_printed": next((each.year for each in told if each.year), None),
        "department_printed": department,
        "department_name": department_name(department)[0],
        **{f"{column}_printed": figures[0] for column, figures in printed.items() if column not in twice},
        "grades_printed": "/".join(grades) or None,
        "grade_scheme": _scheme(grades),
        "locator": locator,
    }
    doubted = next((cell for each in told for row in each.rows for cell in row.cells if cell.doubt), None)
    problems = [problem(doubted.doubt.reason_code, doubted.locator)] if doubted and doubted.doubt else []
    left_out = [problem("told_twice", locator, " | ".join(printed[column]), figure=column) for column in twice]
    if len(twice) == len(printed):  # nothing is left of it
        return Summary(fields, [*problems, *left_out])
    missed = [each for kind, figures in unread.items() if f"{kind}_budget" not in printed for each in figures]
    left_out += [problem("unread_money", locator, each) for each in missed[:1]]
    return Summary(fields, problems, left_out)


def _twice(printed: Mapping[str, Sequence[str]]) -> list[str]:
    """The figures that are told in more than one way; where the projects are, the others are of parts of them too."""
    twice = [column for column, figures in printed.items() if len(set(figures)) > 1]
    if "evaluated_projects" in twice:
        twice += [column for column in printed if column not in twice and not column.startswith("targets")]
    if "targets_projects" in twice:
        twice += [column for column in printed if column not in twice and column.startswith("targets")]
    return twice


def _scheme(grades: Sequence[str]) -> str | None:
    """The scheme that words of grades tell; None where all of them are words of every scheme, or there is none."""
    schemes = [scheme for scheme, words in _patterns().schemes.items() if set(words) & set(grades)]
    return schemes[0] if len(schemes) == 1 else "other" if schemes else None


def _statements(rows: Iterable[Row]) -> Iterator[_Statement]:
    department: str | None = None
    for prose in prose_of(rows):
        heads = _heads(prose, department)
        begins = [start for start, _ in heads]
        counts = _counts(prose.text)
        for at, (kind, match) in enumerate(counts):
            above = bisect_right(begins, match.start())
            department = heads[above - 1][1] if above else department
            end = counts[at + 1][1].start() if at + 1 < len(counts) else len(prose.text)
            if _is_counted(prose.text, match):
                yield _statement(kind, match, prose, department, min(end, match.end() + _REACH))
        department = heads[-1][1] if heads else department


def _statement(kind: str, match: re.Match[str], prose: Prose, department: str | None, end: int) -> _Statement:
    patterns, text = _patterns(), prose.text
    other = patterns.others.search(text, match.end(), end)
    end = other.start() if other else end
    figures = [(f"{kind}_projects", match["projects"])]
    last = match.end()
    if money := patterns.money.match(text, match.end()):
        figures.append((f"{kind}_budget", money["budget"]))
        last = money.end()
    elif unread := _MONEY.search(text, match.end(), _sentence_end(text, match.end(), end)):
        figures.append((f"unread_{kind}", unread.group()))
    if kind == "evaluated":
        for found in (each for pattern in patterns.average for each in pattern.finditer(text, last, end)):
            figures.append(("average_score", found["points"]))
            last = max(last, found.end())
        for found in _apart(patterns.grades, text, match.end(), end):
            figures += [("grade", found["grade"]), (f"{patterns.codes[found['grade']]}_projects", found["projects"])]
            last = max(last, found.end())
    return _Statement(kind, _year(match), department, figures, prose.between(match.start(), last))


def _sentence_end(text: str, start: int, end: int) -> int:
    found = text.find("。", start, end)
    return end if found < 0 else found


def _counts(text: str) -> list[tuple[str, re.Match[str]]]:
    """Every count of projects, in the order of the text; of two that overlap the one that begins first."""
    kinds = {pattern: kind for kind, pattern in _patterns().counted}
    return [(kinds[match.re], match) for match in _apart(list(kinds), text, 0, len(text))]


def _apart(patterns: Sequence[re.Pattern[str]], text: str, start: int, end: int) -> list[re.Match[str]]:
    found = [match for pattern in patterns for match in pattern.finditer(text, start, end)]
    kept = list[re.Match[str]]()
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if not kept or match.start() >= kept[-1].end():
            kept.append(match)
    return kept


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """Whether the count is of what was done: no plan, no sample, no other year's."""
    return _patterns().not_counted.search(text, _begin(match, ",。;:(" + BREAK), match.end()) is None


def _year(match: re.Match[str]) -> str | None:
    """The year printed nearest before the count, in its sentence."""
    years = _YEAR.findall(match.string, _begin(match, "。" + BREAK), match.end())
    return years[-1] if years else None


def _begin(match: re.Match[str], marks: str) -> int:
    """Where what a match belongs to begins: behind the nearest of these marks, within reach."""
    start = max(0, match.start() - _REACH)
    return max(start, *(match.string.rfind(mark, start, match.start()) + 1 for mark in marks))


def _heads(prose: Prose, department: str | None) -> list[tuple[int, str]]:
    """Where a department begins to tell of itself, and its name; a line that breaks inside the name is not another."""
    heads = list[tuple[int, str]]()
    for start, row in zip(prose.starts, prose.rows, strict=True):
        name = _head(row)
        if name and not (department or "").endswith(name):
            department = name
            heads.append((start, name))
    return heads


def _head(row: Row) -> str | None:
    """The department that a row begins with, where that is all it prints or its account of itself follows."""
    first = next((label for cell in row.filled if (label := fold_label(cell.text))), "")
    name = _patterns().department.match(_PART.sub("", first)) if row.is_flow else None
    return name["name"] if name else None


# The number of the document's part before the department that it is of.
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")


@cache
def _patterns() -> _Patterns:
    words = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    codes = {grade: code for code, grades in words["grades"]["codes"].items() for grade in grades}
    parts = words["parts"] | {"grade": f"(?P<grade>{_any(codes)})"}
    departments = words["departments"]
    not_names = "".join(departments["not_names"])
    before = "|".join(departments["before"])
    head = rf"(?P<name>(?![{not_names}])[\u4e00-\u9fff()]{{2,30}}?(?:{_any(departments['endings'])}))(?={before})"
    return _Patterns(
        counted=[(kind, _made(each, parts)) for kind, spelled in words["counted"].items() for each in spelled],
        money=_made("<with><money>", parts),
        average=[_made(each, parts) for each in words["average"]["patterns"]],
        grades=[_made(each, parts) for each in words["grades"]["patterns"]],
        others=re.compile(_any(words["others"]["words"])),
        not_counted=re.compile(_any(words["not_counted"]["words"])),
        department=re.compile(head),
        codes=codes,
        schemes=words["grades"]["schemes"],
    )


def _made(pattern: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """An expression with its parts in their places; `(?P<name>` is none of them."""
    while (made := re.sub(r"(?<!\(\?P)<(\w+)>", lambda part: parts[part[1]], pattern)) != pattern:
        pattern = made
    return re.compile(pattern)


def _any(spellings: Iterable[str]) -> str:
    return "|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True))
