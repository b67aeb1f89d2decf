"""Segments: the rows of a document, cut where a form begins."""

from dataclasses import dataclass, field

from dagster_project.reading.document import sheet_of
from dagster_project.reading.fold import fold, fold_label
from dagster_project.reading.forms.headers import is_indicator_header
from dagster_project.reading.forms.list_heads import without_repeated
from dagster_project.reading.forms.lists import ListedProject, is_list_header, projects_of
from dagster_project.reading.forms.rows import Row, as_lines, has_lost_blanks
from dagster_project.reading.forms.titles import Title, leads_title, title_of
from dagster_project.reading.vocabulary import Vocabulary

# The fields that say whose form it is, and the rows below its title in which one of them stands.
_WHOSE = {"project_name", "project_code", "supervising_department", "implementing_unit", "reporting_unit"}
_HEAD = 4


@dataclass(slots=True)
class Segment:
    """The rows of what may be a form; `title` is None where no line names it."""

    title: Title | None
    title_rows: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    has_indicators: bool = False
    listed: ListedProject | None = None
    above: Row | None = None  # the line right above its title


def segments_of(rows: list[Row], vocabulary: Vocabulary) -> tuple[list[Row], list[Segment]]:
    """The rows before the first form, and the segments in document order.

    A form begins at its title, or at a second 项目名称 after an indicator table. A score sheet goes on
    with the form above it while that form has no indicator table. A list is a form for each of its projects.
    """
    rows, before = _without_leads(rows, vocabulary)
    segments: list[Segment] = []
    at = 0
    while at < len(rows):
        if is_list_header(rows[at], vocabulary):
            end = _end_of_list(rows, at + 1, vocabulary)
            _add_list(rows[at], rows[at + 1 : end], before, segments, vocabulary)
            at = end
        else:
            _add_row(rows, at, before, segments, vocabulary)
            at += 1
    return before, segments


def _without_leads(rows: list[Row], vocabulary: Vocabulary) -> tuple[list[Row], list[Row]]:
    """The rows without the lines right above a title that number or date it (附件2): they are not of the form above."""
    leads = set[int]()
    for at in range(len(rows) - 2, -1, -1):
        is_below = at > 0 and title_of(rows[at - 1], vocabulary) is not None  # a title's own year
        is_above = at + 1 in leads or title_of(rows[at + 1], vocabulary) is not None
        if is_above and not is_below and leads_title(rows[at], vocabulary):
            leads.add(at)
    return [row for at, row in enumerate(rows) if at not in leads], [rows[at] for at in sorted(leads)]


def _add_row(rows: list[Row], at: int, before: list[Row], segments: list[Segment], vocabulary: Vocabulary) -> None:
    row, current = rows[at], segments[-1] if segments else None
    if title := title_of(row, vocabulary):
        if current and current.title and _goes_on(title, current, rows[at + 1 :], vocabulary):
            current.rows.append(row)
        else:
            above = rows[at - 1] if at and rows[at - 1].is_flow else None
            segments.append(Segment(title, [row], above=above))
        return
    if _begins_untitled(row, current, vocabulary):
        current = Segment(current.title if current else None)
        segments.append(current)
    elif current and current.has_indicators and _begins_sheet(row, current):
        current = Segment(None)
        segments.append(current)
    if current is None:
        before.append(row)
        return
    current.rows.append(row)
    current.has_indicators |= is_indicator_header(row, vocabulary)


def _goes_on(title: Title, current: Segment, below: list[Row], vocabulary: Vocabulary) -> bool:
    """Whether a title goes on with the form above it: that of its score sheet, or its own one on a new page."""
    if not current.has_indicators and title.continues:
        return True
    is_repeated = current.title is not None and fold(title.text) == fold(current.title.text)
    head = below[:_HEAD]
    fields = {vocabulary.fields.get(fold_label(cell.text)) for row in head for cell in row.filled}
    return is_repeated and not fields & _WHOSE and not any(is_list_header(row, vocabulary) for row in head)


def _end_of_list(rows: list[Row], start: int, vocabulary: Vocabulary) -> int:
    """Where a list ends: at the next title, or at a form without one. A page's own lines and heads are inside."""
    ends = (at for at, row in enumerate(rows[start:], start) if _ends_list(row, vocabulary))
    return next(ends, len(rows))


def _ends_list(row: Row, vocabulary: Vocabulary) -> bool:
    is_head = is_list_header(row, vocabulary)
    return title_of(row, vocabulary) is not None or (not is_head and _names_project(row, vocabulary))


def _add_list(header: Row, rows: list[Row], before: list[Row], segments: list[Segment], vocabulary: Vocabulary) -> None:
    """A segment for each project of a list; the rows above its header, and those of no project, are the document's."""
    head = segments.pop() if segments and not segments[-1].has_indicators and not segments[-1].listed else None
    above = head.rows if head else before
    if has_lost_blanks([header, *rows]):
        header, *rows = as_lines([header, *rows])
    heads = [row for row in (header, *rows) if is_list_header(row, vocabulary)]
    header, body, glued = without_repeated(header, rows, heads, vocabulary)
    projects, loose = projects_of(header, body, above, vocabulary)
    for project in projects:
        project.is_glued = any(id(row) in glued for row in project.rows)
    title = head.title if head else segments[-1].title if segments else None
    before.extend([*head.title_rows, *head.rows] if head else [])
    before.extend(loose)
    segments.extend(
        Segment(title, rows=[header, *project.rows], has_indicators=True, listed=project) for project in projects
    )


def _begins_untitled(row: Row, current: Segment | None, vocabulary: Vocabulary) -> bool:
    if current is not None and not current.has_indicators:
        return False
    return _names_project(row, vocabulary)


def _begins_sheet(row: Row, current: Segment) -> bool:
    return bool(current.rows) and sheet_of(row.locator) != sheet_of(current.rows[-1].locator)


def _names_project(row: Row, vocabulary: Vocabulary) -> bool:
    return vocabulary.fields.get(fold_label(row.filled[0].text)) == "project_name" and len(row.filled) > 1
