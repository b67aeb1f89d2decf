"""Folding: the one owner of when two printed spellings are the same."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_BLANK = re.compile(r"\s+")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|\((?:[一二三四五六七八九十]+|\d+)\)|\d+[.、](?!\d)|[①-⑳]|★)")
_OTHER_TIME = re.compile(r"\([^()]*(?:(?<!1-1)\d月|上年|前年|去年|往年|上半年|下半年|季度)[^()]*\)")
_EDGES = ":;。,.、*"


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Width and blanks off: NFKC without white space. What two spellings of one string share."""
    return _BLANK.sub("", unicodedata.normalize("NFKC", text))


@lru_cache(maxsize=65536)
def fold_label(text: str) -> str:
    """A label's words alone: folded, numbering, bracketed parts, 其中 and marks at the edges off.

    `全年(程)预算数` -> `全年预算数`, `一、项目概况` -> `项目概况`, `其中:财政拨款` -> `财政拨款`. A bracket that makes
    it a label of another time stays: `执行数(1-7月)` is no 执行数.
    """
    folded = fold(text)
    numbered = _NUMBERING.match(folded)
    if numbered and numbered.end() < len(folded):
        folded = folded[numbered.end() :]
    folded = folded if _OTHER_TIME.search(folded) else without_brackets(folded)
    return folded.strip(_EDGES).removeprefix("其中:").removeprefix("其中").strip(_EDGES)


def fold_word(text: str) -> str:
    """A label's words, or all that a text prints where it has no others."""
    return fold_label(text) or fold(text)


def is_of_other_time(text: str) -> bool:
    """Whether a bracket in a text makes it one of another time: 执行数(1-7月)."""
    return _OTHER_TIME.search(fold(text)) is not None


def without_brackets(folded: str) -> str:
    """Folded text without its bracketed parts, nested ones too; a bracket without its other half stays."""
    kept: list[str] = []
    opened: list[int] = []
    for char in folded:
        if char == "(":
            opened.append(len(kept))
        if char == ")" and opened:
            del kept[opened.pop() :]
        else:
            kept.append(char)
    return "".join(kept)


def fold_name(text: str) -> str:
    """A name for comparing: folded, with half-width brackets and one kind of quotation mark, no mark at the end."""
    folded = fold(text).translate(_QUOTES)
    return folded.strip("。;:,、")


_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "「": '"', "」": '"', "【": "[", "】": "]"})


def is_stacked(text: str, is_one: Callable[[str], object]) -> bool:
    """Whether a cell prints several things of a kind, one a line: those of several rows, and not one broken in two."""
    lines = text.split("\n")
    return len(lines) > 1 and all(is_one(fold(line)) for line in lines)


def unwrap(text: str) -> str:
    """A cell's text as printed on one line: breaks inside removed (a blank only between Latin words), trimmed."""
    parts = [part.strip() for part in text.splitlines()]
    joined = ""
    for part in parts:
        needs_blank = (
            joined
            and part
            and joined[-1].isascii()
            and part[0].isascii()
            and joined[-1].isalpha()
            and part[0].isalpha()
        )
        joined += (" " if needs_blank else "") + part
    return joined.strip()


def printed(text: str | None) -> str | None:
    """Text as printed, or None where nothing is printed."""
    return (unwrap(text) or None) if text is not None else None
