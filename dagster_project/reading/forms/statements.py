"""Statements: money, scores, grades and counts that the prose of a form states, or its document about it."""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dagster_project.reading.fold import fold, fold_name
from dagster_project.reading.forms.prose import NUMBERED_LINE, Part
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.values.words import AFTER, BEFORE, ESTIMATES, alternatives

_WORDS = Path(__file__).parents[1] / "vocabulary" / "statements.toml"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_CLAUSE_END = re.compile(r"(?<!\d),|,(?!\d{3})|[。；;！!\n]")
_YEAR = re.compile(r"(20\d\d)年")
_COUNT = re.compile(r"([一二三])级指标(\d+)个|(\d+)个([一二三])级指标")
_LEVELS = {"一": "level1_count", "二": "level2_count", "三": "level3_count"}
_STOPS = ("。", "；", ";", "！", "!", ":", "：")
_PARTING = re.compile(r"[:、(（)）“”\"《》]")
_LIST_NUMBER = re.compile(r"^\s*\d+[.．]\s+(?=\d)")
_HEAD_NUMBER = re.compile(r"^[（(]?(?:[一二三四五六七八九十]+|\d+)[)）、.．]\s*")
# So many characters of a clause stand on either side of its figure; a heading is no longer than this.
_CLAUSE, _HEADING = 30, 24
# A line of prose has at most so many cells.
_CELLS = 2


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of a clause: where it stands, what it is and what it is of."""

    kind: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Expressions made from the vocabulary."""

    money: re.Pattern[str]
    score: re.Pattern[str]
    grade: re.Pattern[str]
    output: re.Pattern[str]
    joining: str


def read_statements(form: Form) -> None:
    """Read the figures of every section of a form into `form.statements`; sections still hold their paragraphs."""
    for section in form.sections:
        _read_parts(section["parts"], section["section_code"], form)


def read_outside(rows: Iterable[Row], forms: Iterable[Form]) -> None:
    """Read what a document tells of its forms outside of them: the paragraphs below a numbered line that is a name.

    Two forms of one name are told apart by nothing: what stands below it belongs to neither.
    """
    named: dict[str, Form | None] = {}
    for form in forms:
        if name := form.fields.get("project_name"):
            named[name] = None if name in named else form
    current: Form | None = None
    for row in (row for row in rows if row.is_flow or len(row.filled) <= _CELLS):
        if NUMBERED_LINE.match(row.text) or _HEAD_NUMBER.match(row.text.strip()):
            current = named.get(fold_name(_HEAD_NUMBER.sub("", row.text.strip())))
        elif current:
            _read_parts([(row.text, row.locator)], None, current)


def _read_parts(parts: Sequence[Part], section_code: str | None, form: Form) -> None:
    text, starts = _joined(parts)
    for start, clause in _clauses(text):
        years = _YEAR.findall(clause)
        before = 0
        for figure in _figures(clause):
            form.statements.append(
                {
                    "seq": len(form.statements) + 1,
                    "statement_kind": figure.kind,
                    "section_code": section_code,
                    "subject": _subject(clause[before : figure.start]),
                    "value_printed": figure.value,
                    "stated_year": int(years[-1]) if years else None,
                    "clause": clause[max(0, figure.start - _CLAUSE) : figure.start + _CLAUSE],
                    "locator": parts[bisect_right(starts, start + figure.start) - 1][1],
                }
            )
            before = figure.end


def _joined(parts: Sequence[Part]) -> tuple[str, list[int]]:
    """The folded text of paragraphs, and where each begins; a paragraph cut by a page break goes on."""
    text, starts = "", list[int]()
    for at, (part, _) in enumerate(parts):
        if at and (text.endswith(_STOPS) or NUMBERED_LINE.match(part) or _is_heading(parts[at - 1][0])):
            text += "\n"
        starts.append(len(text))
        text += fold(_LIST_NUMBER.sub("", part))
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


def _subject(before: str) -> str | None:
    """What a figure is of: the words right before it."""
    words = _YEAR.sub("", before).rstrip(_patterns().joining)
    name = _PARTING.split(words)[-1][-_CLAUSE:]
    return name if len(name) > 1 else None


def _figures(clause: str) -> list[_Figure]:
    """Every figure of a clause in its order; of two in one place the one that is known to be more than a count."""
    patterns = _patterns()
    found = list[_Figure]()
    for match in patterns.money.finditer(clause):
        kind = next((name for name, value in match.groupdict().items() if value and name != "amount"), "other")
        found.append(_Figure(kind, match["amount"], match.start("amount"), match.end()))
    for kind, pattern in (("score", patterns.score), ("grade", patterns.grade)):
        found += [_Figure(kind, m["value"], m.start("value"), m.end()) for m in pattern.finditer(clause)]
    for match in _COUNT.finditer(clause):
        count = f"{match[2] or match[3]}个"
        found.append(_Figure(_LEVELS[match[1] or match[4]], count, match.start(), match.end()))
    for match in patterns.output.finditer(clause):
        if all(match.end() <= other.start or match.start() >= other.end for other in found):
            found.append(_Figure("output", match[0], match.start(), match.end()))
    return sorted(found, key=lambda figure: figure.start)


@cache
def _patterns() -> _Patterns:
    words = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    join = f"[{re.escape(words['joining']['characters'])}]{{0,4}}"
    kinds = "|".join(f"(?P<{kind}>{'|'.join(spellings)})" for kind, spellings in words["money"].items())
    grades = alternatives(words["grade"]["grades"])
    output = words["output"]
    sign = alternatives([*(word for word in BEFORE if word not in "《》"), *ESTIMATES])
    counted = rf"(?<![第\d.,a-zA-Z\-~〔\[]){_NUMBER}[余多]?[万亿]?[余多]?{alternatives(output['units'])}"
    return _Patterns(
        money=re.compile(f"(?:(?:{kinds}){join})?(?P<amount>{_NUMBER}(?:[亿万千]?元))(?![/每])"),
        score=re.compile(f"{alternatives(words['score']['words'])}{join}(?P<value>{_NUMBER}分)"),
        grade=re.compile(f"{alternatives(words['grade']['words'])}{join}(?P<value>{grades})(?![a-z])"),
        output=re.compile(f"{sign}?{counted}(?!{alternatives(output['not_followed_by'])}){alternatives(AFTER)}?"),
        joining=words["subject"]["joining"],
    )
