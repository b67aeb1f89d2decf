"""Watching: what a document asked of the vocabulary, so that another one concerns only whom it answers otherwise.

Reading is a function of the document and of the answers that the vocabulary gave: where another one gives the same
answers to the same questions, the document would be read as it was.
"""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from dagster_project.reading.vocabulary import Vocabulary

Questions = Mapping[str, Collection[str]]
"""What was asked, by kind: LOOKED_UP the labels that were looked up in any list, WHOLE the names of lists that were
used whole, and for each function of the vocabulary the folded texts that it was asked. None holds a line break."""

LOOKED_UP, WHOLE = "looked up", "whole"
LISTS = (
    "fields", "options", "markers", "fund_blocks", "fund_blocks_with_use", "fund_columns", "fund_items", "fund_wholes",
    "columns", "totals", "subtotals", "measures", "no_units", "directions", "attributes", "second_names", "templates",
    "level1", "level2", "sections", "tasks", "duties", "empty_phrases",
)  # fmt: skip
FUNCTIONS = (
    "titles", "headings", "is_of_part_of_year", "column_parts", "marker_parts", "fund_column_parts",
    "near_columns", "near_fund_columns", "near_labels",
)  # fmt: skip


class _Answers(dict[str, Any]):
    """Question -> answer; what is asked for the first time is answered and noted."""

    def __init__(self, answer: Callable[[str], Any]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, question: str) -> Any:
        answer = self[question] = self._answer(question)
        return answer


class Watched(Mapping[str, Any]):
    """A list of the vocabulary that notes what is looked up in it, and whether it is used whole."""

    def __init__(self, words: Any) -> None:
        """Take a mapping, or what contains words: then the answer is whether it does."""
        self.answers, self.is_used_whole, self._words = _Answers(_looking_up(words)), False, words

    def __contains__(self, label: object) -> bool:
        """Whether the list has a label."""
        return isinstance(label, str) and self.answers[label] is not None

    def get(self, label: str, default: Any = None) -> Any:
        """What the list says of a label, else `default`."""
        answer = self.answers[label]
        return default if answer is None else answer

    def __getitem__(self, label: str) -> Any:
        """What the list says of a label; raises KeyError where it does not have it."""
        answer = self.answers[label]
        if answer is None:
            raise KeyError(label)
        return answer

    def __iter__(self) -> Iterator[str]:
        """The words of the list, which is used whole."""
        self.is_used_whole = True
        return iter(self._words)

    def __len__(self) -> int:
        """How many words the list has, which is used whole."""
        self.is_used_whole = True
        return len(self._words)


class Watch:
    """A view of the vocabulary for the reading of one document: `words` to read by, `questions` when it is read."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the vocabulary that answers."""
        self._lists = {name: Watched(getattr(vocabulary, name)) for name in LISTS}
        self._functions = {name: _Answers(getattr(vocabulary, name)) for name in FUNCTIONS}
        asked: dict[str, Any] = {name: answers.__getitem__ for name, answers in self._functions.items()}
        self.words = replace(vocabulary, **(asked | self._lists))

    def questions(self) -> Questions:
        """What has been asked so far; kinds of which nothing was asked are left out."""
        looked_up = set[str]().union(*(each.answers for each in self._lists.values()))
        found = {
            LOOKED_UP: sorted(looked_up),
            WHOLE: [name for name, each in self._lists.items() if each.is_used_whole],
            **{name: sorted(answers) for name, answers in self._functions.items()},
        }
        return {kind: asked for kind, asked in found.items() if asked}


def answered_otherwise(before: Vocabulary, after: Vocabulary, asked: Questions) -> dict[str, set[str]]:
    """Of the questions that were asked, by kind, those to which another vocabulary gives another answer."""
    found = {LOOKED_UP: set[str](), WHOLE: set[str]()}
    for name in LISTS:
        one, other = getattr(before, name), getattr(after, name)
        if one != other:
            found[LOOKED_UP] |= _otherwise(_looking_up(one), _looking_up(other), asked.get(LOOKED_UP, ()))
        is_in_order = not isinstance(one, Mapping) or list(one) == list(other)
        if name in asked.get(WHOLE, ()) and (one != other or not is_in_order):
            found[WHOLE].add(name)
    functions = {
        name: _otherwise(getattr(before, name), getattr(after, name), asked.get(name, ())) for name in FUNCTIONS
    }
    return found | functions


def _otherwise(one: Callable[[str], Any], other: Callable[[str], Any], asked: Collection[str]) -> set[str]:
    return {question for question in asked if one(question) != other(question)}


def _looking_up(words: Any) -> Callable[[str], Any]:
    """What a list answers to a label; None where it does not have it."""
    return words.get if isinstance(words, Mapping) else lambda label: label in words or None


def rest(vocabulary: Vocabulary) -> str:
    """What of the vocabulary is not asked label by label or line by line, as one text: it concerns every document."""
    others = [each.name for each in fields(vocabulary) if each.name not in (*LISTS, *FUNCTIONS)]
    return json.dumps({name: getattr(vocabulary, name) for name in others}, default=_plain)


def _plain(value: Any) -> Any:
    return value.pattern if isinstance(value, re.Pattern) else sorted(value)
