"""Habits: the same form in a county's own words, with its own signs, cells merged or not."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from corpora.grid import Box, Sheet
from corpora.records import Indicator, Record

_BRACKETS = re.compile(r"[（(].*", re.DOTALL)
# So many of the labels, of the signs and of the ways of a county are its own.
_OWN_WORDS, _OWN_SIGNS, _SPACED, _RARE = 0.3, 0.2, 0.3, 0.15


@cache
def _habits() -> dict[str, dict]:
    return tomllib.loads((Path(__file__).parent / "habits.toml").read_text(encoding="utf-8"))


def own_spelling(record: Record, county: str) -> Record:
    """The record with the signs, level words, numbers of names and repeated targets that the county prints."""
    chance = Random(f"{county}/signs")
    signs = {sign: chance.choice(others) for sign, others in _habits()["signs"].items() if chance.random() < _OWN_SIGNS}
    is_short, is_numbered, is_copied = (chance.random() < _RARE for _ in range(3))

    def spelled(rows: Sequence[Indicator]) -> tuple[Indicator, ...]:
        made = [_copied(each) if is_copied else each for each in rows]
        made = _numbered(made) if is_numbered else made
        made = [_short(each) if is_short else each for each in made]
        return tuple(_signed(each, signs) for each in made)

    return replace(record, indicators=spelled(record.indicators), midterm=spelled(record.midterm))


def _copied(each: Indicator) -> Indicator:
    """An actual that repeats the target, sign and all."""
    is_same = each.operator != "定性" and each.actual == each.value
    return replace(each, actual=f"{each.operator}{each.actual}") if is_same else each


def _numbered(rows: Sequence[Indicator]) -> list[Indicator]:
    """Names with their number below their level 2."""
    at: Counter[tuple[str, str]] = Counter()
    made = []
    for each in rows:
        at[each.level1, each.level2] += 1
        made.append(replace(each, level3=f"指标{at[each.level1, each.level2]}：{each.level3}"))
    return made


def _short(each: Indicator) -> Indicator:
    return replace(each, level1=each.level1.removesuffix("指标"), level2=each.level2.removesuffix("指标"))


def _signed(each: Indicator, signs: dict[str, str]) -> Indicator:
    actual = re.sub(r"^[≥≤=]", lambda sign: signs.get(sign[0], sign[0]), each.actual)
    return replace(
        each, operator=signs.get(each.operator, each.operator), unit=signs.get(each.unit, each.unit), actual=actual
    )


def own_words(sheet: Sheet, county: str) -> Sheet:
    """The form with the labels that the county prints; what stands in brackets behind a label stays."""
    chance = Random(f"{county}/words")
    words = {
        label: chance.choice(others) for label, others in _habits()["labels"].items() if chance.random() < _OWN_WORDS
    }
    if chance.random() < _SPACED:
        words = {label: " ".join(label) for label in _habits()["spaced"]["labels"]} | words
    rows = [[_worded(box, words) for box in row] for row in sheet.rows]
    title = f"附件2：{sheet.title}" if chance.random() < _RARE else sheet.title
    notes = list(_habits()["notes"]["lines"]) if chance.random() < _RARE else []
    return replace(sheet, title=title, rows=rows, below=[*sheet.below, *notes])


def _worded(box: Box, words: dict[str, str]) -> Box:
    label = _BRACKETS.sub("", box.line)
    return replace(box, text=words[label] + box.line[len(label) :]) if label in words else box


def filled(sheet: Sheet) -> Sheet:
    """The form without merged cells over rows: each row says again what the merged cell said."""
    rows: list[dict[int, Box]] = [{} for _ in sheet.rows]
    for placed in sheet.placed():
        for down in range(placed.box.height):
            rows[placed.row + down][placed.col] = replace(placed.box, height=1)
    return replace(sheet, rows=[[row[col] for col in sorted(row)] for row in rows])
