"""What a killed run leaves behind, removed before the next one; files that are not ours are left alone."""

import shutil
from pathlib import Path

from dagster_project.settings import Settings
from dagster_project.warehouse import running
from dagster_project.warehouse.connections import spill_of, wal_of


def clean(settings: Settings) -> list[str]:
    """Give a killed run its line in the journal and remove left-over files, under the lock; returns their names."""
    running.settle(settings)
    gone = [path for database in (settings.private_path, settings.build_path) for path in _torn(database)]
    gone += settings.versions_dir.glob(".jixiao-*.duckdb.new")
    # Of somebody who opened a version to write in it: every reader would be shown what is in the log.
    gone += settings.versions_dir.glob("jixiao-*.duckdb.wal")
    digests = settings.versions_dir.glob("jixiao-*.duckdb.sha256")
    gone += [path for path in digests if not path.with_suffix("").exists()]
    gone += settings.warehouse_dir.glob(f".{settings.published_path.name}.new")
    gone += settings.warehouse_dir.glob("gates.*.tmp")
    for path in gone:
        _remove(path)
    return sorted(path.name for path in gone)


def drop_database(path: Path) -> None:
    """Remove a private database file with all that DuckDB keeps beside it."""
    for part in (path, wal_of(path), spill_of(path)):
        _remove(part)


def _torn(database: Path) -> list[Path]:
    # A file that still has its log was not closed: both go, the next build writes them anew.
    log, spill = wal_of(database), spill_of(database)
    found = [database, log] if log.exists() else []
    return [path for path in (*found, spill) if path.exists()]


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
