"""How alike two indicators are: by the words of their names, and by the level 2 they stand under."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

CLEAR = 0.7
"""A pair less alike than this is doubtful."""

THRESHOLD = 0.56
"""Less alike than this is another indicator. By reading: 专家体检、慰问人数完成率 meets 专家体检慰问…到位率 at 0.57."""

ELSEWHERE = 0.8
"""So alike is an effect that stands under another level 2."""

_MARKS = re.compile(r"[^\w%]")
_NUMBERING = re.compile(r"^(?:指标[0-9]+:|[0-9]+[.、](?![0-9])|\([0-9]+\)|[①-⑳])")
_CLAUSES = re.compile("[,;。、]")
_SHORTEST = 4  # of a name that stands whole in another one
_WHOLE, _REST = 0.7, 0.3


@cache
def words() -> dict[str, Any]:
    """The lists of words.toml."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=65536)
def bare(name: str) -> str:
    """A folded name's letters: numbering, marks and the word 指标 at its end off."""
    return _MARKS.sub("", _NUMBERING.sub("", name)).removesuffix("指标") or name


@lru_cache(maxsize=65536)
def clauses(name: str) -> tuple[str, ...]:
    """The parts of a name between commas, each bare."""
    return tuple(part for each in _CLAUSES.split(_NUMBERING.sub("", name)) if len(part := bare(each)) > 1)


@cache
def _sames() -> dict[str, int]:
    return {bare(name): number for number, names in enumerate(words()["same"]) for name in names}


def alias(name: str) -> int | None:
    """What names that the list of words calls one share; None for a name that is not listed."""
    return _sames().get(bare(name))


@lru_cache(maxsize=65536)
def likeness(left: str, right: str) -> float:
    """How alike two folded names are, 0 to 1: as a whole, or clause by clause where one says more than the other."""
    one, other = bare(left), bare(right)
    if one == other:
        return 1.0
    if is_apart(one, other):
        return 0.0
    short, long = sorted((one, other), key=len)
    covered = sorted((_covered(left, right), _covered(right, left)))
    if len(short) >= _SHORTEST and short in long:
        covered[1] = 1.0
    return max(fuzz.ratio(one, other) / 100, _WHOLE * covered[1] + _REST * covered[0])


def _covered(left: str, right: str) -> float:
    """How much of the clauses of one name the clauses of another say."""
    parts = clauses(left)
    said = sum(len(part) * max((part_likeness(part, each) for each in clauses(right)), default=0.0) for part in parts)
    return said / sum(map(len, parts)) if parts else 0.0


def part_likeness(left: str, right: str) -> float:
    """How alike two bare clauses are, letter by letter."""
    return fuzz.ratio(left, right) / 100


def is_apart(one: str, other: str) -> bool:
    """Whether two names differ only by characters that make another indicator of it."""
    changes = [each for each in Levenshtein.opcodes(one, other) if each.tag != "equal"]
    return bool(changes) and all(
        each.tag == "replace"
        and _are_opposed(one[each.src_start : each.src_end], other[each.dest_start : each.dest_end])
        for each in changes
    )


def _are_opposed(left: str, right: str) -> bool:
    return any(set(left + right) <= set(letters) for letters in words()["apart"])


def levels_agree(left: str | None, right: str | None) -> bool:
    """Whether two codes of level 2 are one, or both of costs; a level that is not known agrees with any."""
    return left is None or right is None or left == right or {left, right} <= set(words()["costs"])


def both_effects(left: str | None, right: str | None) -> bool:
    """Whether two codes of level 2 are of effects, which forms print now under one and now under another."""
    return {left, right} <= set(words()["effects"])
