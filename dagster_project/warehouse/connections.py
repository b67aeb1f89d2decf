"""Opening DuckDB files: for as short as possible, and with nothing fetched from a network.

DuckDB allows one writing process for a file and, in one process, one configuration of it; so whoever
opens a file closes it before the next step (dbt, a gate) opens it again.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from dagster_project.errors import OperatorError
from dagster_project.messages import text

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the file at `path`, closed at the end.

    Raises OperatorError where the file cannot be opened: another program has it open, or it is damaged; and where
    the disk refuses to read or to write.
    """
    try:
        connection = duckdb.connect(str(path), read_only=read_only, config=_CONFIG)
    except duckdb.IOException as error:
        raise OperatorError(text("warehouse.unopened", path=path, reason=error)) from error
    try:
        yield connection
    except (duckdb.IOException, duckdb.FatalException) as error:
        raise OperatorError(text("warehouse.disk", path=path, reason=error)) from error
    finally:
        connection.close()


def write_tables(connection: duckdb.DuckDBPyConnection, schemas: Mapping[str, Mapping[str, pl.DataFrame]]) -> None:
    """Create or replace `schema.<table>` for every frame of each schema, all of them in one transaction."""
    connection.begin()
    for schema, tables in schemas.items():
        connection.execute(f"create schema if not exists {schema}")
        for table, frame in tables.items():
            connection.register("incoming", frame.to_arrow())
            connection.execute(f"create or replace table {schema}.{table} as select * from incoming")
            connection.unregister("incoming")
    connection.commit()


def row_counts(connection: duckdb.DuckDBPyConnection, tables: list[str]) -> dict[str, int]:
    """Rows of each `schema.table`, counted in one statement."""
    if not tables:
        return {}
    counts = ", ".join(f"(select count(*) from {table})" for table in tables)
    row = connection.execute(f"select {counts}").fetchone()
    return dict(zip(tables, row or (), strict=True))


def wal_of(path: Path) -> Path:
    """DuckDB's write-ahead log beside a file; there is none once the file is closed."""
    return path.with_name(path.name + ".wal")


def spill_of(path: Path) -> Path:
    """The folder where DuckDB puts what does not fit in memory."""
    return path.with_name(path.name + ".tmp")
