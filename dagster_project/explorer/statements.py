"""What is a query: one statement that reads."""

import duckdb

from dagster_project.errors import QueryFailed
from dagster_project.messages import text


def the_one(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    """The statement in `sql`. Raises QueryFailed where it is not exactly one that reads, duckdb.Error for no SQL.

    DuckDB takes `with`, `from`, `values`, `describe`, `show` and `summarize` for selects. This is for a clear
    answer; what keeps everything else out is how the file is opened, see `apart`.
    """
    found = connection.extract_statements(sql)
    if len(found) != 1:
        raise QueryFailed(text("explorer.not_one", count=len(found)))
    if found[0].type != duckdb.StatementType.SELECT:
        raise QueryFailed(text("explorer.not_reading", kind=found[0].type.name))
    return found[0]
