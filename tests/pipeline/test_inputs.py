"""What operators get wrong: one clear line, and bad documents do not stop good ones."""

import shutil

import pytest

from dagster_project.settings import Settings
from dagster_project.warehouse import journal, versions

from . import runs


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="missing"),
        pytest.param("", id="empty"),
        pytest.param("path,title\na.txt,A\n", id="without-a-column-that-must-be-there"),
        pytest.param("path,region_code\na.txt,110000,too,many\n", id="ragged"),
    ],
)
def test_a_broken_manifest_is_one_clear_line(tmp_path, content):
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    settings.raw_dir.mkdir()
    if content is not None:
        (settings.raw_dir / "sources.csv").write_text(content)
    done = runs.command(settings, "refresh")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "sources.csv" in done.stderr
    assert versions.current(settings) is None
    assert [line["outcome"] for line in journal.records(settings.journal_path)] == ["failed"]


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path):
    (tmp_path / "file").write_text("")
    done = runs.command(Settings(warehouse_dir=tmp_path / "file" / "warehouse"), "refresh")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize("arguments", [["refresh", "--wat"], ["show"], ["status", "too", "many"]])
def test_a_wrong_call_is_usage(tmp_path, arguments):
    assert runs.command(Settings(warehouse_dir=tmp_path), *arguments).returncode == 2


BAD = {
    "missing.txt": ("missing_file", "320682"),
    "../outside.txt": ("outside_folder", "320682"),
    "empty.txt": ("empty_file", "320682"),
    "region.txt": ("unknown_region", "999999"),
}


def test_bad_documents_do_not_stop_good_ones_and_strict_says_so(raw_dir, tmp_path):
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    shutil.copytree(raw_dir, settings.raw_dir)
    good = runs.manifest(settings.raw_dir)
    for name in ("empty.txt", "region.txt", "../outside.txt", "nobody lists me.txt"):
        (settings.raw_dir / name).write_text("" if name == "empty.txt" else "x")
    bad = [dict.fromkeys(good[0], "") | {"path": path, "region_code": code} for path, (_, code) in BAD.items()]
    runs.write_manifest(settings.raw_dir, bad + good)
    done = runs.command(settings, "refresh", "--strict")
    assert done.returncode == 4, done.stdout + done.stderr
    rejects = runs.query(settings.published_path, "select path, reason_code from meta.rejects order by all")
    assert rejects == sorted((path, reason) for path, (reason, _) in BAD.items())
    statuses = dict(
        runs.query(settings.published_path, "select status, count(*) from marts.mart_document_coverage group by 1")
    )
    assert statuses == {"loaded": len(good), "refused": len(bad)}
    for path in (*BAD, "nobody lists me.txt"):
        assert path in done.stdout
