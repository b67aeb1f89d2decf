"""Whether anything is new: the fingerprint of a build's inputs, and when the version that serves was made of them."""

import os
import shutil

import pytest

from dagster_project.errors import OperatorError
from dagster_project.operations import inputs
from dagster_project.operations.asked import Asked
from dagster_project.reading.containers.limits import DEFAULT, Limits
from dagster_project.reading.manifest import Source
from dagster_project.reading.version import reading_version, typing_version
from dagster_project.settings import Settings
from dagster_project.warehouse import journal, versions

LISTED = [Source(1, "a.txt", "320682"), Source(2, "b.txt", "320682")]
CONTENTS = {"a.txt": "1", "b.txt": "2"}
VERSION = "0001-20240101T000000Z"


@pytest.fixture
def settings(tmp_path) -> Settings:
    for name in ("raw", "dbt", "expectations", "warehouse"):
        (tmp_path / name).mkdir()
    return Settings(**{f"{name}_dir": tmp_path / name for name in ("raw", "dbt", "expectations", "warehouse")})


def stamp(settings: Settings, listed=LISTED, contents=CONTENTS) -> str:
    inputs.code_version.cache_clear()
    return inputs.fingerprint(settings, listed, contents)


def test_equal_inputs_have_one_fingerprint(settings):
    assert stamp(settings) == stamp(settings.model_copy(update={"threads": 7, "readers": 3, "log_level": "DEBUG"}))


@pytest.mark.parametrize(
    ("listed", "contents"),
    [
        (LISTED[::-1], CONTENTS),
        (LISTED[:1], CONTENTS),
        ([LISTED[0], Source(2, "b.txt", "320682", title="测试")], CONTENTS),
        (LISTED, {"a.txt": "1", "b.txt": "3"}),
        (LISTED, {"a.txt": "1", "b.txt": ""}),
        (LISTED, {"a.txt": "1"}),
    ],
)
def test_a_line_or_a_content_makes_another(settings, listed, contents):
    assert stamp(settings, listed, contents) != stamp(settings)


@pytest.mark.parametrize("path", ["raw/expected.csv", "dbt/models/a.sql", "dbt/seeds/b.csv", "expectations/raw/a.json"])
def test_what_a_build_reads_makes_another(settings, tmp_path, path):
    before = stamp(settings)
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("1")
    first = stamp(settings)
    (tmp_path / path).write_text("2")
    assert len({before, first, stamp(settings)}) == 3


def test_what_dbt_writes_makes_none(settings, tmp_path):
    before = stamp(settings)
    (tmp_path / "dbt" / "target").mkdir()
    (tmp_path / "dbt" / "target" / "manifest.json").write_text("1")
    assert stamp(settings) == before


def test_where_the_folders_lie_makes_none(settings, tmp_path):
    before = stamp(settings)
    shutil.move(tmp_path / "raw", tmp_path / "moved")
    assert stamp(settings.model_copy(update={"raw_dir": tmp_path / "moved"})) == before


def test_limits_are_of_the_reading():
    assert reading_version(DEFAULT) == reading_version(Limits())
    as_a_float = reading_version(Limits(seconds=9.0))
    reading_version.cache_clear()
    assert reading_version(Limits(seconds=9)) == as_a_float
    assert reading_version(DEFAULT) != reading_version(Limits(pages=1))
    assert typing_version(DEFAULT) != typing_version(Limits(pages=1))


def test_a_word_of_values_is_of_typing_alone_and_one_that_is_looked_up_of_neither(tmp_path, monkeypatch):
    from dagster_project.reading import version

    package = tmp_path / "dagster_project" / "reading"
    shutil.copytree(version._PACKAGE, package)
    monkeypatch.setattr(version, "_PACKAGE", package)
    words = package / "vocabulary"
    monkeypatch.setattr(version, "_TYPING", (package / "values", words / "values.toml"))
    monkeypatch.setattr(version, "_LOOKED_UP", tuple(words / f"{name}.toml" for name in version.LOOKED_UP))

    def now() -> tuple[str, str]:
        reading_version.cache_clear()
        typing_version.cache_clear()
        return reading_version(DEFAULT), typing_version(DEFAULT)

    try:
        before = now()
        for name, changes in {
            "values.toml": (False, True),
            "persons.toml": (True, True),
            "fields.toml": (False, False),
        }.items():
            with (package / "vocabulary" / name).open("a") as file:
                file.write("# another\n")
            after = now()
            assert tuple(one != other for one, other in zip(before, after, strict=True)) == changes
            before = after
    finally:
        monkeypatch.undo()
        now()


@pytest.fixture
def published(settings) -> Settings:
    """A warehouse whose last refresh published what it was made of."""
    path = settings.versions_dir / f"jixiao-{VERSION}.duckdb"
    path.parent.mkdir()
    for each in (settings.private_path, settings.build_path, path):
        each.touch()
    settings.published_path.symlink_to(path.relative_to(settings.warehouse_dir))
    note(settings, "done", VERSION, "same")
    return settings


def note(settings: Settings, outcome: str, version: str | None, made_of: str | None) -> None:
    journal.append(settings.journal_path, {"outcome": outcome, "version": version, "inputs": made_of})


def test_what_serves_is_built_from_the_same(published):
    assert inputs.is_built(published, "same")
    assert not inputs.is_built(published, "other")
    note(published, "idle", None, None)
    assert inputs.is_built(published, "same")


def test_after_a_failure_everything_is_built(published):
    note(published, "failed", None, "same")
    assert not inputs.is_built(published, "same")


def test_nothing_serves_nothing_is_built(published):
    published.published_path.unlink()
    assert not inputs.is_built(published, "same")


def test_another_version_serves(published):
    other = published.versions_dir / "jixiao-0002-20240101T000000Z.duckdb"
    other.touch()
    published.published_path.unlink()
    published.published_path.symlink_to(other.relative_to(published.warehouse_dir))
    assert not inputs.is_built(published, "same")


def test_going_back_stays_until_something_is_new(published):
    earlier = published.versions_dir / "jixiao-0000-20230101T000000Z.duckdb"
    earlier.touch()
    os.utime(earlier, (0, 0))
    published.published_path.unlink()
    published.published_path.symlink_to(earlier.relative_to(published.warehouse_dir))
    note(published, versions.ROLLED_BACK, "0000-20230101T000000Z", "same")
    assert inputs.is_built(published, "same")
    assert not inputs.is_built(published, "other")


@pytest.mark.parametrize("path", ["private_path", "build_path"])
def test_a_file_of_the_build_is_gone_or_another_run_has_begun_to_write_it(published, path):
    file = getattr(published, path)
    os.utime(file, (file.stat().st_atime, file.stat().st_mtime + 60))
    assert not inputs.is_built(published, "same")
    file.unlink()
    assert not inputs.is_built(published, "same")


def test_what_a_run_is_asked_stands_in_its_tags():
    for asked in (Asked(), Asked(everything=True), Asked(year=2024)):
        assert Asked.of({**asked.tags, "dagster/other": "1"}) == asked
    with pytest.raises(OperatorError, match="not for both"):
        Asked(everything=True, year=2024)
    for year in ("24", "2009", "x", ""):
        with pytest.raises(OperatorError, match="no fiscal year"):
            Asked.of({"jixiao/year": year})
