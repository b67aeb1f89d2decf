"""A layer of the warehouse, opened for judging: one datasource over both files, read only, closed afterwards."""

import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from dagster_project.gates.personal import macros
from dagster_project.settings import Settings

if TYPE_CHECKING:
    from great_expectations.data_context import EphemeralDataContext
    from great_expectations.datasource.fluent import SQLDatasource

_CATALOG = {"raw": "private", "staging": "private", "matching": "private", "marts": "build"}

# Without these every metric fails: the dialect has no isolation levels, and no rollback outside a transaction.
_ENGINE = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True, "pool_reset_on_return": None}

_WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Layer:
    """An open layer.

    `tables`: those wanted that are there. `contacts`: the names and numbers read in this run. `paths`:
    document_key -> path.
    """

    name: str
    datasource: "SQLDatasource"
    tables: frozenset[str]
    contacts: frozenset[str]
    paths: Mapping[str, str]

    def batch(self, table: str) -> Any:
        """A table as Great Expectations takes it, whole; raises LookupError where there is none."""
        return self.datasource.get_asset(table).get_batch_definition(_WHOLE).get_batch()


@contextmanager
def open_layer(settings: Settings, layer: str, wanted: Collection[str]) -> Iterator[Layer]:
    """Open the wanted tables of a layer for Great Expectations; on leaving, no connection to a file is left.

    A database in memory holds the layer's tables, and the files as `private` and, for marts, `build`, whatever
    they are called: a suite can compare across them (`private.raw.forms`), and a path never becomes part of a
    URL, where % and $ mean something. Raises duckdb.Error where a file cannot be opened, OSError where nothing
    can be spilled beside it.
    """
    import sqlalchemy

    name = f"{layer}_{uuid4().hex}"  # such a database is shared by all of the process who know its name
    url = f"duckdb:///:memory:{name}"
    engine = sqlalchemy.create_engine(url, **_ENGINE)
    connection = engine.raw_connection()  # while it is open, the database stays
    engines = [engine]
    try:
        # A folder of its own to spill to: two processes that share one overwrite each other's blocks, and err.
        with TemporaryDirectory(".tmp", "gates.", settings.warehouse_dir, ignore_cleanup_errors=True) as spill:
            connection.execute(f"set temp_directory = {_quoted(spill)}")
            known = _prepare(connection, settings, layer, wanted)
            datasource = _datasource(name, url, known["tables"])
            engines += [datasource.get_engine(), datasource.get_execution_engine().engine]
            yield Layer(layer, datasource, **known)
    finally:
        connection.close()
        for each in engines:  # an open reader keeps dbt from locking the file
            each.dispose()
        if name in _context().data_sources.all():
            _context().data_sources.delete(name)


def _prepare(connection: Any, settings: Settings, layer: str, wanted: Collection[str]) -> dict[str, Any]:
    """Attach the files, put the layer's tables before them; what is known about contacts and documents."""
    connection.execute(f"set threads = {settings.threads}")
    files = {"private": settings.private_path, "build": settings.build_path}
    for alias, path in files.items():
        # Looking up columns goes through every attached file: only marts are in the build.
        if path.exists() and alias in {"private", _CATALOG[layer]}:
            connection.execute(f"attach {_quoted(str(path))} as {alias} (read_only)")
    raw = _tables(connection, "private", "raw")
    contacts = paths = []
    if "contacts" in raw:
        listed = "select value, bool_and(kind = 'word') from private.raw.contacts where value <> '' group by value"
        contacts = connection.execute(listed).fetchall()
    if "documents" in raw:
        paths = connection.execute("select document_key, path from private.raw.documents").fetchall()
    known = frozenset(value for value, _ in contacts)
    for macro in macros([value for value, is_word in contacts if not is_word] if "contacts" in raw else None):
        connection.execute(macro)
    return {"tables": _show(connection, layer, wanted), "contacts": known, "paths": dict(paths)}


def _show(connection: Any, layer: str, wanted: Collection[str]) -> frozenset[str]:
    """Put the tables there by their bare names: as views, or copied where each look would join anew."""
    catalog = _CATALOG[layer]
    tables = [table for table in _tables(connection, catalog, layer) if table in wanted]
    kind = "table" if layer == "staging" else "view"
    for table in tables:
        connection.execute(f'create {kind} "{table}" as from {catalog}.{layer}."{table}"')
    return frozenset(tables)


def _tables(connection: Any, catalog: str, schema: str) -> list[str]:
    listed = "select table_name from information_schema.tables where table_catalog = ? and table_schema = ? order by 1"
    return [table for (table,) in connection.execute(listed, [catalog, schema]).fetchall()]


def _datasource(name: str, url: str, tables: frozenset[str]) -> "SQLDatasource":
    """A datasource with an asset for each table: declared at once, for each addition writes the whole of them."""
    assets = [
        {"name": table, "type": "table", "table_name": table, "batch_definitions": [{"name": _WHOLE}]}
        for table in sorted(tables)
    ]
    sources: Any = _context().data_sources  # its types leave out the arguments of the engine
    datasource: SQLDatasource = sources.add_sql(name, connection_string=url, kwargs=_ENGINE, assets=assets)
    return datasource


@cache
def _context() -> "EphemeralDataContext":
    """One context for the process, without usage statistics, progress bars, or a folder on disk."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # read while it is imported
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    config = DataContextConfig(
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
        store_backend_defaults=InMemoryStoreBackendDefaults(),
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
