"""Collecting: every document of the manifest becomes rows of the raw tables, or a reject that says why not."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import polars as pl

from dagster_project.errors import ReadingError
from dagster_project.reading import containers
from dagster_project.reading.containers import limits
from dagster_project.reading.containers.limits import Limits
from dagster_project.reading.manifest import Source
from dagster_project.reading.opening import open_source, sha256_of
from dagster_project.reading.persons import may_name_person
from dagster_project.reading.problems import problem, refusal
from dagster_project.reading.tables import frame
from dagster_project.reading.tabulating import (
    Tables,
    document_rows,
    duplicate_rows,
    no_rows,
    refused_rows,
    reject_row,
)

# Other processes take half a second to start: fewer and smaller documents are read faster without them.
_WORTH_DOCUMENTS, _WORTH_BYTES = 24, 1_000_000
_AT_ONCE = 4  # documents that a process takes from a long list


def read_all(
    sources: Sequence[Source],
    raw_dir: Path,
    regions: Mapping[str, str],
    on_document: Callable[[str], None] | None = None,
    workers: int = 1,
    within: Limits = limits.DEFAULT,
) -> dict[str, pl.DataFrame]:
    """Every raw table but `typed_values`, each of exactly its schema, rows in manifest order.

    `regions` maps known region codes to names. A document that cannot be read is a row of `rejects`;
    of a path or a content listed twice the first row serves. `within` are the limits of one document.
    """
    tables = no_rows()
    kept = _without_repeated_paths(sources, tables)
    seen: dict[str, str] = {}
    read_one = partial(read_source, raw_dir=raw_dir, regions=regions, within=within)
    workers = min(workers, len(kept)) if _is_worth_processes(kept, raw_dir) else 1
    for source, read in zip(kept, _readings(kept, read_one, workers), strict=True):
        for name, rows in _once(read, seen).items():
            tables[name] += rows
        if on_document:
            on_document(source.path)
    _mark_persons(tables)
    return {name: frame(name, rows) for name, rows in tables.items()}


def read_source(source: Source, raw_dir: Path, regions: Mapping[str, str], within: Limits = limits.DEFAULT) -> Tables:
    """The rows of one document. What cannot be read is a reject, never an error."""
    data = b""
    try:
        data = open_source(source, raw_dir, regions, within)
        document = containers.read(data, within, source.path)
    except ReadingError as error:
        return refused_rows(source, sha256_of(data), error)
    return document_rows(source, document, sha256_of(data))


def _readings(sources: Sequence[Source], read: Callable[[Source], Tables], workers: int) -> Iterator[Tables]:
    if workers <= 1:
        yield from map(read, sources)
        return
    at_once = min(_AT_ONCE, -(-len(sources) // (workers * _AT_ONCE)))
    done = 0
    try:
        with _pool(workers) as pool:
            for tables in pool.map(read, sources, chunksize=at_once):
                done += 1
                yield tables
    except BrokenProcessPool:  # a document took its process with it: the others are read one by one
        yield from (_alone(source, read) for source in sources[done:])


def _alone(source: Source, read: Callable[[Source], Tables]) -> Tables:
    try:
        with _pool(1) as pool:
            return pool.submit(read, source).result()
    except BrokenProcessPool:
        return refused_rows(source, "", refusal("reader_fell", container="document", kind="killed"))


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def _is_worth_processes(sources: Sequence[Source], raw_dir: Path) -> bool:
    return len(sources) >= _WORTH_DOCUMENTS or sum(_size(raw_dir / source.path) for source in sources) >= _WORTH_BYTES


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # it will be told of when it is read
        return 0


def _without_repeated_paths(sources: Sequence[Source], tables: Tables) -> list[Source]:
    first: dict[str, Source] = {}
    for source in sources:
        if source.path in first:
            reason = problem("duplicate_path", first=first[source.path].manifest_no, second=source.manifest_no)
            tables["rejects"].append(reject_row({"path": source.path}, "manifest", reason))
        first.setdefault(source.path, source)
    return list(first.values())


def _once(read: Tables, seen: dict[str, str]) -> Tables:
    """A document's rows; of a content that was read before only the document itself, as a duplicate."""
    document = read["documents"][0]
    if document["status"] == "refused":
        return read
    path = seen.setdefault(document["sha256"], document["path"])
    return read if path == document["path"] else duplicate_rows(document, path)


def _mark_persons(tables: Tables) -> None:
    """Mark prose in which a person may be named: a contact of any document of the run, or what looks like a name."""
    contacts = {contact["value"] for contact in tables["contacts"]}
    for section in tables["sections"]:
        section["has_person_name"] = may_name_person(section["text"], contacts)
    for statement in tables["statements"]:
        statement["has_person_name"] = may_name_person(statement["clause"], contacts)
