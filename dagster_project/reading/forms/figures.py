"""Figures of fund blocks: which cells are amounts, and in which unit."""

import re
from collections.abc import Iterable
from decimal import Decimal

from dagster_project.reading.fold import fold, is_stacked
from dagster_project.reading.vocabulary import Vocabulary

_AMOUNT = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?(?:[亿万千]?元|[万亿])?")
_PARTED = re.compile(r"[0-9０-９][^\S\n]+[0-9０-９]")  # 1 250: one number or two
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_POINTS = re.compile(r"-?\d+(?:\.\d+)?分?")
_ABSENT = re.compile(r"[-—–/*]*")
_RATE = re.compile(r"-?\d+(?:\.\d+)?%")


def is_amount(text: str) -> bool:
    """Whether a cell prints an amount of money: a number, with or without a money unit."""
    is_one = not _PARTED.search(text) and not is_stacked(text, _AMOUNT.fullmatch)
    return is_one and _AMOUNT.fullmatch(fold(text)) is not None


def is_absent(text: str) -> bool:
    """Whether a cell in a figure's place prints nothing but a mark for none."""
    return _ABSENT.fullmatch(fold(text)) is not None


def is_rate(text: str) -> bool:
    """Whether a cell prints a percentage."""
    return _RATE.fullmatch(fold(text)) is not None and not is_stacked(text, _RATE.fullmatch)


def amount_of(text: str) -> Decimal:
    """The number of an amount, whatever its unit; 0 where a mark for none or nothing is printed."""
    match = _NUMBER.match(fold(text).replace(",", ""))
    return Decimal(match.group()) if match else Decimal()


def is_number(text: str) -> bool:
    """Whether a cell prints a number that is no money, alone or as points."""
    return _POINTS.fullmatch(fold(text)) is not None and not is_stacked(text, _POINTS.fullmatch)


def is_figure(text: str) -> bool:
    """Whether a cell prints an amount, a percentage or points."""
    return is_amount(text) or is_rate(text) or is_number(text)


def unit_of(texts: Iterable[str], vocabulary: Vocabulary) -> str | None:
    """The money unit that the first of these texts to name one names in brackets or after its number."""
    for text in texts:
        folded = fold(text)
        for unit in vocabulary.units:
            if f"({unit})" in folded or folded.endswith(unit) or f"单位:{unit}" in folded:
                return unit
    return None
