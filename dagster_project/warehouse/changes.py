"""Which documents a build adds, changes and removes, compared with the version that serves."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import duckdb

from dagster_project.settings import Settings
from dagster_project.warehouse import versions
from dagster_project.warehouse.connections import opened


class Changes(NamedTuple):
    """Numbers of documents, as in meta.runs; and which contents left, path -> sha256: replaced or no longer listed."""

    documents_added: int
    documents_changed: int
    documents_removed: int
    contents_left: dict[str, str]


def document_changes(settings: Settings) -> Changes:
    """The build file's documents against those of the version before; without one, all are added."""
    version = versions.compared_with(settings)
    before = _documents(versions.path_of(settings, version)) if version else {}
    return compared(before, _documents(settings.build_path))


def compared(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """Path -> sha256 of then and now."""
    both = before.keys() & after.keys()
    changed = sum(before[path] != after[path] for path in both)
    left = {path: before[path] for path in sorted(before) if before[path] != after.get(path)}
    return Changes(len(after.keys() - both), changed, len(before.keys() - both), left)


def _documents(path: Path) -> dict[str, str]:
    with opened(path, read_only=True) as connection:
        try:
            # The members `unknown` and `not_applicable` have no status.
            rows = connection.execute("select path, sha256 from marts.dim_document where status is not null").fetchall()
        except (duckdb.CatalogException, duckdb.BinderException):  # a version whose table was another
            rows = []
    return dict(rows)
