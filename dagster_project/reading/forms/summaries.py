"""Summaries: a department's own account of its evaluations in a year, told in prose, outside of forms or in them."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.dated_headings import DatedHeadings
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.forms.running_text import BREAK, Prose, prose_of
from dagster_project.reading.forms.summary_words import patterns
from dagster_project.reading.names import department_name
from dagster_project.reading.problems import Problem, problem

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
    left_out += [problem("unread_money", locator, each) for each in _missed(unread, printed)]
    return Summary(fields, problems, left_out)


def _missed(unread: Mapping[str, Sequence[str]], printed: Mapping[str, Sequence[str]]) -> list[str]:
    """The money of a summary that is in none of its columns, each amount once."""
    bound = {figure for kind in unread for figure in printed.get(f"{kind}_budget", ())}
    return list(dict.fromkeys(each for figures in unread.values() for each in figures if each not in bound))


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
    schemes = [scheme for scheme, words in patterns().schemes.items() if set(words) & set(grades)]
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
    words, text = patterns(), prose.text
    spans = _own_spans(match, end)
    figures = [(f"{kind}_projects", match["projects"])]
    found = _evaluated(match, spans) if kind == "evaluated" else []
    figures += [pair for pairs, _ in found for pair in pairs]
    ends = [match.end(), *(last for _, last in found)]
    money = words.money.match(text, match.end())
    if not money:
        behind = (each for last in sorted(ends) if (each := words.money_apart.match(text, last)))
        money = next((each for each in behind if not _MONEY.search(text, match.end(), each.start())), None)
    if money:
        figures.append((f"{kind}_budget", money["budget"]))
        ends.append(money.end())
    bound = money.span("budget") if money else None
    unread = _MONEY.finditer(text, match.end(), _sentence_end(text, match.end(), spans[0][1]))
    figures += [(f"unread_{kind}", each.group()) for each in unread if each.span() != bound]
    return _Statement(kind, _year(match), department, figures, prose.between(match.start(), max(ends)))


def _evaluated(match: re.Match[str], spans: Sequence[tuple[int, int]]) -> list[tuple[list[tuple[str, str]], int]]:
    """Averages and grades of evaluated projects as (column, printed), with where they end."""
    words, text = patterns(), match.string
    found = list[tuple[list[tuple[str, str]], int]]()
    for start, end in spans:
        for each in (each for pattern in words.average for each in pattern.finditer(text, start, end)):
            found.append(([("average_score", each["points"])], each.end()))
        for each in _apart([*words.grades, *words.all_grades], text, start, end):
            column = f"{words.codes[each['grade']]}_projects"
            found.append(([("grade", each["grade"]), (column, each["projects"] or match["projects"])], each.end()))
    return found


def _own_spans(match: re.Match[str], end: int) -> list[tuple[int, int]]:
    """Where the text after a count is of its projects: up to evaluations by others, and sentences that come back to it.

    These say 自评, or count as many projects as nobody but the summary does.
    """
    words, text = patterns(), match.string
    other = words.others.search(text, match.end(), end)
    spans = [(match.end(), other.start() if other else end)]
    same = re.compile(rf"(?<!\d){match['projects']}[个项](?:项目)?")
    start = _sentence_end(text, other.start(), end) + 1 if other else end
    while start < end:
        stop = min(_sentence_end(text, start, end) + 1, end)
        is_back = words.back.search(text, start, stop) or (
            same.search(text, start, stop) and not same.search(text, match.end(), start)
        )
        if is_back and not words.others.search(text, start, stop):
            spans.append((start, stop))
        start = stop
    return spans


def _sentence_end(text: str, start: int, end: int) -> int:
    found = text.find("。", start, end)
    return end if found < 0 else found


def _counts(text: str) -> list[tuple[str, re.Match[str]]]:
    """Every count of projects, in the order of the text; of two that overlap the one that begins first."""
    kinds = {pattern: kind for kind, pattern in patterns().counted}
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
    return patterns().not_counted.search(text, _begin(match, ",。;:(" + BREAK), match.end()) is None


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
    name = patterns().department.match(_PART.sub("", first)) if row.is_flow else None
    return name["name"] if name else None


# The number of the document's part before the department that it is of.
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")
