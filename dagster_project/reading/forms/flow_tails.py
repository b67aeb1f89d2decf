"""Tails: how the last words of a bare line may fill the columns after the name, in order.

Blank cells leave nothing behind, so a column may lack its word. Which may is told by kind: figures, signs and points
stand in every row; a word of a list (a unit, a direction) is of its column alone; a column of texts may be blank.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold
from dagster_project.reading.forms.headers import LEVELS
from dagster_project.reading.forms.kinds import (
    NUMBER,
    ODD,
    POINTS,
    VALUES,
    WORDS,
    is_bare_figure,
    is_broken_figure,
    is_label,
    kind_cost,
)
from dagster_project.reading.vocabulary import Vocabulary

# A value without a sign column beside it is short; a longer word is a piece of a name.
_SHORT = 24
_LONGEST_UNIT = 6
# Columns that only words of a list may fill.
_LISTED = ("unit", "direction", "attribute")
_MAY_BE_BLANK = {*WORDS, *_LISTED, *LEVELS[:2], "half_year_target", "indicator_source"}
_SIGN = re.compile(r"^[<>=≤≥≦≧⩽⩾》《~约]+")
_DIGIT = re.compile(r"\d")
# A shape that holds of two rows and more is the column's.
_ENOUGH = 2

Tail = Mapping[int, Cell]
"""The words that fill columns, by the column's place in the header's order."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns after the name, and what the table's rows show of them.

    `usual` are the places of columns of texts that most rows fill; `half_shapes` and `target_shapes` the
    shapes of values in rows that print both.
    """

    names: tuple[str, ...]
    usual: frozenset[int] = frozenset()
    half_shapes: frozenset[str] = frozenset()
    target_shapes: frozenset[str] = frozenset()

    @property
    def fewest(self) -> int:
        """How many columns no row leaves blank."""
        return sum(name not in _MAY_BE_BLANK for name in self.names)

    def place(self, name: str) -> int | None:
        """The place of a column; None where there is none."""
        return self.names.index(name) if name in self.names else None


def tails_of(words: Sequence[Cell], columns: Columns, vocabulary: Vocabulary) -> list[Tail]:
    """All ways in which the last words of a line fill the columns. A unit nobody knows counts where none is known."""
    sound = [tail for tail in _tails(words, columns, vocabulary) if tail and _is_sound(tail, columns, vocabulary)]
    known = [tail for tail in sound if _has_known_unit(tail, columns, vocabulary)]
    return known or sound


def heads_of(words: Sequence[Cell], columns: Columns, vocabulary: Vocabulary) -> list[int]:
    """How many of the first words fill the columns, once for each way in which they may."""
    most = min(len(words), len(columns.names))
    ways = ((size, _tails(words[:size], columns, vocabulary)) for size in range(columns.fewest, most + 1))
    sound = ((size, tail) for size, tails in ways for tail in tails if len(tail) == size)
    return [size for size, tail in sound if _is_sound(tail, columns, vocabulary)]


def is_only_way(tail: Tail, columns: Columns, vocabulary: Vocabulary) -> bool:
    """Whether the words of a tail fit nowhere else, though any column were blank."""
    words = [tail[place] for place in sorted(tail)]
    ways = _tails(words, columns, vocabulary, frozenset(columns.names))
    return sum(len(way) == len(words) for way in ways) == 1


def _tails(
    words: Sequence[Cell], columns: Columns, vocabulary: Vocabulary, blank: AbstractSet[str] = _MAY_BE_BLANK
) -> Iterator[Tail]:
    """Ways to fill the columns with the last words; those named `blank` may have none."""

    def filled(left: Sequence[Cell], end: int) -> Iterator[Tail]:
        if end == 0:
            yield {}
            return
        name = columns.names[end - 1]
        if left and _fits(name, left[-1], columns, vocabulary):
            for tail in filled(left[:-1], end - 1):
                yield {**tail, end - 1: left[-1]}
        if name in blank:
            yield from filled(left, end - 1)

    return filled(words, len(columns.names))


def _fits(name: str, cell: Cell, columns: Columns, vocabulary: Vocabulary) -> bool:
    text = cell.text
    if name in LEVELS[:2]:
        return vocabulary.level(LEVELS.index(name) + 1, text) is not None
    if name == "level3":
        return not is_bare_figure(text) and not text.endswith("指标")
    if name == "unit":
        return len(fold(text)) <= _LONGEST_UNIT and not _DIGIT.search(text) and not is_label(text, vocabulary)
    if name in _LISTED:
        return fold(text) in (vocabulary.directions if name == "direction" else vocabulary.attributes)
    is_other = is_broken_figure(text) or vocabulary.placeholders.search(fold(text)) is not None
    is_other |= fold(text) in vocabulary.measures or is_label(text, vocabulary)
    if name in WORDS and is_other:
        return False
    is_short = len(fold(text)) <= _SHORT or name not in VALUES or "operator" in columns.names
    return is_short and kind_cost(name, text, vocabulary) < ODD


def _is_sound(tail: Tail, columns: Columns, vocabulary: Vocabulary) -> bool:
    """Whether what a tail leaves blank may be: a unit beside words, half a year's value where its kind says so."""
    at = {name: tail[place].text for place, name in enumerate(columns.names) if place in tail}
    target = at.get("target", "")
    is_number = NUMBER.fullmatch(fold(target)) is not None
    if "unit" in columns.names and is_number and "unit" not in at:
        return False
    if "unit" in at and not is_number and not vocabulary.is_unit(at["unit"]):
        return False
    if "half_year_target" in columns.names and "half_year_target" not in at:
        shape = shape_of(target, vocabulary)
        return shape in columns.target_shapes and shape not in columns.half_shapes and shape == "unit"
    return True


def _has_known_unit(tail: Tail, columns: Columns, vocabulary: Vocabulary) -> bool:
    place = columns.place("unit")
    return place is None or place not in tail or vocabulary.is_unit(tail[place].text)


def is_whole(tail: Tail, columns: Columns) -> bool:
    """Whether a tail fills the columns of texts that most rows of the table fill, and no others."""
    return _texts(tail, columns) == columns.usual


def is_bare(tail: Tail, columns: Columns) -> bool:
    """Whether a tail fills no column of texts."""
    return not _texts(tail, columns)


def _texts(tail: Tail, columns: Columns) -> AbstractSet[int]:
    return {place for place in tail if columns.names[place] in WORDS and not is_last_text(place, columns)}


def is_last_text(place: int, columns: Columns) -> bool:
    """Whether a column is the only one after the last points: what stands there can be nothing else."""
    last = len(columns.names) - 1
    return place == last > 0 and columns.names[last - 1] in POINTS and columns.names[last] in WORDS


def survey(names: tuple[str, ...], dealt: Sequence[Tail], vocabulary: Vocabulary) -> Columns:
    """The columns of a table whose rows fill them so, each row in the way that fills most."""
    columns = Columns(names)
    filled = Counter(place for tail in dealt for place in tail if names[place] in WORDS)
    usual = {p for p, count in filled.items() if count * 2 > len(dealt) and not is_last_text(p, columns)}
    places = [columns.place("half_year_target"), columns.place("target")]
    both = [tail for tail in dealt if all(place in tail for place in places)]
    half, target = (_shapes([tail[at].text for tail in both if at is not None], vocabulary) for at in places)
    return Columns(names, frozenset(usual), half, target)


def _shapes(texts: Sequence[str], vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(shape_of(text, vocabulary) for text in texts) if len(texts) >= _ENOUGH else frozenset()


def shape_of(text: str, vocabulary: Vocabulary) -> str:
    """What a value looks like: a bare number, a rate, a number with its unit, or words."""
    folded = _SIGN.sub("", fold(text))
    number = NUMBER.match(folded)
    if number is None:
        return "words"
    rest = folded[number.end() :]
    if not rest or rest in ("%", "‰"):
        return "rate" if rest else "number"
    return "unit" if vocabulary.is_unit(rest) else "words"


def used_most(tails: Sequence[Tail]) -> Tail | None:
    """The way that fills most columns; None where several do or there is none."""
    most = max(map(len, tails), default=0)
    fullest = [tail for tail in tails if len(tail) == most]
    return fullest[0] if len(fullest) == 1 else None
