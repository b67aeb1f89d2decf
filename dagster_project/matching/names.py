"""How alike two names of projects are."""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from dagster_project.matching.likeness import is_apart
from dagster_project.reading.fold import without_brackets

CLEAR, ENDING = 0.95, 0.9
"""Scores of names that differ by a sub-heading in brackets, and of names that differ by an ending too."""

_MARKS = re.compile(r"[^\w()]")
_BRACKETED = re.compile(r"\(.*\)")
# What a budget office adds or leaves off: 仲裁, 仲裁经费, 仲裁专项经费, 仲裁业务费.
_ENDING = re.compile(r"(?:专项|工作|业务|项目)*(?:经费|资金|费用|业务费|专项|项目)$")
_SHORTEST = 2


@lru_cache(maxsize=65536)
def bare(name: str) -> str:
    """A folded name's letters and brackets: quotation and other marks off."""
    return _MARKS.sub("", name)


@lru_cache(maxsize=65536)
def stem(name: str) -> str:
    """What a name is about: sub-headings in brackets and endings like 专项经费 off, if something is left."""
    whole = bare(name)
    short = without_brackets(whole)
    short = short if len(short) >= _SHORTEST else whole
    ended = _ENDING.sub("", short)
    return ended if len(ended) >= _SHORTEST else short


def heading(name: str) -> str:
    """The sub-headings in brackets of a name, '' where there are none."""
    return "".join(_BRACKETED.findall(bare(name)))


def is_one_stem(left: str, right: str) -> bool:
    """Whether two names share their stem and do not each have a sub-heading of its own."""
    return stem(left) == stem(right) and (heading(left) == heading(right) or not (heading(left) and heading(right)))


def similarity(left: str, right: str) -> float:
    """How alike two folded names are: 1 the same but for marks, else by stem, below ENDING by their letters."""
    if bare(left) == bare(right):
        return 1.0
    if is_one_stem(left, right):
        return CLEAR if without_brackets(bare(left)) == without_brackets(bare(right)) else ENDING
    if is_apart(stem(left), stem(right)):
        return 0.0
    alike = fuzz.ratio(stem(left), stem(right))
    if heading(left) and heading(right):
        alike = min(alike, fuzz.ratio(heading(left), heading(right)))
    return min(alike / 100, ENDING - 0.01)
