"""Keeping: which documents have been read already, and which are to be read now.

What is kept are the rows of the documents as each was read by itself. They depend on its path, its bytes (the two
make its key), the fiscal year of its line and the version of the reader; whatever else the line says is taken from it
anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from dagster_project.errors import ReadingError
from dagster_project.reading.manifest import Source
from dagster_project.reading.opening import check_line, document_key, year_of
from dagster_project.reading.tables import OF_DOCUMENTS

Frames = Mapping[str, pl.DataFrame]
"""Rows of raw tables, by name."""


@dataclass
class Plan:
    """What a refresh does with each document: `read` it, take its `kept` rows (by key), or leave it for later.

    `contents`: path -> sha256 of what will stand in the tables; documents that are left for later have none.
    """

    read: list[Source] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    contents: dict[str, str] = field(default_factory=dict)

    def take(self, kept: Frames) -> dict[str, pl.DataFrame]:
        """The rows of the documents that need not be read; the rest of `kept` is of no more use."""
        keys = pl.DataFrame({"document_key": self.kept}, schema={"document_key": pl.String})
        return {name: kept[name].join(keys, on="document_key", how="semi") for name in OF_DOCUMENTS if name in kept}


def planned(
    sources: Sequence[Source],
    contents: Mapping[str, str],
    kept: Frames,
    regions: Mapping[str, str],
    year: int | None = None,
) -> Plan:
    """What to do with the documents of a manifest whose files have these `contents` (path -> sha256).

    With a `year`, documents of other years stay as they were read before; those never read are left for later.
    Documents whose line names no year are of every year.
    """
    documents = kept["documents"].iter_rows(named=True) if "documents" in kept else ()
    before = {row["path"]: row for row in documents}
    plan = Plan()
    for source in sources:
        row, sha256 = before.get(source.path), contents[source.path]
        is_asked = year is None or year_of(source.fiscal_year) in (year, None)
        if not is_asked and row is None:
            continue
        if row is not None and (_stands(row, source, sha256, regions) if is_asked else _stood(row, source)):
            plan.kept.append(row["document_key"])
            plan.contents[source.path] = row["sha256"]
        else:
            plan.read.append(source)
            plan.contents[source.path] = sha256
    return plan


def _stands(row: Mapping[str, Any], source: Source, sha256: str, regions: Mapping[str, str]) -> bool:
    """Whether a document would be read as it was; a refused one may have lacked time or memory, and is tried again."""
    try:
        check_line(source, regions)
    except ReadingError:
        return False
    is_same = row["document_key"] == document_key(source.path, sha256) and sha256 != ""
    return is_same and _stood(row, source) and row["status"] != "refused"


def _stood(row: Mapping[str, Any], source: Source) -> bool:
    return bool(row["status"] == "refused" or row["fiscal_year"] == year_of(source.fiscal_year))
