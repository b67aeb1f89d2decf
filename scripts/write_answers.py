"""Write the answers under the questions of README and docs: runs every SQL block on the published warehouse.

A test runs them too and compares. Usage: .venv/bin/python scripts/write_answers.py
"""

import re

import duckdb

from dagster_project.settings import ROOT, load_settings

PAGES = (
    ROOT / "README.md",
    ROOT / "docs" / "how-to" / "who-is-who.md",
    ROOT / "docs" / "how-to" / "comparing.md",
)
QUESTION = re.compile(r"```sql\n(?P<sql>[^`]*)```\n(?:\n(?P<answer>(?:\|.*\n)+))?")


def answer(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    """The rows of a query as a Markdown table; NULL is an empty cell."""
    result = connection.execute(sql)
    heading = [column[0] for column in result.description]
    rows = [["" if cell is None else str(cell) for cell in row] for row in result.fetchall()]
    lines = [heading, ["---"] * len(heading), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def answered(connection: duckdb.DuckDBPyConnection, page: str) -> str:
    """The page with the answer of today under every question."""
    return QUESTION.sub(lambda found: f"```sql\n{found['sql']}```\n\n{answer(connection, found['sql'])}", page)


if __name__ == "__main__":
    with duckdb.connect(load_settings().published_path, read_only=True) as published:
        for path in PAGES:
            path.write_text(answered(published, path.read_text(encoding="utf-8")), encoding="utf-8")
