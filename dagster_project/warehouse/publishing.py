"""From a finished build file to a version that serves, so that a crash at any moment leaves the old one whole."""

import os
import shutil
from pathlib import Path

from dagster_project.errors import GateFailed, OperatorError
from dagster_project.messages import text
from dagster_project.settings import Settings
from dagster_project.warehouse import chinese, versions
from dagster_project.warehouse.connections import opened, wal_of

PUBLISHED_SCHEMAS = ("marts", "meta", chinese.SCHEMA)


def publish(settings: Settings, version: str) -> str:
    """Publish the closed build file as `version`; returns its sha256.

    The copy is whole and on disk before it gets its name, and has its name before the link leads to it.
    The build file stays for work by hand. Raises OperatorError where the disk says no or a block of the build
    file is damaged, GateFailed where the build file holds anything but marts, meta and the Chinese views.
    """
    _assert_publishable(settings.build_path)
    try:
        return _published(settings, version)
    except OSError as error:
        raise OperatorError(
            text("warehouse.not_published", folder=settings.warehouse_dir, reason=error.strerror)
        ) from error


def _published(settings: Settings, version: str) -> str:
    settings.versions_dir.mkdir(exist_ok=True)
    target = versions.path_of(settings, version)
    incoming = target.with_name(f".{target.name}.new")
    try:
        sha256 = _copied(settings.build_path, incoming)
        _assert_readable(incoming)
        versions.keep_digest(settings, version, sha256)
        incoming.replace(target)
    finally:
        incoming.unlink(missing_ok=True)
    versions.sync_folder(settings.versions_dir)
    versions.point(settings, version)
    return sha256


def _copied(source: Path, target: Path) -> str:
    target.unlink(missing_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o444)
    with target.open("rb") as file:
        os.fsync(file.fileno())
    return versions.digest(target)


def _assert_readable(path: Path) -> None:
    """Read every block of the copy once: DuckDB checks them against their sums only when they are asked for."""
    with opened(path, read_only=True) as connection:
        tables = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        for schema, table in tables:
            connection.execute(f"select bit_xor(hash(t)) from {schema}.{table} as t").fetchall()


def _assert_publishable(build_path: Path) -> None:
    with opened(build_path) as connection:
        connection.execute("checkpoint")
        rows = connection.execute(
            "select distinct table_schema from information_schema.tables where table_catalog = current_database()"
        ).fetchall()
    stray = sorted({schema for (schema,) in rows} - set(PUBLISHED_SCHEMAS))
    if stray:
        raise GateFailed(text("warehouse.stray_schemas", path=build_path, schemas=", ".join(stray)))
    if wal_of(build_path).exists():
        # A file moved without its log loses rows in silence.
        raise GateFailed(text("warehouse.unclosed", path=build_path))
