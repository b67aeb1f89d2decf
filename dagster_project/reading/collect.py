"""Collecting: every document of the manifest becomes rows of the raw tables, or a reject that says why not.

First each document by itself (`read_documents`): such rows can be kept. Then together (`assembled`): what is listed
twice, whom the prose of one document names that another has for a contact, and the order of the manifest.
"""

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from dagster_project import processes
from dagster_project.errors import ReadingError
from dagster_project.reading import containers, vocabulary
from dagster_project.reading.containers import limits
from dagster_project.reading.containers.limits import Limits
from dagster_project.reading.keeping import Frames
from dagster_project.reading.manifest import Source
from dagster_project.reading.opening import open_source, sha256_of
from dagster_project.reading.problems import problem, refusal
from dagster_project.reading.tables import OF_DOCUMENTS, QUESTIONS, SCHEMAS, frame
from dagster_project.reading.tabulating import (
    Tables,
    document_rows,
    duplicate_rows,
    listed_row,
    no_rows,
    refused_rows,
    reject_row,
)
from dagster_project.reading.vocabulary.watching import Questions, Watch
from dagster_project.reading.withholding import withheld

# Other processes take half a second to start: fewer and smaller documents are read faster without them.
_WORTH_DOCUMENTS, _WORTH_BYTES = 24, 1_000_000
_AT_ONCE = 4  # documents that a process takes from a long list
# What code raises that meets a document nobody thought of: a defect of ours, and no reason to stop the others.
_DEFECTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RuntimeError,
    StopIteration,
    TypeError,
    ValueError,
)
_PACKAGE = "dagster_project"
_TO_FRAMES = 64  # documents whose rows are held as objects, which take ten times the memory of a frame


@dataclass(frozen=True)
class Reader:
    """How documents are read: their folder, known regions (code -> name), limits of one, processes, vocabulary."""

    raw_dir: Path
    regions: Mapping[str, str]
    within: Limits = limits.DEFAULT
    workers: int = 1
    words_dir: Path = vocabulary.FOLDER


def read_all(
    sources: Sequence[Source],
    raw_dir: Path,
    regions: Mapping[str, str],
    on_document: Callable[[str], None] | None = None,
    workers: int = 1,
    within: Limits = limits.DEFAULT,
) -> dict[str, pl.DataFrame]:
    """Every raw table of documents, each of exactly its schema, rows in manifest order.

    `regions` maps known region codes to names. A document that cannot be read is a row of `rejects`;
    of a path or a content listed twice the first row serves. `within` are the limits of one document.
    """
    reader = Reader(raw_dir, regions, within, workers)
    return assembled(sources, read_documents(first_of_paths(sources), reader, on_document))


def first_of_paths(sources: Sequence[Source]) -> list[Source]:
    """The lines of a manifest without those that repeat a path."""
    return list({source.path: source for source in reversed(sources)}.values())[::-1]


def read_documents(
    sources: Sequence[Source], reader: Reader, on_document: Callable[[str], None] | None = None
) -> dict[str, pl.DataFrame]:
    """The rows of each document as read by itself, in the order of `sources`, whose paths are all different.

    Beside the raw tables: what each asked of the vocabulary (QUESTIONS).
    """
    read_one = partial(
        read_source,
        raw_dir=reader.raw_dir,
        regions=reader.regions,
        within=reader.within,
        words_dir=reader.words_dir,
    )
    workers = min(reader.workers, len(sources)) if _is_worth_processes(sources, reader.raw_dir) else 1
    parts: list[dict[str, pl.DataFrame]] = []
    rows = no_rows() | {QUESTIONS: []}
    for number, (source, read) in enumerate(zip(sources, _readings(sources, read_one, workers), strict=True), 1):
        for name, some in read.items():
            rows[name] += some
        if number % _TO_FRAMES == 0:
            parts.append(_frames(rows))
            rows = no_rows() | {QUESTIONS: []}
        if on_document:
            on_document(source.path)
    return joined(*parts, _frames(rows))


def joined(*parts: Frames) -> dict[str, pl.DataFrame]:
    """The rows of several parts, one after the other; a part may lack tables."""
    names = dict.fromkeys(name for part in parts for name in part)
    return {name: pl.concat([part[name] for part in parts if name in part]) for name in names}


def assembled(sources: Sequence[Source], readings: Frames) -> dict[str, pl.DataFrame]:
    """The raw tables of a manifest from the readings of its documents, of each path at most one.

    What the lines say is taken from them, so that a reading may be older than its line.
    """
    tables = no_rows()
    tables["rejects"] = _repeated_paths(sources)
    serving = _listed(first_of_paths(sources), readings["documents"], tables)
    order = pl.DataFrame({"document_key": serving}, schema={"document_key": pl.String})
    found: dict[str, pl.DataFrame] = {}
    for name in OF_DOCUMENTS:
        if name == "documents":
            found[name] = frame(name, tables[name])
            continue
        in_order = order.join(readings[name], on="document_key", maintain_order="left_right")
        found[name] = pl.concat([in_order.select(SCHEMAS[name].names()), frame(name, tables[name])])
    return withheld(found)


def _listed(sources: Sequence[Source], documents: pl.DataFrame, tables: Tables) -> list[str]:
    """Put the documents as listed into the tables; the keys of those that serve, in order."""
    read: dict[str, dict[str, Any]] = {row["path"]: row for row in documents.iter_rows(named=True)}
    first: dict[str, str] = {}
    serving: list[str] = []
    for source in (each for each in sources if each.path in read):
        row = read[source.path]
        is_refused = row["status"] == "refused"
        row |= {"manifest_no": source.manifest_no} if is_refused else listed_row(source, row["sha256"])
        path = source.path if is_refused else first.setdefault(row["sha256"], source.path)
        if path == source.path:
            serving.append(row["document_key"])
            tables["documents"].append(row)
        else:  # a content that another path has already
            for name, rows in duplicate_rows(row, path).items():
                tables[name] += rows
    return serving


def _repeated_paths(sources: Sequence[Source]) -> list[dict[str, Any]]:
    first: dict[str, int] = {}
    rejects = []
    for source in sources:
        number = first.setdefault(source.path, source.manifest_no)
        if number != source.manifest_no:
            reason = problem("duplicate_path", first=number, second=source.manifest_no)
            rejects.append(reject_row({"path": source.path}, "manifest", reason))
    return rejects


def _frames(rows: Tables) -> dict[str, pl.DataFrame]:
    return {name: frame(name, some) for name, some in rows.items()}


def read_source(
    source: Source,
    raw_dir: Path,
    regions: Mapping[str, str],
    within: Limits = limits.DEFAULT,
    words_dir: Path = vocabulary.FOLDER,
) -> Tables:
    """The rows of one document, and what it asked of the vocabulary in `words_dir`.

    What cannot be read is a reject, never an error; so is what the reader fails on. Such a one is always read again,
    whatever it asked.
    """
    data = b""
    try:
        data = open_source(source, raw_dir, regions, within)
        document = containers.read(data, within, source.path)
        watch = Watch(vocabulary.load(words_dir))
        rows = document_rows(source, document, sha256_of(data), watch.words)
        return rows | {QUESTIONS: _asked(rows, watch.questions())}
    except ReadingError as error:
        return refused_rows(source, sha256_of(data), error)
    except _DEFECTS as error:
        why = refusal("defect", kind=type(error).__name__, place=_place(error))
        return refused_rows(source, sha256_of(data), why)


def _asked(rows: Tables, questions: Questions) -> list[dict[str, Any]]:
    key = rows["documents"][0]["document_key"]
    return [{"document_key": key, "kind": kind, "asked": "\n".join(asked)} for kind, asked in questions.items()]


def _place(error: Exception) -> str:
    """The function of ours in which an error arose: its words may quote the document and are not told."""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if _PACKAGE in Path(each.filename).parts]
    return f"{Path(frames[-1].filename).stem}.{frames[-1].name}"


def _readings(sources: Sequence[Source], read: Callable[[Source], Tables], workers: int) -> Iterator[Tables]:
    if workers <= 1:
        yield from map(read, sources)
        return
    at_once = min(_AT_ONCE, -(-len(sources) // (workers * _AT_ONCE)))
    done = 0
    try:
        with processes.pool(workers) as pool:
            for tables in pool.map(read, sources, chunksize=at_once):
                done += 1
                yield tables
    except BrokenProcessPool:  # a document took its process with it: the others are read one by one
        yield from (_alone(source, read) for source in sources[done:])


def _alone(source: Source, read: Callable[[Source], Tables]) -> Tables:
    try:
        with processes.pool(1) as pool:
            return pool.submit(read, source).result()
    except BrokenProcessPool:
        return refused_rows(source, "", refusal("reader_fell", container="document", kind="killed"))


def _is_worth_processes(sources: Sequence[Source], raw_dir: Path) -> bool:
    return len(sources) >= _WORTH_DOCUMENTS or sum(_size(raw_dir / source.path) for source in sources) >= _WORTH_BYTES


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # it will be told of when it is read
        return 0
