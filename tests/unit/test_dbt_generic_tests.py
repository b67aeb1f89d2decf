"""Our generic dbt tests, run in DuckDB: each finds the rows that break its rule and is silent about those that do not."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import jinja2
import pytest

Con = duckdb.DuckDBPyConnection
Rows = list[tuple[object, ...]]

GENERIC = Path(__file__).resolve().parents[2] / "dbt" / "tests" / "generic"


def failing(con: Con, name: str, **arguments: object) -> Rows:
    """The rows that a generic test returns. Its file is dbt's dialect of Jinja: a test is a macro."""
    text = (GENERIC / f"{name}.sql").read_text(encoding="utf-8")
    macro = text.replace("{% test ", "{% macro ").replace("{% endtest %}", "{% endmacro %}")
    module = jinja2.Environment(autoescape=False).from_string(macro).module
    return con.execute(getattr(module, name)(**arguments)).fetchall()


@pytest.fixture
def con() -> Iterator[Con]:
    with duckdb.connect() as connection:
        yield connection


def table(con: Con, name: str, rows: str) -> None:
    con.execute(f"create table {name} as select * from (values {rows}) as given (a, b)")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param("(1, 1), (1, 2), (2, 1)", [], id="each-once"),
        pytest.param("(1, 1), (1, 2), (1, 2)", [(1, 2, 2)], id="twice"),
        pytest.param("(1, null), (1, 2), (1, null), (1, null)", [(1, None, 3)], id="absent-is-a-value"),
    ],
)
def test_unique_combination(con: Con, rows: str, found: Rows) -> None:
    table(con, "facts", rows)
    assert failing(con, "unique_combination", model="facts", columns=["a", "b"]) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param("(1, 10), (2, 20), (1, 10)", [], id="all-answered"),
        pytest.param("(1, 10), (1, 20)", [(1, 20)], id="each-half-known-is-not-enough"),
        pytest.param("(3, 30)", [(3, 30)], id="unknown"),
        pytest.param("(1, 10), (1, null)", [(1, None)], id="absent-refers-to-nothing"),
    ],
)
def test_references_rows(con: Con, rows: str, found: Rows) -> None:
    table(con, "facts", rows)
    con.execute("create table forms as select * from (values (1, 10), (1, 10), (2, 20), (4, null)) as given (x, y)")
    rows_found = failing(con, "references_rows", model="facts", to="forms", columns=["a", "b"], to_columns=["x", "y"])
    assert rows_found == found


def test_every_generic_test_is_tested_here() -> None:
    tested = {name.removeprefix("test_") for name in globals() if name.startswith("test_")}
    assert {path.stem for path in GENERIC.glob("*.sql")} <= tested
