"""Publishing: versions, the link, and what a crash or a stranger's file must not spoil."""

import hashlib
from datetime import UTC, datetime

import duckdb
import pytest

from dagster_project.errors import GateFailed, OperatorError
from dagster_project.settings import Settings
from dagster_project.warehouse import leftovers, publishing, versions

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path):
    found = Settings(warehouse_dir=tmp_path / "Lager 仓库", keep_versions=2)
    found.warehouse_dir.mkdir()
    return found


def build(settings, value=1, schema="marts"):
    settings.build_path.unlink(missing_ok=True)
    with duckdb.connect(str(settings.build_path)) as connection:
        connection.execute(f"create schema if not exists {schema}; create table {schema}.t as select {value} as a")


def published(settings):
    with duckdb.connect(str(settings.published_path), read_only=True) as connection:
        return connection.execute("select a from marts.t").fetchone()[0]


def publish(settings, value):
    build(settings, value)
    version = versions.next_version(settings, [], NOON)
    return version, publishing.publish(settings, version)


def test_a_version_is_read_only_and_its_digest_is_kept(settings):
    version, sha256 = publish(settings, 1)
    path = versions.path_of(settings, version)
    assert path.name == "jixiao-0001-20260102T120000Z.duckdb"
    assert path.stat().st_mode & 0o777 == 0o444
    assert sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert versions.digest_path(path).read_text() == f"{sha256}  {path.name}\n"  # as `sha256sum --check` reads it


def test_the_link_is_relative_so_that_the_folder_can_be_moved(settings):
    version, _ = publish(settings, 1)
    assert str(settings.published_path.readlink()) == f"versions/jixiao-{version}.duckdb"
    moved = Settings(warehouse_dir=settings.warehouse_dir.with_name("moved"))
    settings.warehouse_dir.rename(moved.warehouse_dir)
    assert published(moved) == 1


def test_a_reader_keeps_its_version_and_the_next_one_gets_the_new(settings):
    publish(settings, 1)
    reader = duckdb.connect(str(settings.published_path.resolve()), read_only=True)
    publish(settings, 2)
    assert reader.execute("select a from marts.t").fetchone() == (1,)
    reader.close()
    assert published(settings) == 2


def test_the_last_versions_stay_and_the_serving_one_always(settings):
    made = [publish(settings, value)[0] for value in (1, 2, 3, 4)]
    versions.point(settings, made[0])
    assert versions.prune(settings) == [made[1]]
    assert versions.listed(settings) == [made[0], made[2], made[3]]
    assert versions.current(settings) == made[0]


def test_a_clock_that_goes_back_does_not_change_the_order(settings):
    publish(settings, 1)
    earlier = datetime(2020, 1, 1, tzinfo=UTC)
    assert versions.next_version(settings, [], earlier) == "0002-20200101T000000Z"
    assert versions.next_version(settings, ["0041-20260102T120000Z"], earlier).startswith("0042-")


@pytest.mark.parametrize("schema", ["raw", "staging", "main"])
def test_a_build_that_holds_more_than_marts_is_not_published(settings, schema):
    publish(settings, 1)
    build(settings, 2, schema)
    with pytest.raises(GateFailed, match=schema):
        publishing.publish(settings, "0002-20260102T120000Z")
    assert published(settings) == 1


def test_a_file_of_somebody_elses_under_the_links_name_is_left_alone(settings):
    settings.published_path.write_text("mine")
    with pytest.raises(OperatorError, match="not the link"):
        publish(settings, 1)
    assert settings.published_path.read_text() == "mine"


def test_a_link_that_leads_nowhere_serves_nothing_and_is_replaced(settings):
    settings.published_path.symlink_to("versions/jixiao-0009-20260102T120000Z.duckdb")
    assert versions.current(settings) is None
    publish(settings, 1)
    assert published(settings) == 1


def test_a_disk_that_says_no_leaves_what_serves(settings):
    publish(settings, 1)
    settings.versions_dir.rename(settings.warehouse_dir / "away")
    settings.versions_dir.write_text("")
    build(settings, 2)
    with pytest.raises(OperatorError, match="Nothing was published"):
        publishing.publish(settings, "0002-20260102T120000Z")
    assert str(settings.published_path.readlink()).startswith("versions/jixiao-0001")


def test_left_over_files_go_and_foreign_files_stay(settings):
    publish(settings, 1)
    ours = [
        settings.build_path.with_name("build.duckdb.wal"),
        settings.versions_dir / ".jixiao-0002-20260102T120000Z.duckdb.new",
        settings.warehouse_dir / ".jixiao.duckdb.new",
    ]
    foreign = [
        settings.warehouse_dir / "notes.txt",
        settings.warehouse_dir / "other.duckdb.wal",
        settings.versions_dir / "a.duckdb",
    ]
    for path in (*ours, *foreign):
        path.write_text("x")
    gone = leftovers.clean(settings)
    # The file beside a log was not closed: it goes too.
    assert gone == sorted(path.name for path in (*ours, settings.build_path))
    assert not any(path.exists() for path in ours)
    assert all(path.exists() for path in foreign)
    assert published(settings) == 1


def test_what_was_written_into_a_version_by_force_is_not_shown_to_readers(settings):
    version, _ = publish(settings, 1)
    path = versions.path_of(settings, version)
    path.chmod(0o644)
    path.with_name(path.name + ".wal").write_bytes(b"x")
    (settings.versions_dir / "jixiao-0009-20260102T120000Z.duckdb.sha256").write_text("of a version that never was")
    gone = leftovers.clean(settings)
    assert gone == ["jixiao-0001-20260102T120000Z.duckdb.wal", "jixiao-0009-20260102T120000Z.duckdb.sha256"]
    assert published(settings) == 1


def test_a_block_that_went_bad_after_the_last_gate_is_not_published(settings):
    publish(settings, 1)
    with duckdb.connect(str(settings.build_path)) as connection:
        connection.execute("create table marts.long as select md5(range::varchar) as a from range(300000)")
    content = bytearray(settings.build_path.read_bytes())
    content[len(content) // 2] ^= 255
    settings.build_path.write_bytes(content)
    with pytest.raises(OperatorError, match="could not be read"):
        publishing.publish(settings, "0002-20260102T120000Z")
    assert versions.listed(settings) == ["0001-20260102T120000Z"]
    assert published(settings) == 1


def test_a_build_is_compared_with_what_is_as_it_was_published(settings):
    made = [publish(settings, value)[0] for value in (1, 2)]
    assert versions.compared_with(settings) == made[1]
    settings.published_path.unlink()
    assert versions.compared_with(settings) == made[1]
    newest = versions.path_of(settings, made[1])
    newest.chmod(0o644)
    newest.write_bytes(newest.read_bytes() + b"x")
    assert versions.compared_with(settings) == made[0]
    versions.digest_path(versions.path_of(settings, made[0])).unlink()
    assert versions.compared_with(settings) is None


def test_a_version_is_known_by_its_name_or_its_number(settings):
    version, _ = publish(settings, 1)
    assert {versions.find(settings, given) for given in (version, "1", "0001")} == {version}
    for unknown in ("2", "0001-2", "", "²"):
        with pytest.raises(OperatorError, match="There is no version"):
            versions.find(settings, unknown)
