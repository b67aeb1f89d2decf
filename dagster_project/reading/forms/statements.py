"""Statements: money, scores, grades and counts of indicators that the prose of a form states."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from dagster_project.reading.fold import fold
from dagster_project.reading.forms.prose import NUMBERED_LINE, Part
from dagster_project.reading.forms.records import Form

_WORDS = Path(__file__).parents[1] / "vocabulary" / "statements.toml"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_CLAUSE_END = re.compile(r"(?<!\d),|,(?!\d{3})|[。；;！!\n]")
_YEAR = re.compile(r"(20\d\d)年")
_COUNT = re.compile(r"([一二三])级指标(\d+)个|(\d+)个([一二三])级指标")
_LEVELS = {"一": "level1_count", "二": "level2_count", "三": "level3_count"}
_STOPS = ("。", "；", ";", "！", "!", ":", "：")
# So many characters of a clause stand on either side of its figure; a heading is no longer than this.
_CLAUSE, _HEADING = 30, 24


def read_statements(form: Form) -> None:
    """Read the figures of every section of a form into `form.statements`; sections still hold their paragraphs."""
    for section in form.sections:
        text, starts = _joined(section["parts"])
        for start, clause in _clauses(text):
            years = _YEAR.findall(clause)
            for kind, value, at in _figures(clause):
                form.statements.append(
                    {
                        "seq": len(form.statements) + 1,
                        "statement_kind": kind,
                        "value_printed": value,
                        "stated_year": int(years[-1]) if years else None,
                        "clause": clause[max(0, at - _CLAUSE) : at + _CLAUSE],
                        "locator": section["parts"][bisect_right(starts, start + at) - 1][1],
                    }
                )


def _joined(parts: Sequence[Part]) -> tuple[str, list[int]]:
    """The folded text of paragraphs, and where each begins; a paragraph cut by a page break goes on."""
    text, starts = "", list[int]()
    for at, (part, _) in enumerate(parts):
        if at and (text.endswith(_STOPS) or NUMBERED_LINE.match(part) or _is_heading(parts[at - 1][0])):
            text += "\n"
        starts.append(len(text))
        text += fold(part)
    return text, starts


def _is_heading(part: str) -> bool:
    return NUMBERED_LINE.match(part) is not None and len(part) <= _HEADING and not part.rstrip().endswith(_STOPS)


def _clauses(text: str) -> Iterator[tuple[int, str]]:
    """Clauses between commas and full stops, each with its place; a comma inside a number parts nothing."""
    start = 0
    for mark in _CLAUSE_END.finditer(text):
        yield start, text[start : mark.start()]
        start = mark.end()
    yield start, text[start:]


def _figures(clause: str) -> Iterator[tuple[str, str, int]]:
    """Kind, printed value and place of every figure of a clause."""
    money, score, grade = _patterns()
    for match in money.finditer(clause):
        kind = next((name for name, value in match.groupdict().items() if value and name != "amount"), "other")
        yield kind, match["amount"], match.start("amount")
    yield from (("score", match["points"], match.start("points")) for match in score.finditer(clause))
    yield from (("grade", match["grade"], match.start("grade")) for match in grade.finditer(clause))
    for match in _COUNT.finditer(clause):
        yield _LEVELS[match[1] or match[4]], f"{match[2] or match[3]}个", match.start()


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    join = f"[{re.escape(words['joining']['characters'])}]{{0,4}}"
    kinds = "|".join(f"(?P<{kind}>{'|'.join(spellings)})" for kind, spellings in words["money"].items())
    money = re.compile(f"(?:(?:{kinds}){join})?(?P<amount>{_NUMBER}(?:[亿万千]?元))(?![/每])")
    score = re.compile(f"(?:{'|'.join(words['score']['words'])}){join}(?P<points>{_NUMBER}分)")
    grades = "|".join(sorted(words["grade"]["grades"], key=len, reverse=True))
    grade = re.compile(f"(?:{'|'.join(words['grade']['words'])}){join}(?P<grade>{grades})(?![a-z])")
    return money, score, grade
