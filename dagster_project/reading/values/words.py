"""The words of printed values, from vocabulary/values.toml, as mappings and patterns.

Spellings are folded like the values they are looked for in. Patterns are for Polars (no look-around, linear time);
none has a capturing group, so they can be put into larger ones.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

VOCABULARY = Path(__file__).parents[1] / "vocabulary" / "values.toml"


def alternatives(spellings: Iterable[str]) -> str:
    """Pattern of any of the spellings, the longest first, so that 个月 wins over 个."""
    longest_first = sorted(set(spellings), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in longest_first) + ")"


def _folded(value: Any) -> Any:
    """A value of the vocabulary with every string in it folded, keys too."""
    if isinstance(value, str):
        return unicodedata.normalize("NFKC", value)
    if isinstance(value, list):
        return [_folded(item) for item in value]
    if isinstance(value, dict):
        return {_folded(key): _folded(item) for key, item in value.items()}
    return value


def _names(spellings: Mapping[str, list[str]]) -> dict[str, str]:
    """Spelling -> name; a name is a spelling of itself."""
    return {word: name for name, words in spellings.items() for word in [name, *words]}


def _turned(spellings: Mapping[str, list[str]]) -> dict[str, str]:
    """Spelling -> canonical operator."""
    return {word: name for name, words in spellings.items() for word in words}


_WORDS: dict[str, Any] = _folded(tomllib.loads(VOCABULARY.read_text(encoding="utf-8")))

BEFORE: dict[str, str] = _turned(_WORDS["operators"]["before"])
AFTER: dict[str, str] = _turned(_WORDS["operators"]["after"])
NOT_SIGNS: list[str] = _WORDS["operators"]["not_signs"]["words"]
ALONE: dict[str, str] = BEFORE | AFTER | _turned(_WORDS["operators"]["alone"])

SYMBOLS: list[str] = [sign for sign in BEFORE if not any(char.isalpha() for char in sign)]

LEADS: list[str] = _WORDS["leads"]["plain"]
VERBS: list[str] = _WORDS["leads"]["verbs"]
ESTIMATES: list[str] = _WORDS["leads"]["estimates"]
TAILS: list[str] = _WORDS["tails"]["words"]
NEGATIONS: list[str] = _WORDS["tails"]["negations"]
NOT_NEGATIONS: list[str] = _WORDS["tails"]["not_negations"]
NOT_A_COUNT: list[str] = _WORDS["tails"]["not_a_count"]
NOT_A_NOUN: str = _WORDS["tails"]["not_a_noun"]
NO_CLASSIFIERS: str = _WORDS["unit_rules"]["no_classifiers"]
NOTES: list[str] = _WORDS["ignored"]["notes"]
SLIPS: dict[str, str] = _WORDS["slips"]
EQUAL_TO: dict[str, str] = _WORDS["equal_to"]

MAGNITUDES: dict[str, int] = _WORDS["magnitudes"]
SCALED: dict[str, list[Any]] = _WORDS["scaled_units"]
DIMENSIONS: dict[str, str] = {
    name: dimension for dimension, units in _WORDS["units"].items() for name in units
}  # unit -> dimension
UNITS: dict[str, str] = {word: name for units in _WORDS["units"].values() for word, name in _names(units).items()} | {
    word: unit for word, (unit, _) in SCALED.items()
}  # spelling -> unit
EXPONENTS: dict[str, int] = {word: exponent for word, (_, exponent) in SCALED.items()}
SIGN_ONLY: list[str] = _WORDS["unit_rules"]["with_sign_only"]
WITH_NOUN: list[str] = _WORDS["unit_rules"]["with_noun"]
IN_WORDS: list[str] = _WORDS["unit_rules"]["in_words"]

AVERAGES: list[str] = _WORDS["averages"]["words"]
THINGS: dict[str, str] = _names(_WORDS["denominators"]["things"])
TIMES: dict[str, str] = _names(_WORDS["denominators"]["times"])
DENOMINATORS: dict[str, str] = THINGS | TIMES

DATES: dict[str, list[str]] = _WORDS["dates"]
PERIOD_ENDS: dict[str, str] = _WORDS["period_ends"]


def units_of(*dimensions: str) -> list[str]:
    """Names of the units of these dimensions."""
    return [name for name, dimension in DIMENSIONS.items() if dimension in dimensions]
