"""The SQL of the pages' own, and how names and addresses are written."""

import re
from collections.abc import Sequence

from dagster_project.warehouse import chinese

LISTED = """
select schema_name, table_name, comment from duckdb_tables() where not internal
union all
select schema_name, view_name, comment from duckdb_views() where not internal
order by all
"""

# Times are kept in UTC and told where the documents are published.
RUN = """
select
    strftime(ended_at + interval 8 hour, '%Y-%m-%d %H:%M') as published,
    (select max(version) from meta.contract) as contract,
    code_revision,
    documents_added,
    documents_changed,
    documents_removed,
    round(list_sum(map_values(seconds_per_step)), 1) as seconds,
    (select count(*) from meta.rejects) as rejects
from meta.runs
where version = '{version}' and outcome = 'done'
"""

COLUMNS = """
select column_name, data_type, comment
from duckdb_columns()
where schema_name = '{schema}' and table_name = '{table}'
order by column_index
"""

PAGE_ROWS = 100
"""Rows of a table on one page."""

_PLAIN = re.compile("[a-z_][a-z0-9_]*")


def name(schema: str, table: str) -> str:
    """A table's name in SQL, quoted where it must be."""
    return ".".join(each if _PLAIN.fullmatch(each) else f'"{each}"' for each in (schema, table))


def counts(tables: Sequence[tuple[str, str]]) -> str:
    """One row with the rows of each table. A view in Chinese has those of its mart, which are counted at once."""
    counted = (
        f"marts.{chinese.VIEWS[table]}" if schema == chinese.SCHEMA and table in chinese.VIEWS else name(schema, table)
        for schema, table in tables
    )
    return "select " + ", ".join(f"(select count(*) from {each})" for each in counted)


def rows(schema: str, table: str, offset: int) -> str:
    """The rows of a page, and one more. Tables keep the order in which they were written; views are put into one."""
    order = "order by all " if schema == chinese.SCHEMA else ""
    return f"from {name(schema, table)} {order}limit {PAGE_ROWS + 1} offset {offset}"


def example(schema: str, table: str) -> str:
    """A query to begin with."""
    return f"select *\nfrom {name(schema, table)}"
