"""One good run that the tests of this folder share, since it takes half a minute."""

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


@pytest.fixture
def unharmed(good):
    """After the test the same version serves, and it is whole."""
    before = versions.current(good.settings)
    assert before is not None
    yield
    assert versions.current(good.settings) == before
    path = versions.path_of(good.settings, before)
    assert versions.digest_path(path).read_text(encoding="ascii").startswith(versions.digest(path))
