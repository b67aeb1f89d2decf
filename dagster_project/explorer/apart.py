"""The process that runs the queries of one page: a question on stdin, an answer on stdout, both JSON.

A query may take all memory, never end, or bring the database down (a table function of DuckDB's can do that): it does
so here, where it has limits, and to nobody else. Nothing outside the version's file can be reached.
"""

import json
import resource
import signal
import sys
import time
from collections.abc import Mapping
from typing import Any

import duckdb

from dagster_project.errors import QueryFailed
from dagster_project.explorer import csv_text
from dagster_project.explorer.statements import the_one
from dagster_project.messages import text

CELL = 2000
"""Characters of a cell that a page shows."""

_BESIDE = 500_000_000  # bytes: what the process takes besides what DuckDB counts
_LONGER = 5  # seconds after which a process ends that nobody ended


def config(megabytes: int, threads: int) -> dict[str, str | bool | int | float | list[str]]:
    """How a version is opened: no other file, no network, no extension, no object of Python, and so it stays."""
    return {
        "enable_external_access": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "allow_community_extensions": "false",
        "python_enable_replacements": "false",
        "temp_directory": "",
        "memory_limit": f"{megabytes}MB",
        "threads": threads,
        "lock_configuration": "true",
    }


def answered(question: Mapping[str, Any]) -> dict[str, Any]:
    """The results of the question's queries, or the one `error` that a person can mend, or `unopened` and why."""
    settings = config(question["megabytes"], question["threads"])
    try:
        connection = duckdb.connect(question["path"], read_only=True, config=settings)
    except duckdb.Error as error:
        return {"unopened": str(error)}
    try:
        return {"results": [_result(connection, **query) for query in question["queries"]]}
    except QueryFailed as error:
        return {"error": error.shown}
    except duckdb.Error as error:
        return {"error": str(error)}


def _result(connection: duckdb.DuckDBPyConnection, sql: str, most: int, *, as_csv: bool) -> dict[str, Any]:
    started = time.perf_counter()
    relation = connection.sql(the_one(connection, sql))
    columns, kinds = relation.columns, [str(kind) for kind in relation.types]
    # As DuckDB writes it, so that no figure, date or list changes on its way through Python.
    texts = [f"cast(#{number} as varchar)" for number in range(1, len(columns) + 1)]
    shown = texts if as_csv else [f"left({each}, {CELL + 1})" for each in texts]
    try:
        rows = relation.limit(most + 1).project(", ".join(shown))
        if as_csv:
            return {"csv": csv_text.written(columns, kinds, rows, most)}
        found = rows.fetchall()
    except duckdb.Error as error:
        # What follows quotes the query with our words around it.
        raise QueryFailed(str(error).partition("\n\nLINE ")[0]) from error
    seconds = time.perf_counter() - started
    return {"columns": columns, "kinds": kinds, "rows": found[:most], "more": len(found) > most, "seconds": seconds}


def main() -> None:
    """Answer the question on stdin."""
    question = json.load(sys.stdin)
    signal.alarm(question["seconds"] + _LONGER)
    most = question["megabytes"] * 1_000_000 + _BESIDE
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    try:
        answer = answered(question)
    except MemoryError:
        answer = {"error": text("explorer.fell")}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
