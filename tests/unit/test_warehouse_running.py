"""A run that was killed has its line in the journal, and what it left half done is decided by where the link leads."""

import pytest

from dagster_project.settings import Settings
from dagster_project.warehouse import journal, running, versions

RUN = {"run_key": "a", "version": None, "outcome": "failed", "ended_at": "2026-01-02T12:00:00Z", "problems": []}
PUBLISHES = RUN | {"version": "0002-20260102T120000Z", "outcome": "done"}


@pytest.fixture
def settings(tmp_path):
    """A warehouse with two version files, of which the first serves."""
    found = Settings(warehouse_dir=tmp_path)
    found.versions_dir.mkdir()
    for version in ("0001-20260101T120000Z", PUBLISHES["version"]):
        versions.path_of(found, version).write_text(version)
        versions.keep_digest(found, version, versions.digest(versions.path_of(found, version)))
    versions.point(found, "0001-20260101T120000Z")
    return found


def settled(settings):
    running.settle(settings)
    running.settle(settings)
    return journal.records(settings.journal_path)


def test_a_run_that_ended_leaves_nothing_to_settle(settings):
    running.note(settings, RUN)
    running.forget(settings)
    assert settled(settings) == []


def test_a_run_killed_before_publishing_failed(settings):
    running.note(settings, RUN)
    (line,) = settled(settings)
    assert (line["outcome"], line["version"], line["ended_at"]) == ("failed", None, None)
    assert "killed" in line["problems"][0]
    assert len(versions.listed(settings)) == 2


def test_a_run_killed_before_the_link_moved_failed_and_its_version_goes(settings):
    running.note(settings, PUBLISHES)
    (line,) = settled(settings)
    assert (line["outcome"], line["version"]) == ("failed", None)
    assert versions.listed(settings) == ["0001-20260101T120000Z"]


def test_a_run_killed_after_the_link_moved_is_done(settings):
    running.note(settings, PUBLISHES)
    versions.point(settings, PUBLISHES["version"])
    (line,) = settled(settings)
    assert line == PUBLISHES | {"sha256": versions.digest(versions.path_of(settings, PUBLISHES["version"]))}


def test_a_run_killed_after_its_line_was_written_has_one_line(settings):
    running.note(settings, PUBLISHES)
    versions.point(settings, PUBLISHES["version"])
    journal.append(settings.journal_path, PUBLISHES)
    assert settled(settings) == [PUBLISHES]


@pytest.mark.parametrize(("moved", "lines"), [(True, 1), (False, 0)])
def test_going_back_that_was_killed_happened_or_did_not(settings, moved, lines):
    running.note(settings, PUBLISHES | {"outcome": versions.ROLLED_BACK})
    if moved:
        versions.point(settings, PUBLISHES["version"])
    assert len(settled(settings)) == lines
    assert len(versions.listed(settings)) == 2


@pytest.mark.parametrize("torn", ["", '{"run_ke', "[]"])
def test_a_torn_note_is_no_note(settings, torn):
    (settings.warehouse_dir / "running.json").write_text(torn)
    assert settled(settings) == []
