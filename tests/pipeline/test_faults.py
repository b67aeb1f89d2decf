"""What may go wrong in a refresh: what serves stays whole, and the next refresh succeeds. (Before one: tests/system.)"""

import shutil
import subprocess
import sys

import pytest

import small
from dagster_project.operations import notices
from dagster_project.operations.clock import Clock
from dagster_project.operations.instance import opened_instance
from dagster_project.operations.progress import Silent
from dagster_project.operations.refresh import refresh
from dagster_project.warehouse import journal

from . import runs

KEPT_RUNS = 3
REMOVED = "select documents_removed from meta.runs where version = (select max(version) from meta.runs)"
HOLDER = """
import sys, duckdb
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    for _ in sys.stdin:
        (yuan,) = connection.execute("select max(amount_yuan) from marts.fct_funds where measure = 'budget'").fetchone()
        print(int(yuan / 10000), flush=True)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A warehouse with one version."""
    found = small.settings(tmp_path_factory.mktemp("faults"), keep_runs=KEPT_RUNS)
    assert runs.run(found).exit_code == 0
    return found


def test_documents_that_nobody_may_write_are_read_and_left_as_they_are(made):
    small.write(made, figure := next(small.FIGURES))
    files = sorted(made.raw_dir.iterdir())
    before = [(path, path.stat().st_mtime_ns, path.read_bytes()) for path in files]
    for path in (*files, made.raw_dir):
        path.chmod(0o555 if path.is_dir() else 0o444)
    folder = made.raw_dir.stat().st_mtime_ns
    try:
        assert runs.run(made).exit_code == 0
        small.check_serves(made, figure)
        assert made.raw_dir.stat().st_mtime_ns == folder
        assert [(path, path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(made.raw_dir.iterdir())] == before
    finally:
        for path in (made.raw_dir, *files):
            path.chmod(0o755 if path.is_dir() else 0o644)


class Meddling(Silent):
    """Does something at every step of a run, or when its documents are being read."""

    def __init__(self, at_step=lambda name: None, at_reading=lambda: None):
        self.at_step, self.at_reading = at_step, at_reading

    def documents(self, total):
        self.at_reading()

    def step(self, name):
        self.at_step(name)


def meddled(made, **what):
    return refresh(made, Meddling(**what), Clock())


def test_a_reader_holds_its_version_for_the_whole_run(made):
    before, path, seen = small.served(made), small.serving(made), []
    small.write(made, figure := next(small.FIGURES))
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:

        def ask(name=""):
            reader.stdin.write("?\n")
            reader.stdin.flush()
            seen.append(int(reader.stdout.readline()))

        assert meddled(made, at_step=ask).exit_code == 0
        ask()
        reader.stdin.close()
    assert len(seen) > 9
    assert set(seen) == {before}
    small.check_serves(made, figure)


def test_a_list_that_is_edited_while_documents_are_read_counts_the_next_time(made):
    manifest = made.raw_dir / "sources.csv"
    before = manifest.read_text(encoding="utf-8")
    small.write(made, figure := next(small.FIGURES))
    text = (made.raw_dir / "a.txt").read_text(encoding="utf-8")
    (made.raw_dir / "b.txt").write_text(text.replace("测试项目", "测试另一项目"), encoding="utf-8")

    def edit():
        manifest.write_text(before + small.line("b.txt"), encoding="utf-8")

    documents = "select count(*) from marts.dim_document where status = 'loaded'"
    assert meddled(made, at_reading=edit).exit_code == 0
    small.check_serves(made, figure)
    assert runs.query(made.published_path, documents) == [(1,)]
    assert runs.run(made).exit_code == 0
    assert runs.query(made.published_path, documents) == [(2,)]


def test_a_list_cut_off_in_a_line_stops_the_run_before_it_begins(made):
    before = small.served(made)
    manifest = made.raw_dir / "sources.csv"
    content = manifest.read_text(encoding="utf-8")
    manifest.write_text(content + '"c.t', encoding="utf-8")
    stopped = runs.command(made, "refresh")
    assert (stopped.returncode, len(stopped.stderr.splitlines())) == (1, 1)
    small.check_serves(made, before)
    manifest.write_text(content, encoding="utf-8")
    small.check_next(made)


def test_losing_most_of_a_year_stops_until_it_is_meant(made):
    """After the test above there are two documents; one is taken out of the list."""
    before = small.served(made)
    manifest = made.raw_dir / "sources.csv"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(small.line("b.txt"), ""), encoding="utf-8")
    stopped = runs.run(made)
    assert stopped.exit_code == 3
    (problem,) = stopped.record.problems.values()
    assert "Fewer forms of: b.txt 2024 has 0 of 1." in problem.shown
    (told,) = journal.records(notices.log_path(made))[-1]["failed"]
    assert "fct_funds 2024 has " in told
    assert "--accept-loss" in told
    assert "b.txt" not in told
    small.check_serves(made, before)
    meant = runs.command(made, "refresh", "--accept-loss")
    assert meant.returncode == 0, meant.stdout + meant.stderr
    small.check_serves(made, before)
    assert runs.query(made.published_path, REMOVED) == [(1,)]


def test_a_block_of_the_build_damaged_after_the_last_gate_is_not_published(made):
    before = small.served(made)
    small.write(made, next(small.FIGURES))
    done = meddled(made, at_step=lambda name: small.damage(made.build_path) if name == "publishing" else None)
    assert done.exit_code == 1
    small.check_serves(made, before)
    small.check_next(made)


def test_a_suite_that_cannot_be_read_stops_the_run(made, tmp_path):
    before = small.served(made)
    small.write(made, next(small.FIGURES))
    suites = tmp_path / "expectations"
    shutil.copytree(made.expectations_dir, suites)
    broken = suites / "raw" / "forms.json"
    broken.write_bytes(broken.read_bytes()[:-40])
    done = runs.run(made.model_copy(update={"expectations_dir": suites}))
    assert done.exit_code == 3
    assert [gate["outcome"] for gate in done.record.gates if gate["table_name"] == "forms"] == ["could_not_judge"]
    small.check_serves(made, before)
    small.check_next(made)


def test_a_folder_that_cannot_be_written_is_one_clear_line(made):
    before = small.served(made)
    shutil.rmtree(made.logs_dir)
    made.logs_dir.write_text("a file where the folder should be")
    small.write(made, next(small.FIGURES))
    stopped = runs.command(made, "refresh")
    made.logs_dir.unlink()
    assert (stopped.returncode, len(stopped.stderr.splitlines())) == (1, 1)
    assert "cannot be written" in stopped.stderr
    small.check_serves(made, before)
    small.check_next(made)


def test_old_runs_are_pruned_and_the_journal_keeps_a_small_line_of_each(made):
    for _ in range(2):
        small.check_next(made)
    with opened_instance(made) as instance:
        known = {run.run_id for run in instance.get_runs()}
    assert len(known) == KEPT_RUNS
    assert {path.stem for path in made.logs_dir.iterdir()} == known | {"notices"}
    events = {path.stem for path in (made.dagster_home / "history" / "runs").glob("*.db")} - {"index"}
    assert events == known
    lines = made.journal_path.read_bytes().splitlines()
    assert len(lines) > KEPT_RUNS
    assert max(map(len, lines)) < 6_000
    told = runs.query(made.published_path, "select count(*), count(distinct run_key) from meta.runs")
    assert told == [(len(journal.records(made.journal_path)),) * 2]
    passed = runs.query(made.published_path, "select distinct run_key from meta.gate_results where outcome = 'passed'")
    assert passed == [(journal.records(made.journal_path)[-1]["run_key"],)]
