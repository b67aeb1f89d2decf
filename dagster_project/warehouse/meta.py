"""Schema `meta` of the published file: contract, rejects, runs and gate results, the record that travels along."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import polars as pl

Record = Mapping[str, Any]

TABLES: dict[str, dict[str, tuple[str, str]]] = {
    "contract": {"version": ("varchar", "semantic version of the tables in marts")},
    "rejects": {
        "path": ("varchar", "path of the document in the manifest"),
        "stage_of_reading": ("varchar", "manifest, container, form or value"),
        "form_no": ("integer", "form of the document, from 1; null where the whole document is meant"),
        "locator": ("varchar", "where in the document"),
        "reason_code": ("varchar", "the reason, for machines"),
        "what": ("varchar", "the reason, in words"),
        "what_to_do": ("varchar", "what the operator can do"),
    },
    "runs": {
        "run_key": ("varchar", "the run's id, the same in Dagster and in the run log"),
        "version": ("varchar", "version that the run published or went back to; null where neither"),
        "code_revision": ("varchar", "commit of the checkout; null outside one"),
        "started_at": ("timestamp", "UTC"),
        "ended_at": (
            "timestamp",
            "UTC; of the run of this file: when it was about to publish; null where killed",
        ),
        "outcome": ("varchar", "done, failed, idle or rolled_back"),
        "documents_added": ("integer", "listed documents that the version before did not have"),
        "documents_changed": ("integer", "listed documents whose content is another than in the version before"),
        "documents_removed": ("integer", "documents of the version before that are no longer listed"),
        "rows_per_table": ("map(varchar, bigint)", "rows of each table that the run built"),
        "seconds_per_step": ("map(varchar, decimal(9, 3))", "seconds that each step took"),
    },
    "gate_results": {
        "run_key": ("varchar", "the run"),
        "layer": ("varchar", "raw, staging, matching or marts"),
        "table_name": ("varchar", "the table"),
        "expectation": ("varchar", "what was expected"),
        "severity": ("varchar", "critical stops the run, warning is shown"),
        "outcome": ("varchar", "passed, failed or could_not_judge"),
        "evaluated": ("bigint", "rows looked at"),
        "unexpected": ("bigint", "rows that were otherwise"),
        "examples": ("varchar", "a few of them, personal data taken out"),
    },
    "metrics": {
        "table_name": ("varchar", "table of marts"),
        "column_name": ("varchar", "column that shows the metric"),
        "name": ("varchar", "the metric; columns of several tables may show the same"),
        "title": ("varchar", "what it is called"),
        "title_zh": ("varchar", "what it is called in Chinese"),
        "formula": ("varchar", "how it is computed"),
        "unit": ("varchar", "its unit"),
        "grain": ("varchar", "what one figure is of"),
        "caveat": ("varchar", "what it does not say"),
        "pitfalls": ("varchar", "what to bear in mind wherever it is shown"),
        "pitfalls_zh": ("varchar", "the same in Chinese"),
    },
}
_COMMENTS = {
    "contract": "Grain: one row, the version of the contract of marts.",
    "rejects": "Grain: one row per refused or quarantined document or form, or unread value, of this version.",
    "runs": "Grain: one row per refresh up to this version, failed and idle ones too.",
    "gate_results": "Grain: one row per expectation judged in the run of this version, or not passed in one before.",
    "metrics": "Grain: one row per column of marts that shows a metric.",
}
_ENTRIES = pl.List(pl.Struct({"key": pl.String, "value": pl.String}))


def write_meta(
    connection: duckdb.DuckDBPyConnection,
    *,
    contract: str,
    rejects: Sequence[Record],
    runs: Sequence[Record],
    metrics: Sequence[Record] = (),
) -> None:
    """Write schema meta anew. `runs` are journal records, oldest first; their `gates` become gate results.

    `metrics`: see warehouse.metrics.rows.
    """
    connection.begin()
    connection.execute("create schema if not exists meta")
    _write(connection, "contract", [{"version": contract}])
    _write(connection, "rejects", rejects)
    _write(connection, "runs", runs)
    _write(connection, "metrics", metrics)
    _write(connection, "gate_results", [{**gate, "run_key": run["run_key"]} for run in runs for gate in run["gates"]])
    connection.commit()


def _write(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Record]) -> None:
    columns = TABLES[table]
    declared = ", ".join(f"{name} {kind}" for name, (kind, _) in columns.items())
    connection.execute(f"create or replace table meta.{table} ({declared})")
    connection.execute(f"comment on table meta.{table} is {_quoted(_COMMENTS[table])}")
    for name, (_, comment) in columns.items():
        connection.execute(f"comment on column meta.{table}.{name} is {_quoted(comment)}")
    casts = ", ".join(_cast(name, kind) for name, (kind, _) in columns.items())
    connection.register("incoming", _frame(rows, columns).to_arrow())
    connection.execute(f"insert into meta.{table} select {casts} from incoming")
    connection.unregister("incoming")


def _is_map(kind: str) -> bool:
    return kind.startswith("map(")


def _cast(name: str, kind: str) -> str:
    return f"cast(map_from_entries({name}) as {kind})" if _is_map(kind) else f"cast({name} as {kind})"


def _frame(rows: Sequence[Record], columns: Mapping[str, tuple[str, str]]) -> pl.DataFrame:
    # Everything goes in as text, so that one cast per column decides the type, of a null column too.
    schema = {name: _ENTRIES if _is_map(kind) else pl.String() for name, (kind, _) in columns.items()}
    return pl.DataFrame({name: [_text(row.get(name)) for row in rows] for name in columns}, schema=schema)


def _text(value: Any) -> Any:
    if isinstance(value, Mapping):
        return [{"key": key, "value": str(number)} for key, number in value.items()]
    return None if value is None else str(value)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
