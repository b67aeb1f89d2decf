"""Titles: which line opens a form, and what it says of the form's stage and scope."""

import re
from dataclasses import dataclass

from dagster_project.reading.fold import fold
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

_NUMBER = re.compile(r"[0-9]+(?:-[0-9]+)*$")
_SENTENCE = re.compile(r"[,，。；;！!？?]")


@dataclass(frozen=True, slots=True)
class Title:
    """A form's title: `stage` and `scope` as in the contract; `continues` marks the second sheet of a form."""

    text: str
    stage: str
    scope: str
    continues: bool


def title_of(row: Row, vocabulary: Vocabulary) -> Title | None:
    """The title that a row prints, or None. A title stands alone in its row and is no sentence."""
    if not row.is_flow and len(row.filled) != 1:
        return None
    folded = fold(row.text)
    words = vocabulary.titles
    ending = _NUMBER.sub("", folded.rstrip("*").split("(")[0] if folded.endswith(")") else folded)
    if len(folded) > words["max_length"] or _SENTENCE.search(folded) or not ending.endswith(tuple(words["endings"])):
        return None
    if any(word in folded for word in words["excluded"]):
        return None
    stage = next((kind["stage"] for kind in words["kinds"] if _says(folded, kind["words"])), None)
    if stage is None:
        return None
    scope = "department" if any(word in folded for word in words["department_words"]) else "project"
    return Title(row.text.strip(), stage, scope, any(word in folded for word in words["continuing"]["words"]))


def leads_title(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a row prints nothing but the number of an attachment or table, or a year: so a title is led in."""
    is_alone = row.is_flow or len(row.filled) == 1
    return is_alone and re.fullmatch(vocabulary.titles["leads"]["pattern"], fold(row.text)) is not None


def _says(folded: str, alternatives: list[list[str]]) -> bool:
    return any(all(word in folded for word in words) for words in alternatives)
