"""Collecting: every document of the manifest becomes rows of the raw tables, or a reject that says why not."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import polars as pl

from dagster_project.errors import ReadingError
from dagster_project.reading import containers, vocabulary
from dagster_project.reading.document import Document
from dagster_project.reading.forms.form import read_form
from dagster_project.reading.forms.records import Form, Problem
from dagster_project.reading.forms.rows import rows_of
from dagster_project.reading.forms.segments import segments_of
from dagster_project.reading.manifest import Source
from dagster_project.reading.names import department_name
from dagster_project.reading.persons import may_name_person
from dagster_project.reading.regions import nearest_regions
from dagster_project.reading.tables import SCHEMAS, frame

Tables = dict[str, list[dict[str, Any]]]

# Fewer documents than this are read faster without other processes.
_WORTH_PROCESSES = 24
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_ROW_TABLES = ("fund_lines", "spending_plan", "indicators", "scores", "sections", "statements", "contacts")


def read_all(
    sources: Sequence[Source],
    raw_dir: Path,
    regions: Mapping[str, str],
    on_document: Callable[[str], None] | None = None,
    workers: int = 1,
) -> dict[str, pl.DataFrame]:
    """Every raw table but `typed_values`, each of exactly its schema, rows in manifest order.

    `regions` maps known region codes to names. A document that cannot be read is a row of `rejects`;
    of a path or a content listed twice the first row serves.
    """
    tables: Tables = {name: [] for name in SCHEMAS if name != "typed_values"}
    kept, seen = _without_repeated_paths(sources, tables), dict[str, str]()
    for source, read in zip(kept, _readings(kept, raw_dir, regions, workers), strict=True):
        _take(read, seen)
        for name, rows in read.items():
            tables[name] += rows
        if on_document:
            on_document(source.path)
    _mark_persons(tables)
    return {name: frame(name, rows) for name, rows in tables.items()}


def _readings(sources: Sequence[Source], raw_dir: Path, regions: Mapping[str, str], workers: int) -> Any:
    read = partial(read_source, raw_dir=raw_dir, regions=regions)
    if workers == 1 or len(sources) < _WORTH_PROCESSES:
        yield from map(read, sources)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read, sources, chunksize=4)


def _without_repeated_paths(sources: Sequence[Source], tables: Tables) -> list[Source]:
    first: dict[str, Source] = {}
    for source in sources:
        if source.path in first:
            numbers = f"{first[source.path].manifest_no} and {source.manifest_no}"
            what = f"the manifest lists the path twice, as documents {numbers}"
            problem = Problem("duplicate_path", what, "the first line serves; take the second one out")
            tables["rejects"].append(_reject(source, None, "manifest", problem))
        first.setdefault(source.path, source)
    return list(first.values())


def _take(read: Tables, seen: dict[str, str]) -> None:
    """Note a document's content; a content that was read before stays out of every table but `documents`."""
    document = read["documents"][0]
    path = seen.setdefault(document["sha256"], document["path"]) if document["sha256"] else document["path"]
    if path != document["path"] and document["status"] != "refused":
        for rows in read.values():
            rows.clear()
        read["documents"] = [document | {"status": "duplicate", "forms": 0, "forms_quarantined": 0}]
        what = f"the same content is listed before as {path}"
        problem = Problem("duplicate_content", what, "the first serves; take this line out")
        read["rejects"] = [_reject(document, document["document_key"], "manifest", problem)]


def read_source(source: Source, raw_dir: Path, regions: Mapping[str, str]) -> Tables:
    """The rows of one document by raw table. What cannot be read is a reject, never an error."""
    data = b""
    try:
        problem = _listed_wrongly(source, regions)
        if problem:
            raise problem
        data = _bytes(source, raw_dir)
        document = containers.read(data)
    except ReadingError as error:
        return _refused(source, data, error)
    return read_document(source, document, _key(source.path, data), hashlib.sha256(data).hexdigest())


def _key(path: str, data: bytes) -> str:
    sha256 = hashlib.sha256(data).hexdigest() if data else ""
    return hashlib.md5(f"{path}|{sha256}".encode(), usedforsecurity=False).hexdigest()


def _listed_wrongly(source: Source, regions: Mapping[str, str]) -> ReadingError | None:
    if source.region_code not in regions:
        near = ", ".join(f"{code} {regions[code]}" for code in nearest_regions(source.region_code, regions))
        todo = f"correct it (nearest: {near}), or add the code with a line in dbt/seeds/region_changes.csv"
        return ReadingError("unknown_region", f"the region code {source.region_code} does not exist", todo)
    if source.fiscal_year and not _is_year(source.fiscal_year):
        return ReadingError("bad_year", f"{source.fiscal_year} is no fiscal year", "write the year with four digits")
    if source.published_on and _date(source.published_on) is None:
        return ReadingError("bad_date", f"{source.published_on} is no date", "write published_on as YYYY-MM-DD")
    return None


def _is_year(text: str) -> bool:
    return text.isascii() and text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _bytes(source: Source, raw_dir: Path) -> bytes:
    """A file's bytes. Raises ReadingError where it is missing or lies outside the folder (links are followed)."""
    path = (raw_dir / source.path).resolve() if "\x00" not in source.path else raw_dir
    if not path.is_relative_to(raw_dir.resolve()):
        raise ReadingError("outside_folder", "the path leaves the folder of documents", "copy the file into the folder")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ReadingError("missing_file", "there is no such file", "put it there or take the line out") from error
    except OSError as error:
        raise ReadingError("cannot_open", f"it cannot be opened: {error.strerror}", "give it reading rights") from error


def _document(source: Source, key: str, sha256: str) -> dict[str, Any]:
    return {
        "document_key": key,
        "manifest_no": source.manifest_no,
        "path": source.path,
        "sha256": sha256,
        "region_code": source.region_code,
        "department": source.department or None,
        "department_name": department_name(source.department)[0],
        "fiscal_year": int(source.fiscal_year) if _is_year(source.fiscal_year) else None,
        "title": source.title or None,
        "publisher": source.publisher or None,
        "url": source.url or None,
        "published_on": _date(source.published_on),
        "is_excerpt": source.is_excerpt.lower() in ("true", "1", "yes", "是"),
        "forms": 0,
        "forms_quarantined": 0,
        "cells": 0,
        "cells_bound": 0,
        "cells_outside": 0,
    }


def _refused(source: Source, data: bytes, error: ReadingError) -> Tables:
    sha256 = hashlib.sha256(data).hexdigest() if data else ""
    document = _document(source, _key(source.path, data), sha256) | {"status": "refused"}
    if source.region_code and error.reason_code == "unknown_region":
        document["region_code"] = None
    problem = Problem(error.reason_code, error.what, error.what_to_do)
    return {"documents": [document], "rejects": [_reject(source, document["document_key"], "container", problem)]}


def read_document(source: Source, document: Document, key: str, sha256: str) -> Tables:
    """The rows of an opened document: its forms in order, what they hold, what was left out."""
    words = vocabulary.load()
    before, segments = segments_of(rows_of(document, words), words)
    read = [(segment, read_form(segment, words)) for segment in segments]
    outside = sum(len(row.filled) for row in before)
    outside += sum(
        len(row.filled) for segment, form in read if form is None for row in (*segment.title_rows, *segment.rows)
    )
    forms = [form for _, form in read if form is not None]
    tables: Tables = {name: [] for name in SCHEMAS if name != "typed_values"}
    for form_no, form in enumerate(forms, 1):
        _check_year(source, form)
        _put(form, form_no, key, source, tables)
    listed = _document(source, key, sha256) | {"format": document.format}
    tables["documents"].append(listed | _counts(forms, outside))
    if not forms:
        problem = Problem(
            "no_form", "no form was recognised", "look with `jixiao show`; its title or labels may be unknown"
        )
        tables["rejects"].append(_reject(source, key, "form", problem))
    return tables


def _check_year(source: Source, form: Form) -> None:
    printed = form.fields.get("fiscal_year_printed")
    form.fields["fiscal_year"] = int(printed or source.fiscal_year) if printed or source.fiscal_year else None
    if form.fields["fiscal_year"] is None:
        todo = "fill in fiscal_year in sources.csv"
        form.problems.append(
            Problem("no_year", "neither the form nor the manifest says the fiscal year", todo, form.locator)
        )


def _counts(forms: Sequence[Form], outside: int) -> dict[str, Any]:
    bad = sum(bool(form.problems) for form in forms)
    status = "quarantined" if not forms or bad == len(forms) else "partial" if bad else "loaded"
    return {
        "status": status,
        "forms": len(forms),
        "forms_quarantined": bad,
        "cells": sum(form.cells for form in forms),
        "cells_bound": sum(form.cells_bound for form in forms),
        "cells_outside": outside + sum(form.cells_outside for form in forms),
    }


def _put(form: Form, form_no: int, key: str, source: Source, tables: Tables) -> None:
    """Put a form's rows into the tables; of a quarantined one only the form, its unread cells, rejects and contacts."""
    place = {"document_key": key, "form_no": form_no}
    fields = {name: value for name, value in form.fields.items() if name in SCHEMAS["forms"]}
    counts = {"cells": form.cells, "cells_bound": form.cells_bound, "locator": form.locator}
    status = "quarantined" if form.problems else "loaded"
    fields["contact_was_printed"] = bool(form.fields.get("contact_was_printed"))
    tables["forms"].append(place | fields | counts | {"status": status})
    tables["cells"] += [place | cell for cell in form.unbound]
    tables["rejects"] += [_reject(source, key, "form", problem) | {"form_no": form_no} for problem in form.problems]
    for name in _ROW_TABLES if status == "loaded" else ("contacts",):
        tables[name] += [place | row for row in getattr(form, name)]
    if status == "loaded" and not form.indicators:
        problem = Problem(
            "no_indicators",
            "the form has no indicators; it is loaded",
            "see whether its table has a header",
            form.locator,
        )
        tables["rejects"].append(_reject(source, key, "form", problem) | {"form_no": form_no})


def _reject(source: Source | Mapping[str, Any], key: str | None, stage: str, problem: Problem) -> dict[str, Any]:
    return {
        "document_key": key,
        "path": source.path if isinstance(source, Source) else source["path"],
        "stage_of_reading": stage,
        "locator": problem.locator,
        "reason_code": problem.reason_code,
        "what": problem.what,
        "what_to_do": problem.what_to_do,
        "text": problem.text,
    }


def _mark_persons(tables: Tables) -> None:
    """Mark prose in which a person may be named: a contact of any document of the run, or what looks like a name."""
    contacts = {contact["value"] for contact in tables["contacts"]}
    named = set()
    for section in tables["sections"]:
        section["has_person_name"] = may_name_person(section["text"], contacts)
        if section["has_person_name"]:
            named.add((section["document_key"], section["form_no"]))
    for statement in tables["statements"]:
        place = (statement["document_key"], statement["form_no"])
        statement["has_person_name"] = place in named and may_name_person(statement["clause"], contacts)
