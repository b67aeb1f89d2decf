"""What may have happened before a refresh: it mends the warehouse."""

import shutil

import pytest

import small
from dagster_project.operations.clock import Clock
from dagster_project.operations.progress import Silent
from dagster_project.operations.refresh import refresh
from dagster_project.warehouse import journal, versions

AHEAD = "0500-20990101T000000Z"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A warehouse with one version."""
    found = small.settings(tmp_path_factory.mktemp("mends"))
    assert refresh(found, Silent(), Clock()).exit_code == 0
    return found


def no_link(made):
    made.published_path.unlink()


def link_to_nowhere(made):
    made.published_path.unlink()
    made.published_path.symlink_to("versions/jixiao-0400-20260101T000000Z.duckdb")


def serving_version_deleted(made):
    small.serving(made).unlink()


def serving_version_damaged(made):
    small.damage(small.serving(made))


def all_versions_gone(made):
    shutil.rmtree(made.versions_dir)


def files_of_the_build_damaged(made):
    for path in (made.build_path, made.private_path):
        small.damage(path)


def kept_readings_damaged(made):
    for path in made.readings_path.iterdir():
        path.write_bytes(path.read_bytes()[:-20])
    made.looked_path.write_text("{")


def half_written_files(made):
    (made.versions_dir / ".jixiao-0400-20260101T000000Z.duckdb.new").write_bytes(b"half")
    made.build_path.with_name("build.duckdb.wal").write_bytes(b"half")
    small.serving(made).with_name(small.serving(made).name + ".wal").write_bytes(b"half")


def journal_torn(made):
    with made.journal_path.open("a", encoding="utf-8") as file:
        file.write('{"run_key": "to')


def clock_was_ahead(made):
    """A version of the year 2099 serves, and the journal tells of it."""
    content, line = small.serving(made).read_bytes(), journal.records(made.journal_path)[-1]
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
    small.check_next(made)
