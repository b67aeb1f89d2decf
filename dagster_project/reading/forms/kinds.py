"""Kinds: what a cell of an indicator table looks like, and how ill it would stand in a column."""

import re
from collections.abc import Mapping

from dagster_project.reading.fold import fold, is_stacked
from dagster_project.reading.forms.headers import LEVELS
from dagster_project.reading.vocabulary import Vocabulary

NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d+)?")
_SCORE = re.compile(r"(?:-?\d+(?:\.\d+)?(?:分|%)?|[-—–/*]+)")
_VALUE = re.compile(r"(?:[<>=≤≥≦≧⩽⩾﹥﹤＞＜》《~约]|不[低少高超大小多]).*|-?\d+(?:[.,]\d+)*(?![.、\d]).{0,8}")
# A figure and little else: more than a name that begins with a number.
_FIGURE = re.compile(r"(?:[<>=≤≥≦≧⩽⩾》《~约]|不[低少高超大小多]).*|-?\d+(?:[.,]\d+)*(?:%|.{0,3})")
_OPERATOR = re.compile(
    r"(?:[<>=≤≥≦≧⩽⩾》《~≈]{1,2}|定性(?:指标)?|定量|定量\(其他\)|文字描述|等于|大于等于|小于等于|大于|小于|约)"
)
_ORDINAL = re.compile(r"\d{1,3}")
_IN_WORDS = re.compile(r"定性(?:指标)?|文字描述")
# A piece of 指标 that was cut off its label.
_REST = re.compile(r"指?标|.*指")
_NOTE = re.compile(r"(?:备?注|(?:填[表报])?说明)[:：0-9]")
_BROKEN = re.compile(r"[\d.,%‰]+")
_ELLIPSIS = re.compile(r"…+|\.{3,}")
_ABSENT = re.compile(r"[-—–/*]+")

# Costs, in moves: a cell of the wrong kind costs more than moving a whole row by some columns.
WRONG, UNLIKELY, FREE_LEVEL, ODD, VAGUE = 40.0, 8.0, 6.0, 4.0, 0.5
MISPLACED_LEVEL = FREE_LEVEL + UNLIKELY

VALUES = ("half_year_target", "target", "actual")
POINTS = ("weight", "score")
# Columns of words.
WORDS = ("description", "deviation_reason", "target_basis", "scoring_basis", "remark")
# Figures of other years beside the target.
BESIDE = ("two_years_ago", "last_year", "expected_this_year", "reference", "completion_rate")


def is_operator(text: str) -> bool:
    """Whether a cell prints a comparison sign or its word alone."""
    return _OPERATOR.fullmatch(fold(text)) is not None


def is_value_like(text: str) -> bool:
    """Whether a cell looks like a figure rather than a name."""
    return _VALUE.fullmatch(fold(text)) is not None


def is_bare_figure(text: str) -> bool:
    """Whether a cell prints a figure with at most a short unit, a sign, or a mark for none: nothing is called so."""
    folded = fold(text)
    return is_operator(text) or bool(_FIGURE.fullmatch(folded) or _ABSENT.fullmatch(folded))


def is_broken_figure(text: str) -> bool:
    """Whether a word is digits and their marks alone: a figure, or a piece of one that a blank broke (76. | 84)."""
    return _BROKEN.fullmatch(fold(text)) is not None


def is_placeholder(text: str) -> bool:
    """Whether a word keeps the place of a row that nobody filled in (……)."""
    return _ELLIPSIS.fullmatch(text.strip()) is not None


def is_without_unit(texts: Mapping[str, str]) -> bool:
    """Whether a row, texts by column, says itself that its target is told in words, which have no unit."""
    sign, target = fold(texts.get("operator", "")), texts.get("target")
    return _IN_WORDS.fullmatch(sign) is not None and target is not None and not is_bare_figure(target)


def is_points(text: str) -> bool:
    """Whether a cell prints points, or a mark for none."""
    return _SCORE.fullmatch(fold(text)) is not None and not is_stacked(text, _SCORE.fullmatch)


def is_ordinal(text: str) -> bool:
    """Whether a cell prints the number of a row."""
    return _ORDINAL.fullmatch(fold(text)) is not None


# Columns whose cells are of one kind alone.
_KINDS = {"operator": is_operator, "reviewed_score": is_points, "ordinal": is_ordinal}


def is_note(text: str) -> bool:
    """Whether a text calls itself a note (注：…)."""
    return _NOTE.match(fold(text)) is not None


def is_label(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a cell prints a level word."""
    return any(vocabulary.level(number, text) for number in (1, 2))


def kind_cost(name: str, text: str, vocabulary: Vocabulary) -> float:
    """How ill a text stands in the column of this name: 0 is well, `ODD` and more is not to be loaded unseen."""
    if name in LEVELS[:2]:
        return _level_cost(LEVELS.index(name) + 1, text, vocabulary)
    if name in _KINDS:
        return 0.0 if _KINDS[name](text) else WRONG
    if name in POINTS:
        is_share = name == "score" and text.strip().endswith(("%", "％"))  # a weight may be one
        return (UNLIKELY if is_share else 0.0) if is_points(text) else WRONG
    if name == "level3":
        return WRONG if is_operator(text) else ODD * is_value_like(text)
    if name in VALUES:
        return _value_cost(text, vocabulary)
    if name == "unit":  # a target in words may stand there (9月底前)
        is_odd = NUMBER.fullmatch(fold(text)) is not None
    else:
        is_odd = name not in (*BESIDE, "attribute") and is_bare_figure(text)
    return ODD if is_odd and not _ABSENT.fullmatch(fold(text)) else VAGUE


def _value_cost(text: str, vocabulary: Vocabulary) -> float:
    if is_stacked(text, _FIGURE.fullmatch):
        return WRONG
    is_misplaced = is_label(text, vocabulary) or is_operator(text) or fold(text) in vocabulary.measures
    return (0.0 if is_value_like(text) else VAGUE) + (UNLIKELY if is_misplaced else 0.0)


def is_anchor(name: str, text: str) -> bool:
    """Whether a cell is surely of its column's kind: a sign, points, or a figure among values."""
    if name == "operator":
        return is_operator(text)
    return is_points(text) if name in POINTS else name in VALUES and is_value_like(text)


def _level_cost(number: int, text: str, vocabulary: Vocabulary) -> float:
    if is_stacked(text, lambda line: is_label(line, vocabulary)) or _REST.fullmatch(fold(text)):
        return WRONG
    if vocabulary.level(number, text):
        return 0.0
    is_misplaced = is_value_like(text) or is_operator(text) or is_label(text, vocabulary)
    return MISPLACED_LEVEL if is_misplaced else FREE_LEVEL
