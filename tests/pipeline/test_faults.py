"""What may go wrong around a refresh and in it: what serves stays whole, and the next refresh succeeds."""

import shutil
import subprocess
import sys

import duckdb
import pytest

import small
from dagster_project.operations.clock import Clock
from dagster_project.operations.instance import opened_instance
from dagster_project.operations.progress import Silent
from dagster_project.operations.refresh import refresh
from dagster_project.warehouse import journal, versions

from . import runs

AHEAD = "0500-20990101T000000Z"
FIGURES = iter(range(2, 1000))
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


def served(made):
    """The figure that serves."""
    with duckdb.connect(str(made.published_path), read_only=True) as connection:
        return small.figure_of(connection)


def check_next(made):
    """The next refresh, with another figure, succeeds and leaves nothing over."""
    small.write(made, figure := next(FIGURES))
    done = runs.run(made)
    assert done.exit_code == 0, done.record.problems
    small.check_serves(made, figure)
    small.check_tidy(made)


def serving(made):
    return versions.path_of(made, versions.current(made))


def damage(path):
    """Turn a byte of every block."""
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    for place in range(20_000, len(content), 4096):
        content[place] ^= 255
    path.write_bytes(content)


def no_link(made):
    made.published_path.unlink()


def link_to_nowhere(made):
    made.published_path.unlink()
    made.published_path.symlink_to("versions/jixiao-0400-20260101T000000Z.duckdb")


def serving_version_deleted(made):
    serving(made).unlink()


def serving_version_damaged(made):
    damage(serving(made))


def all_versions_gone(made):
    shutil.rmtree(made.versions_dir)


def files_of_the_build_damaged(made):
    for path in (made.build_path, made.private_path):
        damage(path)


def kept_readings_damaged(made):
    for path in made.readings_path.iterdir():
        path.write_bytes(path.read_bytes()[:-20])
    made.looked_path.write_text("{")


def half_written_files(made):
    (made.versions_dir / ".jixiao-0400-20260101T000000Z.duckdb.new").write_bytes(b"half")
    made.build_path.with_name("build.duckdb.wal").write_bytes(b"half")
    serving(made).with_name(serving(made).name + ".wal").write_bytes(b"half")


def journal_torn(made):
    with made.journal_path.open("a", encoding="utf-8") as file:
        file.write('{"run_key": "to')


def clock_was_ahead(made):
    """A version of the year 2099 serves, and the journal tells of it."""
    content, line = serving(made).read_bytes(), journal.records(made.journal_path)[-1]
    versions.path_of(made, AHEAD).write_bytes(content)
    versions.keep_digest(made, AHEAD, versions.digest(versions.path_of(made, AHEAD)))
    versions.point(made, AHEAD)
    future = {"run_key": "ahead", "version": AHEAD, "started_at": "2099-01-01T00:00:00Z"}
    journal.append(made.journal_path, line | future)


@pytest.mark.parametrize(
    "fault",
    [
        no_link,
        link_to_nowhere,
        serving_version_deleted,
        serving_version_damaged,
        all_versions_gone,
        files_of_the_build_damaged,
        kept_readings_damaged,
        half_written_files,
        journal_torn,
        clock_was_ahead,
    ],
    ids=lambda fault: fault.__name__,
)
def test_the_next_refresh_mends(made, fault):
    fault(made)
    check_next(made)


def test_documents_that_nobody_may_write_are_read_and_left_as_they_are(made):
    small.write(made, figure := next(FIGURES))
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
    before, path, seen = served(made), serving(made), []
    small.write(made, figure := next(FIGURES))
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
    small.write(made, figure := next(FIGURES))
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
    before = served(made)
    manifest = made.raw_dir / "sources.csv"
    content = manifest.read_text(encoding="utf-8")
    manifest.write_text(content + '"c.t', encoding="utf-8")
    stopped = runs.command(made, "refresh")
    assert (stopped.returncode, len(stopped.stderr.splitlines())) == (1, 1)
    small.check_serves(made, before)
    manifest.write_text(content, encoding="utf-8")
    check_next(made)


def test_losing_most_of_a_year_stops_until_it_is_meant(made):
    """After the test above there are two documents; one is taken out of the list."""
    before = served(made)
    manifest = made.raw_dir / "sources.csv"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(small.line("b.txt"), ""), encoding="utf-8")
    stopped = runs.run(made)
    assert stopped.exit_code == 3
    (problem,) = stopped.record.problems.values()
    assert "Fewer forms of: b.txt 2024 has 0 of 1." in problem.shown
    small.check_serves(made, before)
    meant = runs.command(made, "refresh", "--accept-loss")
    assert meant.returncode == 0, meant.stdout + meant.stderr
    small.check_serves(made, before)
    assert runs.query(made.published_path, REMOVED) == [(1,)]


def test_a_block_of_the_build_damaged_after_the_last_gate_is_not_published(made):
    before = served(made)
    small.write(made, next(FIGURES))
    done = meddled(made, at_step=lambda name: damage(made.build_path) if name == "publishing" else None)
    assert done.exit_code == 1
    small.check_serves(made, before)
    check_next(made)


def test_a_suite_that_cannot_be_read_stops_the_run(made, tmp_path):
    before = served(made)
    small.write(made, next(FIGURES))
    suites = tmp_path / "expectations"
    shutil.copytree(made.expectations_dir, suites)
    broken = suites / "raw" / "forms.json"
    broken.write_bytes(broken.read_bytes()[:-40])
    done = runs.run(made.model_copy(update={"expectations_dir": suites}))
    assert done.exit_code == 3
    assert [gate["outcome"] for gate in done.record.gates if gate["table_name"] == "forms"] == ["could_not_judge"]
    small.check_serves(made, before)
    check_next(made)


def test_a_folder_that_cannot_be_written_is_one_clear_line(made):
    before = served(made)
    shutil.rmtree(made.logs_dir)
    made.logs_dir.write_text("a file where the folder should be")
    small.write(made, next(FIGURES))
    stopped = runs.command(made, "refresh")
    made.logs_dir.unlink()
    assert (stopped.returncode, len(stopped.stderr.splitlines())) == (1, 1)
    assert "cannot be written" in stopped.stderr
    small.check_serves(made, before)
    check_next(made)


def test_old_runs_are_pruned_and_the_journal_keeps_a_small_line_of_each(made):
    for _ in range(2):
        check_next(made)
    with opened_instance(made) as instance:
        known = {run.run_id for run in instance.get_runs()}
    assert len(known) == KEPT_RUNS
    assert {path.stem for path in made.logs_dir.iterdir()} == known
    events = {path.stem for path in (made.dagster_home / "history" / "runs").glob("*.db")} - {"index"}
    assert events == known
    lines = made.journal_path.read_bytes().splitlines()
    assert len(lines) > KEPT_RUNS
    assert max(map(len, lines)) < 6_000
    told = runs.query(made.published_path, "select count(*), count(distinct run_key) from meta.runs")
    assert told == [(len(journal.records(made.journal_path)),) * 2]
    passed = runs.query(made.published_path, "select distinct run_key from meta.gate_results where outcome = 'passed'")
    assert passed == [(journal.records(made.journal_path)[-1]["run_key"],)]
