"""The manifest, `sources.csv`: which documents there are, and what their papers do not say."""

import csv
from dataclasses import dataclass
from pathlib import Path

from dagster_project.errors import OperatorError
from dagster_project.messages import text

NAME = "sources.csv"
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
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle, strict=True)
            lines = list(reader)
            header = list(reader.fieldnames or [])
    except FileNotFoundError as error:
        raise OperatorError(text("manifest.missing", path=path)) from error
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OperatorError(text("manifest.unreadable", path=path, reason=error)) from error
    _check(path, header, lines)
    return [Source(number, **_values(line)) for number, line in enumerate(lines, 1)]


def _check(path: Path, header: list[str], lines: list[dict[str, str]]) -> None:
    names_known = ", ".join(COLUMNS)
    if missing := [name for name in _REQUIRED if name not in header]:
        raise OperatorError(text("manifest.no_column", path=path, column=missing[0], known=names_known))
    if unknown := [name for name in header if name not in COLUMNS]:
        raise OperatorError(text("manifest.unknown_column", path=path, column=unknown[0], known=names_known))
    for number, line in enumerate(lines, 1):
        if None in line or None in line.values():
            raise OperatorError(text("manifest.ragged", path=path, number=number))
        if empty := [name for name in _REQUIRED if not line[name].strip()]:
            raise OperatorError(text("manifest.empty", path=path, number=number, column=empty[0]))


def _values(line: dict[str, str]) -> dict[str, str]:
    """Trimmed, but for the path: a file may be named with a blank at its end."""
    return {name: value if name == "path" else value.strip() for name, value in line.items()}


def unlisted(sources: list[Source], raw_dir: Path) -> list[str]:
    """Files under the folder that the manifest does not list, as paths relative to it."""
    listed = {source.path for source in sources} | {NAME}
    files = (path for path in sorted(raw_dir.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return [name for path in files if (name := path.relative_to(raw_dir).as_posix()) not in listed]
