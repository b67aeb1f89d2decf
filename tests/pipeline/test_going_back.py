"""`jixiao versions` and `jixiao rollback`, over versions of one table each."""

import duckdb
import pytest

from dagster_project.operations.going_back import rollback
from dagster_project.settings import Settings
from dagster_project.warehouse import journal, lock, publishing, versions

from . import runs

FIRST, SECOND = "0001-20260102T120000Z", "0002-20260103T120000Z"


@pytest.fixture
def made(tmp_path):
    """Two published versions, the second serves."""
    found = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "Lager 仓库")
    found.warehouse_dir.mkdir()
    for version in (FIRST, SECOND):
        found.build_path.unlink(missing_ok=True)
        with duckdb.connect(str(found.build_path)) as connection:
            connection.execute(f"create schema marts; create table marts.t as select '{version}' as a")
        sha256 = publishing.publish(found, version)
        rows = {"raw.documents": 5, "marts.fct_forms": 68, "marts.fct_indicators": 700}
        line = {"run_key": version, "version": version, "outcome": "done", "sha256": sha256, "rows_per_table": rows}
        journal.append(found.journal_path, line)
    return found


def served(made):
    return runs.query(made.published_path, "select a from marts.t")[0][0]


@pytest.mark.parametrize("given", [FIRST, "1"])
def test_an_earlier_version_serves_and_the_journal_says_so(made, given):
    done = runs.command(made, "rollback", given)
    assert (done.returncode, done.stderr) == (0, "")
    assert FIRST in done.stdout
    assert served(made) == FIRST
    line = journal.records(made.journal_path)[-1]
    assert (line["outcome"], line["version"]) == ("rolled_back", FIRST)
    assert versions.next_version(made, [], runs.NOON).startswith("0003-")
    assert versions.listed(made) == [FIRST, SECOND]


def test_versions_are_shown(made):
    rollback(made, FIRST)
    shown = runs.command(made, "versions")
    assert shown.returncode == 0, shown.stderr
    first, second = (line.split() for line in shown.stdout.splitlines() if line.startswith("000"))
    assert (first[:2], first[3:]) == ([FIRST, "serves"], ["5", "68", "700"])
    assert second[0] == SECOND
    assert "serves" not in second


def test_a_warehouse_without_versions_says_so(tmp_path):
    shown = runs.command(Settings(warehouse_dir=tmp_path), "versions")
    assert (shown.returncode, shown.stdout) == (0, "nothing published yet\n")


def changed(made):
    path = versions.path_of(made, FIRST)
    path.chmod(0o644)
    with path.open("ab") as file:
        file.write(b"x")


def without_digest(made):
    versions.digest_path(versions.path_of(made, FIRST)).unlink()


def gone(made):
    versions.path_of(made, FIRST).unlink()


def serving_already(made):
    versions.point(made, FIRST)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        pytest.param(changed, "not as it was published", id="changed"),
        pytest.param(without_digest, "not as it was published", id="without-digest"),
        pytest.param(gone, f"no version {FIRST}; there are {SECOND}", id="gone"),
        pytest.param(serving_already, "serves already", id="serves-already"),
    ],
)
def test_a_version_that_cannot_serve_is_one_clear_line_and_moves_nothing(made, fault, said):
    fault(made)
    before, lines = made.published_path.readlink(), journal.records(made.journal_path)
    done = runs.command(made, "rollback", FIRST)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert said in done.stderr
    assert made.published_path.readlink() == before
    assert journal.records(made.journal_path) == lines


def test_nobody_goes_back_while_a_refresh_runs(made):
    with lock.hold(made.lock_path):
        done = runs.command(made, "rollback", FIRST)
    assert done.returncode == 1
    assert "Another refresh holds the warehouse" in done.stderr
    assert served(made) == SECOND
