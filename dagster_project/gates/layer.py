"""A layer of the warehouse, opened for judging: one datasource over both files, read only, closed afterwards."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

import duckdb

from dagster_project.gates.personal import macros
from dagster_project.settings import Settings

if TYPE_CHECKING:
    from great_expectations.data_context import EphemeralDataContext
    from great_expectations.datasource.fluent import SQLDatasource

_CATALOG = {"raw": "private", "staging": "private", "marts": "build"}

# Without these every metric fails: the dialect has no isolation levels, and no rollback outside a transaction.
_ENGINE = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True, "pool_reset_on_return": None}


class _Executes(Protocol):
    def execute(self, statement: str) -> object: ...


@dataclass(frozen=True, slots=True)
class Layer:
    """An open layer. `contacts`: the names and numbers read in this run; `paths`: document_key -> path."""

    name: str
    datasource: "SQLDatasource"
    contacts: frozenset[str]
    paths: Mapping[str, str]


@contextmanager
def open_layer(settings: Settings, layer: str) -> Iterator[Layer]:
    """Open a layer's tables for Great Expectations; on leaving, no connection to either file is left.

    The files are attached as `private` and `build`, whatever they are called, so that a suite can compare
    across them (`private.staging.stg_forms`). Raises duckdb.Error where a file cannot be opened.
    """
    contacts, paths = _known(settings)
    files = {"private": settings.private_path, "build": settings.build_path}
    attach = [
        f"attach if not exists {_quoted(str(path))} as {alias} (read_only)" for alias, path in files.items() if path.exists()
    ]
    prepare = [*attach, f"use {_CATALOG[layer]}", *macros(contacts)]
    datasource, engines = _datasource(layer, prepare)
    try:
        yield Layer(layer, datasource, contacts, paths)
    finally:
        for engine in engines:  # an open reader keeps dbt from locking the file
            engine.dispose()
        _context().data_sources.delete(layer)


def _datasource(name: str, prepare: list[str]) -> tuple["SQLDatasource", list[Any]]:
    """A datasource whose every connection runs `prepare` first, and the engines it holds."""
    from sqlalchemy import event

    def prepare_connection(connection: _Executes, _record: object) -> None:
        for statement in prepare:
            connection.execute(statement)

    # In memory, with the files attached: a path never becomes part of a URL, where %, ? and $ mean something.
    datasource = _context().data_sources.add_sql(name, connection_string="duckdb:///:memory:", kwargs=_ENGINE)
    engines = [datasource.get_engine(), datasource.get_execution_engine().engine]  # it keeps two of them
    for engine in engines:
        event.listen(engine, "connect", prepare_connection)
        engine.dispose()  # what it opened before it was listened to
    return datasource, engines


@cache
def _context() -> "EphemeralDataContext":
    """One context for the process, without usage statistics, progress bars, or a folder on disk."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # read while it is imported
    import great_expectations as gx
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults, ProgressBarsConfig

    config = DataContextConfig(
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
        store_backend_defaults=InMemoryStoreBackendDefaults(),
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def _known(settings: Settings) -> tuple[frozenset[str], dict[str, str]]:
    """Contact values and document paths of the private file; empty where it has no such table."""
    with duckdb.connect(str(settings.private_path), read_only=True) as connection:
        tables = {row[0] for row in connection.sql("select table_name from duckdb_tables() where schema_name = 'raw'").fetchall()}
        contacts = connection.sql("select distinct value from raw.contacts").fetchall() if "contacts" in tables else []
        paths = connection.sql("select document_key, path from raw.documents").fetchall() if "documents" in tables else []
    return frozenset(value for (value,) in contacts if value), dict(paths)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
