"""Opening: what a line of the manifest names becomes bytes, or a refusal that says why not."""

import hashlib
import stat
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from dagster_project.reading.containers.limits import Limits
from dagster_project.reading.manifest import Source
from dagster_project.reading.problems import refusal
from dagster_project.reading.regions import nearest_regions

# The years that the warehouse has (dbt/seeds/years.csv).
FIRST_YEAR, LAST_YEAR = 2010, 2035
ANY_YEAR = str(LAST_YEAR)
"""For documents whose year is still to be told: so that their forms are not kept out for want of one."""


def open_source(source: Source, raw_dir: Path, regions: Mapping[str, str], within: Limits) -> bytes:
    """The bytes of a listed document. Raises ReadingError where its line or its file is not in order."""
    check_line(source, regions)
    path = path_of(source.path, raw_dir.resolve())
    try:
        if stat.S_ISFIFO(path.stat().st_mode):
            raise refusal("cannot_open", reason="it is a pipe")  # which would be waited for without end
        return read_file(path, within)
    except FileNotFoundError as error:
        raise refusal("missing_file") from error
    except OSError as error:
        raise refusal("cannot_open", reason=error.strerror) from error


def read_file(path: Path, within: Limits) -> bytes:
    """The bytes of a file. Raises ReadingError where they are too many, OSError where it cannot be opened."""
    with path.open("rb") as file:
        data = file.read(within.file_bytes + 1)
    if len(data) > within.file_bytes:
        raise refusal("too_much", what="bytes", limit=within.file_bytes)
    return data


def sha256_of(data: bytes) -> str:
    """The fingerprint of a document's bytes; "" where there are none."""
    return hashlib.sha256(data).hexdigest() if data else ""


def document_key(path: str, sha256: str) -> str:
    """The key of a document: md5 of `path|sha256`."""
    return hashlib.md5(f"{path}|{sha256}".encode(), usedforsecurity=False).hexdigest()


def year_of(text: str) -> int | None:
    """A fiscal year written with four digits, or None."""
    is_year = text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR
    return int(text) if is_year else None


def date_of(text: str) -> date | None:
    """A date written as YYYY-MM-DD, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def check_line(source: Source, regions: Mapping[str, str]) -> None:
    """Raises ReadingError where a line of the manifest names no region, or a year or a day that is none."""
    if source.region_code not in regions:
        near = ", ".join(f"{code} {regions[code]}" for code in nearest_regions(source.region_code, regions))
        raise refusal("unknown_region", code=source.region_code, near=near)
    if source.fiscal_year and year_of(source.fiscal_year) is None:
        raise refusal("bad_year", year=source.fiscal_year)
    if source.published_on and date_of(source.published_on) is None:
        raise refusal("bad_date", date=source.published_on)


def path_of(listed: str, folder: Path) -> Path:
    """Where a listed file lies, links followed. Raises ReadingError where that is outside `folder`, itself resolved."""
    try:
        path = (folder / listed).resolve()
    except (OSError, ValueError, RuntimeError) as error:  # a NUL in the name, a circle of links
        raise refusal("cannot_open", reason=str(error)) from error
    if not path.is_relative_to(folder):
        raise refusal("outside_folder")
    return path
