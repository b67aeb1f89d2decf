"""The published file in a DuckDB of the long-term line, from the registry: in `make test-system`, which may ask it."""

import json
import os
import subprocess
import sys

import small
from dagster_project.operations.clock import Clock
from dagster_project.operations.progress import Silent
from dagster_project.operations.refresh import refresh

LONG_TERM = "duckdb>=1.4,<1.5"
ASK = """
import json, sys, duckdb
link, figure = sys.argv[1:]
with duckdb.connect(link, read_only=True) as connection:
    tables = connection.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()
    rows = {}
    for schema, table in tables:
        connection.execute(f"select bit_xor(hash(t)) from {schema}.{table} as t").fetchall()
        rows[f"{schema}.{table}"] = connection.execute(f"select count(*) from {schema}.{table}").fetchone()[0]
    commented = connection.execute("select count(*) from duckdb_columns() where comment is not null and schema_name = 'marts'").fetchone()[0]
    answer = [str(each) for each in connection.execute(figure).fetchone()]
print(json.dumps({"version": duckdb.__version__, "rows": rows, "commented": commented, "answer": answer}))
"""


def test_a_client_of_the_long_term_line_reads_all_of_it(tmp_path):
    made = small.settings(tmp_path)
    assert refresh(made, Silent(), Clock()).exit_code == 0
    target = tmp_path / "client"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), LONG_TERM]
    subprocess.run(install, check=True)
    asked = subprocess.run(
        [sys.executable, "-c", ASK, str(made.published_path), small.FIGURE],
        env={**os.environ, "PYTHONPATH": str(target)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 0, asked.stderr
    told = json.loads(asked.stdout)
    assert told["version"].startswith("1.4.")
    with small.duckdb.connect(str(made.published_path), read_only=True) as connection:
        counted = {name: connection.execute(f"select count(*) from {name}").fetchone()[0] for name in told["rows"]}
        answer = [str(each) for each in connection.execute(small.FIGURE).fetchone()]
    assert told["rows"] == counted
    assert told["answer"] == answer
    assert len([name for name in counted if name.startswith("marts.")]) > 20
    assert told["commented"] > 100
