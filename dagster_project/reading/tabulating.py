"""Tabulating: a document's forms become rows of the raw tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from dagster_project.errors import ReadingError
from dagster_project.reading import vocabulary
from dagster_project.reading.document import Document
from dagster_project.reading.fold import fold, fold_label
from dagster_project.reading.forms.cell_lines import gathered
from dagster_project.reading.forms.dated_headings import date_forms, dated_headings
from dagster_project.reading.forms.form import read_form
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import rows_of
from dagster_project.reading.forms.segments import Segment, segments_of
from dagster_project.reading.forms.statements import read_outside
from dagster_project.reading.forms.summaries import Summary, read_summaries
from dagster_project.reading.forms.totals import is_total
from dagster_project.reading.manifest import Source
from dagster_project.reading.names import department_name
from dagster_project.reading.opening import date_of, document_key, year_of
from dagster_project.reading.persons import may_name_person
from dagster_project.reading.problems import Problem, problem
from dagster_project.reading.tables import OF_DOCUMENTS, SCHEMAS
from dagster_project.reading.vocabulary import Vocabulary

Tables = dict[str, list[dict[str, Any]]]
"""Rows by raw table."""

_ROW_TABLES = ("fund_lines", "spending_plan", "indicators", "scores", "sections", "statements", "contacts")
# Raw table -> its column of prose, in which a person may be named.
PROSE = {"sections": "text", "statements": "clause"}
_NO_PAGES = (".pdf", ".docx", ".xlsx", ".doc", ".xls", ".wps", ".et", ".ofd", ".zip", ".rar")
_TRUE = ("true", "1", "yes", "是")


def no_rows() -> Tables:
    """Every raw table that documents fill, empty."""
    return {name: [] for name in OF_DOCUMENTS}


def document_rows(source: Source, document: Document, sha256: str, words: Vocabulary | None = None) -> Tables:
    """The rows of an opened document: its forms in order, what they hold, what was left out.

    It is read by `words`, by default those of the package.
    """
    words = words or vocabulary.load()
    rows = gathered(rows_of(document, words), words)
    before, segments = segments_of(rows, words)
    read = [(segment, read_form(segment, words)) for segment in segments]
    loose = [row for segment, form in read if form is None for row in (*segment.title_rows, *segment.rows)]
    headings = dated_headings(rows, words, source.fiscal_year)
    date_forms(read, headings)
    forms = [form for _, form in read if form is not None]
    read_outside((*before, *loose), forms)
    tables, listed = no_rows(), listed_row(source, sha256) | {"format": document.format}
    for form_no, form in enumerate(forms, 1):
        _date_form(source, form)
        _put(form, form_no, listed, tables)
    _mark_persons(tables)
    summaries = read_summaries(rows, source.fiscal_year or None, headings)
    _put_summaries(summaries, source, listed, tables)
    outside = sum(len(row.filled) for row in (*before, *loose)) + sum(form.cells_outside for form in forms)
    counts = _counts(forms, summaries, document.problems)
    tables["documents"].append(listed | counts | {"cells_outside": outside})
    reasons = list(document.problems) + (
        [] if forms or summaries else [no_form(source.path, document, segments, words)]
    )
    if document.left_out:
        reasons.append(problem("not_shown", document.left_out[0], places=len(document.left_out)))
    tables["rejects"] += [reject_row(listed, "container", reason) for reason in reasons]
    return tables


def no_form(path: str, document: Document, segments: Sequence[Segment], words: Vocabulary) -> Problem:
    """Why there is no form: a page under the name of something else is what a server sends when it has no document."""
    if document.format in ("html", "mhtml") and path.lower().endswith(_NO_PAGES):
        return problem("web_page")
    blank = next((each for each in segments if each.title and each.has_indicators and _is_blank(each, words)), None)
    return problem("blank_form", blank.title_rows[0].locator) if blank else problem("no_form")


def _is_blank(segment: Segment, words: Vocabulary) -> bool:
    """Whether the rows of a titled table print labels, numbers of lines and totals alone."""
    rows = [row for row in segment.rows if not is_total(row.filled, words)]
    texts = [cell.text for row in rows for cell in row.filled if not words.placeholders.search(fold(cell.text))]
    return not any(any(char.isdigit() for char in text) and not words.knows(fold_label(text)) for text in texts)


def refused_rows(source: Source, sha256: str, error: ReadingError) -> Tables:
    """The rows of a document that could not be opened: itself and why."""
    listed = listed_row(source, sha256) | _counts([]) | {"status": "refused", "cells_outside": 0}
    if error.reason_code == "unknown_region":
        listed["region_code"] = None
    reason = Problem(error.reason_code, error.what, error.what_to_do)
    return no_rows() | {"documents": [listed], "rejects": [reject_row(listed, "container", reason)]}


def duplicate_rows(listed: Mapping[str, Any], first_path: str) -> Tables:
    """The rows of a document whose content was listed before under another path."""
    document = {**listed, **_counts([]), "status": "duplicate", "cells_outside": 0}
    reason = problem("duplicate_content", path=first_path)
    return no_rows() | {"documents": [document], "rejects": [reject_row(document, "manifest", reason)]}


def reject_row(listed: Mapping[str, Any], stage: str, reason: Problem, form_no: int | None = None) -> dict[str, Any]:
    """A row of raw.rejects for a document (its `path`, and its `document_key` where it has one)."""
    return {
        "document_key": listed.get("document_key"),
        "path": listed["path"],
        "stage_of_reading": stage,
        "form_no": form_no,
        "locator": reason.locator,
        "reason_code": reason.reason_code,
        "what": reason.what,
        "what_to_do": reason.what_to_do,
        "text": reason.text,
    }


def listed_row(source: Source, sha256: str) -> dict[str, Any]:
    """What the manifest says of a document, typed; "" is null."""
    return {
        "document_key": document_key(source.path, sha256),
        "manifest_no": source.manifest_no,
        "path": source.path,
        "sha256": sha256,
        "region_code": source.region_code,
        "department": source.department or None,
        "department_name": department_name(source.department)[0],
        "fiscal_year": year_of(source.fiscal_year),
        "title": source.title or None,
        "publisher": source.publisher or None,
        "url": source.url or None,
        "published_on": date_of(source.published_on),
        "is_excerpt": source.is_excerpt.lower() in _TRUE,
    }


def _counts(
    forms: Sequence[Form], summaries: Sequence[Summary] = (), problems: Sequence[Problem] = ()
) -> dict[str, Any]:
    bad = sum(bool(form.problems) for form in forms)
    told = sum(not summary.problems for summary in summaries)
    is_whole = not bad and told == len(summaries) and not problems
    return {
        "status": "quarantined" if bad == len(forms) and not told else "loaded" if is_whole else "partial",
        "forms": len(forms),
        "forms_quarantined": bad,
        "summaries": told,
        "cells": sum(form.cells for form in forms),
        "cells_bound": sum(form.cells_bound for form in forms),
    }


def _date_form(source: Source, form: Form) -> None:
    """The fiscal year: printed in the form, else the manifest's. A column of another year is none of the form's."""
    printed = form.fields.get("fiscal_year_printed")
    form.fields["fiscal_year"] = year_of(printed or source.fiscal_year)
    if form.fields["fiscal_year"] is None:
        form.problems.append(problem("no_year", form.locator))
        return
    others = ((year, cell) for year, cell in form.dated_headers if year != form.fields["fiscal_year"])
    form.problems += [problem("other_year", cell.locator, cell.text, year=year) for year, cell in others]


def _mark_persons(tables: Tables) -> None:
    """Mark prose with what looks like a person's name; contacts are looked for when all documents are read."""
    for name, column in PROSE.items():
        for row in tables[name]:
            row["has_person_name"] = may_name_person(row[column], ())


def _put_summaries(summaries: Sequence[Summary], source: Source, listed: Mapping[str, Any], tables: Tables) -> None:
    """Put a document's summaries into their table, in order; what must not be trusted is a reject."""
    for summary in summaries:
        year = year_of(summary.fields["fiscal_year_printed"] or source.fiscal_year)
        if year is None:
            summary.problems.append(problem("no_year", summary.fields["locator"]))
        tables["rejects"] += [reject_row(listed, "form", reason) for reason in summary.problems]
        if not summary.problems:
            place = {"document_key": listed["document_key"], "seq": len(tables["summaries"]) + 1}
            tables["summaries"].append(place | summary.fields | {"fiscal_year": year})
            tables["rejects"] += [reject_row(listed, "value", reason) for reason in summary.left_out]


def _put(form: Form, form_no: int, listed: Mapping[str, Any], tables: Tables) -> None:
    """Put a form's rows into the tables; of a quarantined one only the form, its unread cells, rejects and contacts."""
    place = {"document_key": listed["document_key"], "form_no": form_no}
    fields = {name: value for name, value in form.fields.items() if name in SCHEMAS["forms"]}
    counts = {"cells": form.cells, "cells_bound": form.cells_bound, "locator": form.locator}
    is_loaded = not form.problems and not form.is_passed_over
    status = "passed_over" if form.is_passed_over else "quarantined" if form.problems else "loaded"
    fields["contact_was_printed"] = bool(form.fields.get("contact_was_printed"))
    tables["forms"].append(place | fields | counts | {"status": status})
    tables["cells"] += [place | cell for cell in form.unbound]
    has_reason = form.problems or form.indicators or form.is_passed_over
    reasons = form.problems if has_reason else [problem("no_indicators", form.locator)]
    tables["rejects"] += [reject_row(listed, "form", reason, form_no) for reason in [*reasons, *form.notes]]
    for name in _ROW_TABLES if is_loaded else ("contacts",):
        tables[name] += [place | row for row in getattr(form, name)]
