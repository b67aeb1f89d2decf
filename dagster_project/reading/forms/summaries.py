"""Summaries: a department's own account of its evaluations in a year, told in prose outside any form."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dagster_project.reading.fold import fold
from dagster_project.reading.forms.rows import Row

_WORDS = Path(__file__).parents[1] / "vocabulary" / "summaries.toml"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
# What follows belongs to a count as long as no other count comes between, and not further away than this.
_REACH = 400


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Expressions made from the vocabulary; `codes` maps a printed grade to its code."""

    counted: re.Pattern[str]
    average: re.Pattern[str]
    grade: re.Pattern[str]
    codes: dict[str, str]


def read_summaries(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The summaries that the paragraphs of a document tell, one for each fiscal year, figures as printed."""
    text, starts, locators = _joined([row for row in rows if row.is_flow])
    found: dict[str | None, dict[str, Any]] = {}
    counts = list(_patterns().counted.finditer(text))
    for at, match in enumerate(counts):
        summary = found.setdefault(match["year"], {"fiscal_year_printed": match["year"]})
        kind = next(name for name in ("targets", "evaluated") if match[name])
        summary.setdefault("locator", locators[bisect_right(starts, match.start()) - 1])
        summary.setdefault(f"{kind}_projects_printed", match["projects"])
        summary.setdefault(f"{kind}_budget_printed", match["budget"])
        if kind == "evaluated":
            end = counts[at + 1].start() if at + 1 < len(counts) else len(text)
            _take_results(text[match.end() : min(end, match.end() + _REACH)], summary)
    return [summary for summary in found.values() if "evaluated_projects_printed" in summary]


def _joined(rows: Sequence[Row]) -> tuple[str, list[int], list[str]]:
    """Folded text of paragraphs in one piece (a sentence runs over lines), where each begins and stands."""
    text, starts = "", list[int]()
    for row in rows:
        starts.append(len(text))
        text += fold(row.text)
    return text, starts, [row.locator for row in rows]


def _take_results(text: str, summary: dict[str, Any]) -> None:
    patterns = _patterns()
    if average := patterns.average.search(text):
        summary.setdefault("average_score_printed", average["points"])
    grades = list(patterns.grade.finditer(text))
    for grade in grades:
        summary.setdefault(f"{patterns.codes[grade['grade']]}_projects_printed", grade["projects"])
    if grades:
        summary.setdefault("grades_printed", "/".join(dict.fromkeys(grade["grade"] for grade in grades)))


@cache
def _patterns() -> _Patterns:
    words = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    kinds = "|".join(f"(?P<{kind}>{_any(spellings)})" for kind, spellings in words["counted"].items())
    budget = rf"(?:,?(?:共)?涉及(?:预算|财政)?(?:金额|资金)?(?P<budget>{_NUMBER}(?:[亿万千]?元)))?"
    counted = rf"(?:{kinds})的?(?:(?P<year>20\d\d)年度?)?的?(?:预算)?项目(?:共|有|共有)?(?P<projects>\d+)个{budget}"
    codes = {grade: code for code, grades in words["grades"]["codes"].items() for grade in grades}
    quoted = rf"[\"“”']?(?P<grade>{_any(codes)})[\"“”']?"
    grade = rf"(?:{_any(words['grades']['words'])})(?:评定)?为{quoted}的?(?:项目)?(?:有|共)?(?P<projects>\d+)个"
    average = rf"(?:{_any(words['average']['words'])})(?:为|达)?(?P<points>{_NUMBER}分?)"
    return _Patterns(re.compile(counted), re.compile(average), re.compile(grade), codes)


def _any(spellings: Iterable[str]) -> str:
    return "|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True))
