"""Habits: the same form in a county's own words, with its own signs, cells merged or not."""

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

from corpora.grid import Box, Sheet
from corpora.records import Indicator, Record

_BRACKETS = re.compile(r"[（(].*", re.DOTALL)
# So many of the labels, and of the signs, of a county are its own.
_OWN_WORDS, _OWN_SIGNS, _SPACED = 0.3, 0.2, 0.3


@cache
def _habits() -> dict[str, dict]:
    return tomllib.loads((Path(__file__).parent / "habits.toml").read_text(encoding="utf-8"))


def own_signs(record: Record, county: str) -> Record:
    """The record with the signs and the sign of percent that the county prints."""
    chance = Random(f"{county}/signs")
    signs = {sign: chance.choice(others) for sign, others in _habits()["signs"].items() if chance.random() < _OWN_SIGNS}
    rows, midterm = (tuple(_signed(each, signs) for each in part) for part in (record.indicators, record.midterm))
    return replace(record, indicators=rows, midterm=midterm)


def _signed(each: Indicator, signs: dict[str, str]) -> Indicator:
    return replace(each, operator=signs.get(each.operator, each.operator), unit=signs.get(each.unit, each.unit))


def own_words(sheet: Sheet, county: str) -> Sheet:
    """The form with the labels that the county prints; what stands in brackets behind a label stays."""
    chance = Random(f"{county}/words")
    words = {label: chance.choice(others) for label, others in _habits()["labels"].items() if chance.random() < _OWN_WORDS}
    if chance.random() < _SPACED:
        words = {label: " ".join(label) for label in _habits()["spaced"]["labels"]} | words
    return replace(sheet, rows=[[_worded(box, words) for box in row] for row in sheet.rows])


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
