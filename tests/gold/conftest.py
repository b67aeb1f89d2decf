"""Read the documents once per input, and print what the measuring tests found."""

from pathlib import Path

import pytest

from dagster_project.reading.collect import read_all
from dagster_project.reading.manifest import read_manifest

from .inputs import FULL_TEXTS, INPUTS, ROOT, SUMMARY, Reading, copy_full_texts, documents

# Not a skip: elsewhere there is nothing to compare with.
_BESIDE = {"test_gold_full_texts.py": FULL_TEXTS, "test_gold_summaries.py": SUMMARY}
collect_ignore = [name for name, path in _BESIDE.items() if not path.exists()]
REPORT = pytest.StashKey[list[str]]()


def _read(name: str, raw_dir: Path) -> Reading:
    regions = {document["region_code"]: document["region_name"] for document in documents()}
    return Reading(name, read_all(read_manifest(raw_dir), raw_dir, regions, on_document=None, workers=1))


@pytest.fixture(scope="session")
def excerpts() -> Reading:
    """raw/ as the reader reads it, the same way a refresh does."""
    return _read("excerpts", ROOT / "raw")


@pytest.fixture(scope="session")
def full_texts(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The full texts, read from a raw folder of their own."""
    return _read("full texts", copy_full_texts(tmp_path_factory.mktemp("full")))


@pytest.fixture(params=INPUTS)
def reading(request: pytest.FixtureRequest) -> Reading:
    """Each input that exists."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def report(request: pytest.FixtureRequest) -> list[str]:
    """Lines to be printed at the end of the run, also where every test passes."""
    return request.config.stash.setdefault(REPORT, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the lines that tests left in `report`."""
    for line in config.stash.get(REPORT, []):
        terminalreporter.write_line(line)
