"""Schema meta: the journal as tables, with types that do not depend on what is in them."""

from datetime import datetime
from decimal import Decimal

import duckdb
import pytest

from dagster_project.warehouse.meta import TABLES, write_meta

RUN = {
    "run_key": "r1",
    "version": "0001-20260102T120000Z",
    "code_revision": None,
    "started_at": "2026-01-02T12:00:00Z",
    "ended_at": "2026-01-02T12:00:20Z",
    "outcome": "done",
    "documents_added": 5,
    "documents_changed": 0,
    "documents_removed": 0,
    "rows_per_table": {"marts.fct_forms": 68},
    "seconds_per_step": {"reading": 0.25},
    "gates": [
        {
            "layer": "raw",
            "table_name": "forms",
            "expectation": "rows",
            "severity": "critical",
            "outcome": "passed",
            "evaluated": 68,
        }
    ],
}
FAILED = {
    **RUN,
    "run_key": "r0",
    "version": None,
    "outcome": "failed",
    "rows_per_table": {},
    "seconds_per_step": {},
    "gates": [],
}


@pytest.fixture
def connection(tmp_path):
    with duckdb.connect(str(tmp_path / "build.duckdb")) as found:
        yield found


def test_runs_and_their_gate_results_come_from_the_journal(connection):
    write_meta(connection, contract="0.1.0", rejects=[], runs=[FAILED, RUN])
    runs = connection.execute("select * from meta.runs order by run_key").fetchall()
    assert runs[0][:3] == ("r0", None, None)
    assert runs[1][3:] == (
        datetime.fromisoformat("2026-01-02T12:00"), datetime.fromisoformat("2026-01-02T12:00:20"), "done", 5, 0, 0,
        {"marts.fct_forms": 68}, {"reading": Decimal("0.250")},
    )  # fmt: skip
    gates = connection.execute("select * from meta.gate_results").fetchall()
    assert gates == [("r1", "raw", "forms", "rows", "critical", "passed", 68, None, None)]
    assert connection.execute("select * from meta.contract").fetchall() == [("0.1.0",)]


def test_types_hold_for_empty_tables_too(connection):
    write_meta(connection, contract="0.1.0", rejects=[], runs=[])
    found = connection.execute(
        "select table_name, column_name, lower(data_type) from duckdb_columns() where schema_name = 'meta' order by column_index"
    ).fetchall()
    declared = [
        (table, name, kind.replace(" ", "")) for table, columns in TABLES.items() for name, (kind, _) in columns.items()
    ]
    assert sorted((table, name, kind.replace(" ", "")) for table, name, kind in found) == sorted(declared)


def test_writing_again_replaces_everything(connection):
    reject = {
        "path": "a's.txt",
        "stage_of_reading": "container",
        "reason_code": "missing_file",
        "what": "w",
        "what_to_do": "d",
    }
    write_meta(connection, contract="0.1.0", rejects=[reject, reject], runs=[RUN])
    write_meta(connection, contract="0.2.0", rejects=[reject], runs=[RUN])
    counts = "select (select count(*) from meta.rejects), (select count(*) from meta.runs), (select max(version) from meta.contract)"
    assert connection.execute(counts).fetchone() == (1, 1, "0.2.0")


def test_every_column_is_explained_in_the_file(connection):
    write_meta(connection, contract="0.1.0", rejects=[], runs=[])
    bare = "select count(*) from duckdb_columns() where schema_name = 'meta' and comment is null"
    assert connection.execute(bare).fetchone() == (0,)
