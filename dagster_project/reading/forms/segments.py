"""Segments: the rows of a document, cut where a form begins."""

from dataclasses import dataclass, field

from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.headers import is_indicator_header
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.forms.titles import Title, title_of
from dagster_project.reading.vocabulary import Vocabulary


@dataclass(slots=True)
class Segment:
    """The rows of what may be a form; `title` is None where no line names it."""

    title: Title | None
    title_rows: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    has_indicators: bool = False


def segments_of(rows: list[Row], vocabulary: Vocabulary) -> tuple[list[Row], list[Segment]]:
    """The rows before the first form, and the segments in document order.

    A form begins at its title, or at a second 项目名称 after an indicator table. A score sheet goes on
    with the form above it while that form has no indicator table.
    """
    before: list[Row] = []
    segments: list[Segment] = []
    for row in rows:
        current = segments[-1] if segments else None
        if title := title_of(row, vocabulary):
            if current and title.continues and not current.has_indicators and current.title:
                current.rows.append(row)
            else:
                segments.append(Segment(title, [row]))
            continue
        if _begins_untitled(row, current, vocabulary):
            current = Segment(current.title if current else None)
            segments.append(current)
        if current is None:
            before.append(row)
            continue
        current.rows.append(row)
        current.has_indicators |= is_indicator_header(row, vocabulary)
    return before, segments


def _begins_untitled(row: Row, current: Segment | None, vocabulary: Vocabulary) -> bool:
    if current is not None and not current.has_indicators:
        return False
    return vocabulary.fields.get(fold_label(row.filled[0].text)) == "project_name" and len(row.filled) > 1
