"""Writing the raw tables: the frames' own types, all or nothing."""

import duckdb
import polars as pl
import pytest

from dagster_project.errors import OperatorError
from dagster_project.reading.tables import SCHEMAS, frame
from dagster_project.warehouse.changes import compared
from dagster_project.warehouse.connections import opened, row_counts, write_tables

KINDS = {pl.String: "VARCHAR", pl.Int32: "INTEGER", pl.Boolean: "BOOLEAN", pl.Date: "DATE", pl.Decimal: "DECIMAL(28,6)"}


def test_empty_raw_tables_have_the_types_of_their_schemas(tmp_path):
    with opened(tmp_path / "private.duckdb") as connection:
        write_tables(connection, {"raw": {table: frame(table, []) for table in SCHEMAS}})
        written = connection.execute("select table_name from duckdb_tables() where schema_name = 'raw'").fetchall()
        assert sorted(name for (name,) in written) == sorted(SCHEMAS)
        for table, schema in SCHEMAS.items():
            described = connection.execute(f"describe raw.{table}").fetchall()
            assert [row[:2] for row in described] == [(name, KINDS[kind.base_type()]) for name, kind in schema.items()]


def test_a_table_that_cannot_be_written_takes_the_others_back(tmp_path):
    good = pl.DataFrame({"a": [1, 2]})
    with opened(tmp_path / "private.duckdb") as connection:
        write_tables(connection, {"raw": {"first": good}})
        with pytest.raises(duckdb.Error):
            write_tables(connection, {"raw": {"first": good.head(1), "no table": good}})
    with opened(tmp_path / "private.duckdb", read_only=True) as connection:
        assert row_counts(connection, ["raw.first"]) == {"raw.first": 2}


def test_a_damaged_file_is_the_operators_business(tmp_path):
    (tmp_path / "private.duckdb").write_bytes(b"no database" * 1000)
    with pytest.raises(OperatorError, match="cannot be opened"), opened(tmp_path / "private.duckdb"):
        pass


def test_changes_of_documents_are_told_by_path_and_content():
    before = {"a": "1", "b": "1", "c": "1"}
    after = {"b": "1", "c": "2", "d": "1", "e": "1"}
    assert compared(before, after) == (2, 1, 1, {"a": "1", "c": "1"})
