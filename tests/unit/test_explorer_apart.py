"""What a query of the explorer may do, and what comes back of it: as DuckDB writes it."""

import duckdb
import pytest

from dagster_project.errors import OperatorError
from dagster_project.explorer import apart
from dagster_project.explorer.asking import of_current
from dagster_project.settings import Settings
from dagster_project.warehouse import versions


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A file with one table, as a version is one."""
    found = tmp_path_factory.mktemp("explorer") / "version.duckdb"
    with duckdb.connect(str(found)) as connection:
        connection.execute("create table facts (amount decimal(18, 2), said varchar)")
        connection.execute("insert into facts values (-5.00, 'minus'), (null, ''), (42000000.10, null)")
    (found.parent / "other.csv").write_text("a\n1\n", encoding="utf-8")
    found.chmod(0o444)
    return found


def answered(path, sql, most=10, *, as_csv=False):
    query = {"sql": sql, "most": most, "as_csv": as_csv}
    return apart.answered({"path": str(path), "megabytes": 200, "threads": 1, "queries": [query]})


def result(path, sql, most=10):
    answer = answered(path, sql, most)
    assert "results" in answer, answer
    return answer["results"][0]


def test_values_are_as_duckdb_writes_them_and_null_is_not_an_empty_text(path):
    found = result(path, "from facts")
    assert (found["columns"], found["kinds"]) == (["amount", "said"], ["DECIMAL(18,2)", "VARCHAR"])
    assert found["rows"] == [("-5.00", "minus"), (None, ""), ("42000000.10", None)]
    assert found["more"] is False


@pytest.mark.parametrize(
    ("sql", "shown"),
    [
        ("select date 'infinity'", "infinity"),
        ("select 170141183460469231731687303715884105727", "170141183460469231731687303715884105727"),
        ("select timestamptz '2024-01-01 00:00:00+00'", "2024-01-01 00:00:00+00"),
        ("select map {'a': 1.50}", "{a=1.50}"),
        ("select 0.1::decimal(9, 6)", "0.100000"),
    ],
)
def test_no_value_changes_on_its_way(path, sql, shown):
    assert result(path, sql)["rows"] == [(shown,)]


@pytest.mark.parametrize(
    "sql",
    [
        "select 1",
        "select 1;",
        "with a as (select 1) from a",
        "from facts",
        "values (1), (2)",
        "describe facts",
        "summarize facts",
        "show tables",
        "-- a remark\nselect 1",
        "pivot facts on said in ('minus') using count(*)",
    ],
)
def test_what_reads_is_run(path, sql):
    assert result(path, sql)["rows"]


@pytest.mark.parametrize(
    "sql",
    [
        "attach 'other.duckdb'",
        "copy facts to 'out.csv'",
        "copy (select 1) to 'out.csv'",
        "insert into facts values (1, 'a')",
        "update facts set said = 'a'",
        "delete from facts",
        "create table a (b int)",
        "create temp table a as select 1",
        "drop table facts",
        "install httpfs",
        "load httpfs",
        "set threads = 9",
        "set variable a = 1",
        "pragma enable_profiling",
        "call pragma_version()",
        "export database 'out'",
        "checkpoint",
        "begin",
        "explain analyze select 1",
        "prepare a as select 1",
        "use main",
        "vacuum",
    ],
)
def test_what_does_more_than_read_is_not_run(path, sql):
    assert answered(path, sql)["error"].startswith("Only statements that read are run")


@pytest.mark.parametrize(("sql", "count"), [("select 1; select 2", 2), ("select 1; drop table facts", 2), ("--", 0)])
def test_a_query_is_one_statement(path, sql, count):
    assert answered(path, sql)["error"] == f"A query is one statement; this is {count}."


@pytest.mark.parametrize(
    "sql",
    [
        "from read_csv('{folder}/other.csv')",
        "from '{folder}/other.csv'",
        "from read_text('{folder}/other.csv')",
        "from read_blob('{folder}/*')",
        "from glob('{folder}/*')",
        "from sniff_csv('{folder}/other.csv')",
        "from query('from read_text(''{folder}/other.csv'')')",
        "from 'http://127.0.0.1/other.csv'",
    ],
)
def test_no_other_file_is_read(path, sql):
    error = answered(path, sql.format(folder=path.parent))["error"]
    assert error.startswith(("Permission Error", "Catalog Error")), error


def test_no_object_of_python_is_a_table(path):
    config = [1, 2]
    assert "does not exist" in answered(path, "from config")["error"]
    assert config


def test_even_without_the_check_nothing_is_written_or_unlocked(path):
    with duckdb.connect(str(path), read_only=True, config=apart.config(200, 1)) as connection:
        for sql in ("insert into facts values (1, 'a')", f"attach '{path.parent}/b.duckdb'", "set threads = 2"):
            with pytest.raises(duckdb.Error):
                connection.execute(sql)
        with pytest.raises(duckdb.Error):
            connection.execute(f"copy facts to '{path.parent}/out.csv'")
    assert sorted(each.name for each in path.parent.iterdir()) == ["other.csv", "version.duckdb"]


def test_an_error_of_sql_is_duckdbs_own_with_its_lines(path):
    error = answered(path, "selec 1")["error"]
    assert error.splitlines()[0] == 'Parser Error: syntax error at or near "selec"'
    assert "LINE 1: selec 1" in error


def test_an_error_while_running_shows_no_words_of_ours(path):
    error = answered(path, "from facts where amount > 'minus'")["error"]
    assert error == 'Conversion Error: Could not convert string "minus" to DECIMAL(18,2)'


def test_rows_and_long_cells_are_cut_and_it_is_known(path):
    found = result(path, "select i, repeat('长', 3000) from range(5) t(i) order by i desc", most=2)
    assert [row[0] for row in found["rows"]] == ["4", "3"]
    assert found["more"] is True
    assert {len(row[1]) for row in found["rows"]} == {apart.CELL + 1}
    assert result(path, "from range(2)", most=2)["more"] is False


def test_a_file_of_csv_is_whole_or_refused(path):
    (found,) = answered(path, "from facts", most=3, as_csv=True)["results"]
    assert found["csv"] == '\ufeffamount,said\r\n-5.00,minus\r\n,""\r\n42000000.10,\r\n'
    assert "more than 2 rows" in answered(path, "from facts", most=2, as_csv=True)["error"]


def test_a_version_that_cannot_be_opened_is_not_the_querys_fault(tmp_path):
    assert answered(tmp_path / "none.duckdb", "select 1").keys() == {"unopened"}


def test_a_version_that_is_taken_away_meanwhile_is_not_missed(tmp_path):
    settings = Settings(warehouse_dir=tmp_path)
    settings.versions_dir.mkdir()
    older, newer = (f"{number:04d}-20260102T120000Z" for number in (1, 2))
    for version in (older, newer):
        versions.path_of(settings, version).touch()
    versions.point(settings, older)
    asked = []

    def make(version):
        asked.append(version)
        if version == older:
            versions.point(settings, newer)
            versions.remove(settings, older)
            raise OperatorError("gone")
        return f"page of {version}"

    assert of_current(settings, make) == f"page of {newer}"
    assert asked == [older, newer]
    versions.path_of(settings, newer).write_text("damaged")

    def fail(version):
        asked.append(version)
        raise OperatorError("damaged")

    with pytest.raises(OperatorError, match="damaged"):
        of_current(settings, fail)
    assert asked == [older, newer, newer]
