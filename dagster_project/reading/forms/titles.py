"""Titles: which line opens a form, and what it says of the form's stage and scope."""

import re
from dataclasses import dataclass

from dagster_project.reading.fold import fold
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

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
    if len(folded) > vocabulary.title_length or _SENTENCE.search(folded):
        return None
    said = vocabulary.titles(folded)
    return Title(row.text.strip(), *said) if said else None


def leads_title(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a row prints nothing but the number of an attachment or table, or a year: so a title is led in."""
    is_alone = row.is_flow or len(row.filled) == 1
    return is_alone and vocabulary.title_leads.fullmatch(fold(row.text)) is not None
