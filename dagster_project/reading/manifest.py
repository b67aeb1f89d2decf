"""The manifest, `sources.csv`: which documents there are, and what their papers do not say."""

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.reading.containers.cleaning import clean

NAME = "sources.csv"
EXPECTED = "expected.csv"
"""What may lie beside the manifest without being a document: see reading.expected."""

COLUMNS = (
    "path",
    "region_code",
    "department",
    "fiscal_year",
    "title",
    "publisher",
    "url",
    "published_on",
    "is_excerpt",
)
_REQUIRED = ("path", "region_code")


@dataclass(frozen=True, slots=True)
class Source:
    """A line of the manifest, as written; `manifest_no` counts its lines from 1. "" where nothing is filled in."""

    manifest_no: int
    path: str
    region_code: str
    department: str = ""
    fiscal_year: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    published_on: str = ""
    is_excerpt: str = ""


def read_manifest(raw_dir: Path) -> list[Source]:
    """The lines of `sources.csv` in order. Raises OperatorError where it is missing or no table of these columns."""
    path = raw_dir / NAME
    try:
        return _parsed(path, path.read_bytes())[1]
    except FileNotFoundError as error:
        raise OperatorError(text("manifest.missing", path=path)) from error
    except OSError as error:
        raise OperatorError(text("manifest.unreadable", path=path, reason=error)) from error


def append_source(raw_dir: Path, values: Mapping[str, str]) -> None:
    """Put one line of column -> value behind the others, which stay byte for byte; a new list begins with its header.

    The file is replaced in one step. Raises OperatorError where the list is none, or has no column for a value; OSError
    where it cannot be written. Whoever calls it sees to it that nobody else does at the same time.
    """
    path = (raw_dir / NAME).resolve()  # a linked list stays linked
    before = path.read_bytes() if path.exists() else _csv_line(COLUMNS, "\n")
    header, _ = _parsed(path, before)
    if lacking := [name for name, value in values.items() if value and name not in header]:
        raise OperatorError(text("manifest.lacks_column", path=path, column=lacking[0]))
    end = "\r\n" if before.split(b"\n", 1)[0].endswith(b"\r") else "\n"
    joint = b"" if before.endswith(b"\n") else end.encode()
    after = before + joint + _csv_line([values.get(name, "") for name in header], end)
    _replace(path, after)


def _csv_line(values: Iterable[str], end: str) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator=end).writerow(values)
    return line.getvalue().encode()


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read_lines(
    path: Path, content: bytes, columns: Sequence[str], required: Sequence[str]
) -> tuple[list[str], list[dict[str, str]]]:
    """The header and the lines of a list in CSV, trimmed, without what nobody sees.

    Raises OperatorError where it is no table of these `columns`, or lacks one of the `required` in header or line.
    """
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
        lines = list(reader)
        header = list(reader.fieldnames or [])
    except (UnicodeDecodeError, csv.Error) as error:
        raise OperatorError(text("manifest.unreadable", path=path, reason=error)) from error
    _check(path, header, columns, required)
    for number, line in enumerate(lines, 1):
        if None in line or None in line.values():
            raise OperatorError(text("manifest.ragged", path=path, number=number))
        if empty := [name for name in required if not line[name].strip()]:
            raise OperatorError(text("manifest.empty", path=path, number=number, column=empty[0]))
    return header, [_values(line) for line in lines]


def _parsed(path: Path, content: bytes) -> tuple[list[str], list[Source]]:
    """The columns and the lines of a manifest. Raises OperatorError where it is no table of our columns."""
    header, lines = read_lines(path, content, COLUMNS, _REQUIRED)
    return header, [Source(number, **line) for number, line in enumerate(lines, 1)]


def _check(path: Path, header: Sequence[str], columns: Sequence[str], required: Sequence[str]) -> None:
    names_known = ", ".join(columns)
    if missing := [name for name in required if name not in header]:
        raise OperatorError(text("manifest.no_column", path=path, column=missing[0], known=names_known))
    if unknown := [name for name in header if name not in columns]:
        raise OperatorError(text("manifest.unknown_column", path=path, column=unknown[0], known=names_known))


def _values(line: dict[str, str]) -> dict[str, str]:
    """Trimmed, without what nobody sees; but for the path: a file may be named with a blank at its end, or worse."""
    return {name: value if name == "path" else clean(value).strip() for name, value in line.items()}


def unlisted(sources: list[Source], raw_dir: Path) -> list[str]:
    """Files under the folder that the manifest does not list, as paths relative to it."""
    listed = {source.path for source in sources} | {NAME, EXPECTED}
    files = (path for path in sorted(raw_dir.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return [name for path in files if (name := path.relative_to(raw_dir).as_posix()) not in listed]
