"""A disk that is full: no file may grow beyond a size, from the first byte on to almost all of what is built.

The limit is of the process (RLIMIT_FSIZE), so that the test needs no rights and fills no disk.
"""

import pytest

import small
from dagster_project.warehouse import journal, versions

DAGSTERS_RECORD = 100_000


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory, processes):
    """A warehouse with one version, and the size of that."""
    made = small.settings(tmp_path_factory.mktemp("full"), readers=1)
    assert processes.refresh(made)["exit_code"] == 0
    return made, versions.path_of(made, versions.current(made)).stat().st_size


@pytest.mark.parametrize(
    "share", [pytest.param(0, id="at-once"), pytest.param(0.02, id="dagster"), 0.5, pytest.param(0.97, id="build")]
)
def test_a_full_disk_is_one_clear_line_and_harms_nothing(warehouse, processes, share):
    made, size = warehouse
    before = versions.current(made)
    small.write(made, next(small.FIGURES))
    full = processes.refresh(made, limit=64 + int(share * size))
    assert full["signal"] is None
    assert full["exit_code"] in (1, 3), full
    assert full["problems"] or full["exit_code"] == 3
    assert not any("defect" in problem or "\n" in problem for problem in full["problems"]), full
    assert versions.current(made) == before
    assert versions.is_whole(made, before)

    small.write(made, figure := next(small.FIGURES))
    done = processes.refresh(made)
    assert done["exit_code"] == 0, done
    small.check_serves(made, figure)
    small.check_tidy(made)
    assert journal.records(made.journal_path)[-1]["outcome"] == "done"
