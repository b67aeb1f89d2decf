"""What the reader sees of one file, at each stage: document, forms, rows."""

from pathlib import Path
from typing import Any

from dagster_project.errors import OperatorError, ReadingError
from dagster_project.messages import text
from dagster_project.reading import containers, vocabulary
from dagster_project.reading.document import Document, Grid
from dagster_project.reading.forms.form import read_form
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import rows_of
from dagster_project.reading.forms.segments import segments_of
from dagster_project.reading.forms.summaries import read_summaries

STAGES = ("document", "forms", "rows")
_ROWS = ("fund_lines", "spending_plan", "indicators", "scores", "sections", "statements")


def render(path: Path, stage: str) -> str:
    """A file as the reader sees it at a stage, as text. Raises OperatorError where it cannot be opened."""
    try:
        document = containers.read(path.read_bytes())
    except OSError as error:
        raise OperatorError(text("show.cannot_open", path=path, reason=error.strerror)) from error
    except ReadingError as error:
        raise OperatorError(text("show.refused", path=path, what=error.what, what_to_do=error.what_to_do)) from error
    if stage == "document":
        return "\n".join(_document(document))
    words = vocabulary.load()
    rows = rows_of(document, words)
    _, segments = segments_of(rows, words)
    forms = [form for segment in segments if (form := read_form(segment, words)) is not None]
    lines = [line for form in forms for line in (_form(form) if stage == "forms" else _rows(form))]
    return "\n".join([*lines, *(f"summary {_row(summary.fields)}" for summary in read_summaries(rows))])


def _document(document: Document) -> list[str]:
    lines = [
        f"container {document.format}",
        *(f"unread {part.reason_code} {part.locator}" for part in document.problems),
    ]
    lines += [f"not shown {place}" for place in document.left_out]
    for block in document.blocks:
        if isinstance(block, Grid):
            lines += [
                " | ".join([f"{row[0].locator:14}", *(_one_line(cell.text) for cell in row)]) for row in block.rows()
            ]
        else:
            lines.append(f"{block.locator:14} ¶ {_one_line(block.text)}")
    return lines


def _form(form: Form) -> list[str]:
    fields = {name: value for name, value in form.fields.items() if value not in (None, "")}
    lines = [f"form at {form.locator}: {form.cells_bound} of {form.cells} cells read"]
    lines += [f"  {name:36} {_one_line(str(value))}" for name, value in fields.items()]
    lines += [f"  {name:36} {len(getattr(form, name))}" for name in _ROWS]
    lines += [f"  quarantined: {problem.reason_code} at {problem.locator}: {problem.what}" for problem in form.problems]
    return lines + [f"  unread {cell['reason']} {cell['locator']}: {_one_line(cell['text'])}" for cell in form.unbound]


def _rows(form: Form) -> list[str]:
    lines = [f"form at {form.locator}: {form.fields.get('project_name_printed') or form.fields.get('title_printed')}"]
    return lines + [f"  {name} {_row(row)}" for name in _ROWS for row in getattr(form, name)]


def _row(row: dict[str, Any]) -> str:
    return " ".join(f"{name}={_one_line(str(value))}" for name, value in row.items() if value is not None)


def _one_line(text: str) -> str:
    """Text for a terminal: on one line, control characters shown as what they are."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in text)
