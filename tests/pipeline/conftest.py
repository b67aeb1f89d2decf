"""One good run that the tests of this folder share, since it takes half a minute.

A test that changes it takes `lent`, after which it is as it was; `untouched` finds the test that did not. So each file
of this folder passes alone and in any order.
"""

import shutil
from pathlib import Path

import pytest

from dagster_project.settings import Settings
from dagster_project.warehouse import versions

from . import runs


@pytest.fixture(scope="session")
def raw_dir(tmp_path_factory) -> Path:
    """The documents of raw/, with an invented contact in one of them."""
    return runs.documents(tmp_path_factory.mktemp("pipeline") / "文件 raw", Settings().raw_dir)


@pytest.fixture(scope="session")
def good(raw_dir) -> runs.Done:
    """A warehouse that the command has refreshed once, in a folder with a blank and Chinese in its name."""
    settings = Settings(raw_dir=raw_dir, warehouse_dir=raw_dir.parent / "仓库 warehouse")
    done = runs.command(settings, "refresh")
    assert done.returncode == 0, done.stdout + done.stderr
    return runs.Done(
        settings,
        done.stdout,
        [value for (value,) in runs.query(settings.private_path, "select distinct value from raw.contacts")],
        versions.current(settings) or "",
        runs.mart_hashes(settings.published_path),
    )


@pytest.fixture(autouse=True)
def untouched(request):
    """After a test the shared run is as it was."""
    if "good" not in request.fixturenames:
        yield
        return
    settings = request.getfixturevalue("good").settings
    before = _state(settings)
    yield
    assert _state(settings) == before


def _state(settings: Settings) -> dict[str, tuple[int, int]]:
    """Size and time of what a refresh keeps or reads; what Dagster, dbt and whoever looks write for themselves is theirs."""
    theirs = {settings.dagster_home, settings.warehouse_dir / "dbt", settings.looked_path}
    files = [path for folder in (settings.raw_dir, settings.warehouse_dir) for path in folder.rglob("*")]
    return {
        str(path): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in files
        if not theirs & {path, *path.parents} and not path.is_dir()
    }


@pytest.fixture
def lent(good, tmp_path_factory):
    """The good run to do with as one likes; documents and warehouse are put back as they were."""
    kept = tmp_path_factory.mktemp("kept")
    folders = (good.settings.raw_dir, good.settings.warehouse_dir)
    for folder in folders:
        shutil.copytree(folder, kept / folder.name, symlinks=True)
    yield good
    for folder in folders:
        shutil.rmtree(folder)
        shutil.move(kept / folder.name, folder)


@pytest.fixture
def unharmed(lent):
    """After the test the same version serves in the warehouse, and it is whole."""
    before = versions.current(lent.settings)
    assert before is not None
    yield
    assert versions.current(lent.settings) == before
    path = versions.path_of(lent.settings, before)
    assert versions.digest_path(path).read_text(encoding="ascii").startswith(versions.digest(path))
