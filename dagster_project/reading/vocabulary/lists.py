"""Lists of spellings: what each says of a printed text, as a mapping that is looked up or a function that is asked.

All of it is a function of the vocabulary's files and of the text alone, so that who notes what was asked of a list can
tell later whether another vocabulary would have answered otherwise (`watching`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from rapidfuzz import fuzz, process

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.reading.fold import fold_label

# No label is longer.
_LONGEST = 20
# Of 100: what is less alike is not alike; what looks like a known label has three characters of four in common.
_NEAR, _ALIKE, _MOST = 40, 70, 3
_LABEL = re.compile(r"[^\d≥≤><=%]{2,14}")
_NUMBER = re.compile(r"[0-9]+(?:-[0-9]+)*$")
_POINTS = re.compile(r"(?<=指标)(?:\s+\d{1,3}(?:\.\d+)?|\s*\d{1,3}(?:\.\d+)?\s*分)\s*$")

Words = tuple[tuple[str, str], ...]
"""Folded spellings, each with its canonical name."""


@dataclass(frozen=True, slots=True)
class Level:
    """A level word: its code and, for level 2, the level-1 codes it stands under by the rules."""

    code: str
    under: tuple[str, ...] = ()


Levels = Mapping[str, Level]


def level_in(words: Levels, text: str) -> Level | None:
    """The level word that a text prints, or None. Its points may stand behind it without brackets."""
    label = fold_label(_POINTS.sub("", text))
    return words.get(label) or words.get(label.removesuffix("指标"))


class Spellings(dict[str, str]):
    """Folded spelling -> canonical name, and whole-label patterns for the spellings that nobody has listed.

    Iterating gives what is listed. The first pattern that matches serves.
    """

    def __init__(self, listed: Mapping[str, str], patterns: Mapping[str, Iterable[str]]) -> None:
        """Take listed spellings, and regular expressions by canonical name."""
        super().__init__(listed)
        self._patterns = [(re.compile("|".join(each)), name) for name, each in patterns.items()]
        self._found: dict[str, str | None] = {}

    def __missing__(self, label: str) -> str:
        """The name of a label that is not listed; raises KeyError where no pattern matches it either."""
        name = self._matched(label)
        if name is None:
            raise KeyError(label)
        return name

    def __contains__(self, label: object) -> bool:
        """Whether a label is listed or matches a pattern."""
        return isinstance(label, str) and self.get(label) is not None

    def get(self, label: str, default: Any = None) -> Any:
        """The name of a label, else `default`."""
        name = super().get(label) or self._matched(label)
        return default if name is None else name

    def __eq__(self, other: object) -> bool:
        """Whether both list the same and have the same patterns: then they give every label the same name."""
        return isinstance(other, Spellings) and super().__eq__(other) and self._patterns == other._patterns

    def __ne__(self, other: object) -> bool:
        """Whether one of them may name a label otherwise: of itself a dict compares what is listed alone."""
        return not self == other

    __hash__ = None

    def _matched(self, label: str) -> str | None:
        if len(label) > _LONGEST:
            return None
        if label not in self._found:
            self._found[label] = next((name for pattern, name in self._patterns if pattern.fullmatch(label)), None)
        return self._found[label]


def index(owner: str, groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Folded spelling -> canonical name. Raises OperatorError where a spelling has two meanings."""
    known: dict[str, str] = {}
    for name, spellings in groups.items():
        for spelling in spellings:
            folded = fold_label(spelling)
            if known.setdefault(folded, name) != name:
                raise OperatorError(
                    text("vocabulary.two_meanings", owner=owner, spelling=spelling, one=known[folded], other=name)
                )
    return known


def nearest(known: Iterable[str]) -> Callable[[str], str]:
    """The known spellings closest to a folded word, best first: what an unknown header may have meant.

    Where none is like it the closest one is named all the same, and it is said that it is not.
    """
    listed = list(known)

    def answer(word: str) -> str:
        found = process.extract(word, listed, limit=_MOST)
        near = [spelling for spelling, score, _ in found if score >= _NEAR]
        return ", ".join(near) if near or not found else text("vocabulary.not_near", nearest=found[0][0])

    return answer


def alike(files: Mapping[str, Sequence[Iterable[str]]]) -> Callable[[str], tuple[str, str] | None]:
    """The known labels that are like an unknown one, best first, and the file of the first; None where none is.

    It is asked `file:label` for the labels of one file, `:label` for those of all.
    """
    known = {word: file for file, lists in files.items() for words in lists for word in words}

    def answer(question: str) -> tuple[str, str] | None:
        asked, _, label = question.partition(":")
        words = [word for word, file in known.items() if asked in ("", file)]
        if not _LABEL.fullmatch(label) or label in words:
            return None
        found = process.extract(label, words, scorer=fuzz.ratio, limit=_MOST, score_cutoff=_ALIKE)
        return (", ".join(word for word, _, _ in found), known[found[0][0]]) if found else None

    return answer


def parts(known: Mapping[str, str]) -> Callable[[str], Words]:
    """The listed spellings of which a folded text may be made, longest first: in it, or begun by its end."""
    listed = sorted(known.items(), key=lambda word: -len(word[0]))
    words = [(word, name, tuple(word[:end] for end in range(1, len(word)))) for word, name in listed]

    def answer(line: str) -> Words:
        return tuple((word, name) for word, name, begun in words if word in line or line.endswith(begun))

    return answer


@dataclass(frozen=True)
class Subtotals:
    """The labels that head the sum of a part of a table: listed ones, and a level with a word for totals behind it."""

    listed: frozenset[str]
    totals: frozenset[str]
    levels: tuple[Levels, ...]

    def __contains__(self, label: object) -> bool:
        """Whether a folded label heads such a sum."""
        return isinstance(label, str) and (label in self.listed or any(map(self._is_level, self._before(label))))

    def _before(self, label: str) -> Iterable[str]:
        return (label.removesuffix(word) for word in self.totals if label.endswith(word) and label != word)

    def _is_level(self, text: str) -> bool:
        return any(level_in(words, text) for words in self.levels)


class Says(NamedTuple):
    """What a title says: `stage` and `scope` as in the contract; `continues` marks the second sheet of a form."""

    stage: str
    scope: str
    continues: bool


def titles(words: Mapping[str, Any]) -> Callable[[str], Says | None]:
    """What a folded line says as the title of a form; None where it is none."""

    def answer(line: str) -> Says | None:
        ending = _NUMBER.sub("", line.rstrip("*").split("(")[0] if line.endswith(")") else line)
        if not ending.endswith(tuple(words["endings"])) or any(word in line for word in words["excluded"]):
            return None
        stage = next((kind["stage"] for kind in words["kinds"] if _says(line, kind["words"])), None)
        scope = "department" if any(word in line for word in words["department_words"]) else "project"
        continues = any(word in line for word in words["continuing"]["words"])
        return Says(stage, scope, continues) if stage else None

    return answer


class Heading(NamedTuple):
    """What a line with a year says as a heading: whether it ends like one, and the stages whose year it may say.

    Each stage stands with whether it must be a fiscal year (2024年度).
    """

    ends: bool
    stages: tuple[tuple[str, bool], ...]


def headings(words: Mapping[str, Any]) -> Callable[[str], Heading]:
    """What a folded line says as a heading of forms below it."""

    def answer(line: str) -> Heading:
        without_year = line.split("(", maxsplit=1)[0] if line.endswith(")") else line
        stages = tuple(
            (stage, kind["needs_fiscal_year"])
            for stage, kind in words["stages"].items()
            if holding(kind["words"])(line) and not holding(kind["not"])(line)
        )
        return Heading(without_year.endswith(tuple(words["endings"])), stages)

    return answer


def holding(words: Iterable[str]) -> Callable[[str], bool]:
    """Whether a folded text holds one of these words."""
    listed = tuple(words)
    return lambda line: any(word in line for word in listed)


def _says(line: str, alternatives: Iterable[Iterable[str]]) -> bool:
    return any(all(word in line for word in words) for words in alternatives)
