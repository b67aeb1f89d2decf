"""What the reader sees of one file, at each stage: document, forms, rows."""

from pathlib import Path
from typing import Any

from dagster_project.errors import OperatorError, ReadingError
from dagster_project.messages import text
from dagster_project.reading import containers, vocabulary
from dagster_project.reading.containers.limits import Limits
from dagster_project.reading.document import Document, Grid
from dagster_project.reading.fold import fold
from dagster_project.reading.forms.cell_lines import gathered
from dagster_project.reading.forms.dated_headings import date_forms, dated_headings
from dagster_project.reading.forms.form import read_form
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import rows_of
from dagster_project.reading.forms.segments import segments_of
from dagster_project.reading.forms.summaries import read_summaries
from dagster_project.reading.opening import read_file
from dagster_project.reading.problems import Problem
from dagster_project.reading.tabulating import no_form
from dagster_project.reading.unpacking import documents_of
from dagster_project.visible import visible

STAGES = ("document", "forms", "rows")
_LONGEST = 24  # characters of a text that a problem is about
_BEGINNING = 12  # lines of a document of which nothing would be loaded
_ROWS = ("fund_lines", "spending_plan", "indicators", "scores", "sections", "statements")


def render(path: Path, stage: str, within: Limits) -> str:
    """A file as the reader sees it at a stage, as text; of a zip every document in it, whatever the others are.

    Raises OperatorError where it cannot be opened.
    """
    try:
        documents = list(documents_of(read_file(path, within), within))
        if [inside for inside, _ in documents] == [""]:
            lines = _rendered(path.name, documents[0][1], stage, within)
        else:
            lines = [line for inside, data in documents for line in _inside(inside, data, stage, within)]
    except OSError as error:
        raise OperatorError(text("show.cannot_open", path=path, reason=error.strerror)) from error
    except ReadingError as error:
        raise OperatorError(text("show.refused", path=path, what=error.what, what_to_do=error.what_to_do)) from error
    return "\n".join(map(visible, lines))


def _inside(name: str, data: bytes, stage: str, within: Limits) -> list[str]:
    """A document of a zip under its name there, refused by itself."""
    try:
        lines = _rendered(name, data, stage, within)
    except ReadingError as error:
        lines = [f"refused {error.reason_code}: {error}"]
    return [f"document {name}", *(f"  {line}" for line in lines)]


def _rendered(name: str, data: bytes, stage: str, within: Limits) -> list[str]:
    document = containers.read(data, within, name)
    if stage == "document":
        return _document(document)
    words = vocabulary.load()
    rows = gathered(rows_of(document, words), words)
    _, segments = segments_of(rows, words)
    read = [(segment, read_form(segment, words)) for segment in segments]
    headings = dated_headings(rows, words)
    date_forms(read, headings)
    forms = [form for _, form in read if form is not None]
    lines = [line for form in forms for line in (_form(form) if stage == "forms" else _rows(form))]
    lines += [f"summary {_row(summary.fields)}" for summary in read_summaries(rows, headings=headings)]
    return lines or _nothing(document, no_form(name, document, segments, words))


def _nothing(document: Document, why: Problem) -> list[str]:
    """Why nothing would be loaded of a document, and how it begins."""
    grids = sum(isinstance(block, Grid) for block in document.blocks)
    counts = {"paragraphs": len(document.blocks) - grids, "tables": grids}
    told = text("show.nothing", what=why.what, what_to_do=why.what_to_do, **counts)
    return [told, *(f"  {line}" for line in _document(document)[:_BEGINNING])]


def _document(document: Document) -> list[str]:
    lines = [
        f"container {document.format}",
        *(f"unread {part.reason_code} {part.locator}" for part in document.problems),
    ]
    lines += [f"not shown {place}" for place in document.left_out]
    for block in document.blocks:
        if isinstance(block, Grid):
            lines += [" | ".join([f"{row[0].locator:14}", *(cell.text for cell in row)]) for row in block.rows()]
        else:
            lines.append(f"{block.locator:14} ¶ {block.text}")
    return lines


def _form(form: Form) -> list[str]:
    fields = {name: value for name, value in form.fields.items() if value not in (None, "")}
    lines = [f"form at {form.locator}: {form.cells_bound} of {form.cells} cells read"]
    lines += [f"  {name:36} {value}" for name, value in fields.items()]
    lines += [f"  {name:36} {len(getattr(form, name))}" for name in _ROWS]
    told = [*(("quarantined", each) for each in form.problems), *(("noted", each) for each in form.notes)]
    lines += [f"  {how}: {_told(each)}" for how, each in told]
    return lines + [f"  unread {cell['reason']} {cell['locator']}: {cell['text']}" for cell in form.unbound]


def _told(each: Problem) -> str:
    """A problem with the text that it is about, which `meta.rejects` leaves out."""
    printed = fold(each.text or "")[:_LONGEST]
    return f"{each.reason_code} at {each.locator}{printed and f' [{printed}]'}: {each.what} {each.what_to_do}"


def _rows(form: Form) -> list[str]:
    lines = [f"form at {form.locator}: {_name(form)}"]
    return lines + [f"  {name} {_row(row)}" for name in _ROWS for row in getattr(form, name)]


def _name(form: Form) -> str:
    return str(form.fields.get("project_name_printed") or form.fields.get("title_printed"))


def _row(row: dict[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in row.items() if value is not None)
