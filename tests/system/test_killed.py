"""kill -9 at every step: what serves is whole, the next refresh succeeds, nothing is left over or left running."""

import signal
import time
from pathlib import Path

import pytest

import small
from dagster_project.operations.instance import opened_instance
from dagster_project.warehouse import journal, versions

from .zygote import PLACES

STEPS = (
    "reading",
    "gates on raw",
    "building staging",
    "gates on staging",
    "matching",
    "gates on matching",
    "building marts",
    "gates on marts",
    "publishing",
)
SERVES_ALREADY = {"after the link moved", "after its line was written"}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory, processes):
    """A warehouse with one version, and the seconds that each of its steps took."""
    made = small.settings(tmp_path_factory.mktemp("killed"), readers=1)
    done = processes.refresh(made)
    assert done["exit_code"] == 0, done
    return made, done["seconds"]


def check_ended(session: int) -> None:
    """No process of the session is left, at once or soon."""
    for _ in range(50):
        left = [stat for path in Path("/proc").glob("[0-9]*/stat") if (stat := session_of(path)) == session]
        if not left:
            return
        time.sleep(0.1)
    raise AssertionError(left)


def session_of(path: Path) -> int | None:
    """The session of a process that runs."""
    try:
        state, _, _, session = path.read_text().rpartition(")")[2].split()[:4]
    except OSError:
        return None
    return None if state == "Z" else int(session)


def check_recorded(made, killed_line: int, outcome: str) -> None:
    """The killed run has one line, Dagster shows no run that goes on, the new version tells of both."""
    lines = journal.records(made.journal_path)
    assert [line["outcome"] for line in lines[killed_line:]] == [outcome, "done"]
    with opened_instance(made) as instance:
        assert [run.run_id for run in instance.get_runs() if not run.is_finished] == []
    with small.duckdb.connect(str(made.published_path), read_only=True) as connection:
        told = connection.execute("select run_key, outcome from meta.runs").fetchall()
    assert sorted(told) == sorted((line["run_key"], line["outcome"]) for line in lines)


@pytest.mark.parametrize("place", [*STEPS, *PLACES])
def test_a_refresh_killed_at_any_place_leaves_what_serves_whole(warehouse, processes, place):
    made, seconds = warehouse
    with small.duckdb.connect(str(made.published_path), read_only=True) as connection:
        before = small.figure_of(connection)
    lines = len(journal.records(made.journal_path))
    figure = next(small.FIGURES)
    small.write(made, figure)
    kill = [place] if place in PLACES else [place, 0.5, seconds[place]]
    killed = processes.refresh(made, kill=kill)
    assert killed["signal"] == signal.SIGKILL, killed
    small.check_serves(made, figure if place in SERVES_ALREADY else before)
    check_ended(killed["process"])

    small.write(made, figure := next(small.FIGURES))
    done = processes.refresh(made)
    assert done["exit_code"] == 0, done
    small.check_serves(made, figure)
    small.check_tidy(made)
    check_recorded(made, lines, "done" if place in SERVES_ALREADY else "failed")


def test_processes_that_judge_end_with_the_one_that_asked(tmp_path, processes):
    made = small.settings(tmp_path, readers=2)
    killed = processes.refresh(made, kill=["gates on raw", 0, 1])
    assert killed["signal"] == signal.SIGKILL
    check_ended(killed["process"])
    assert processes.refresh(made)["exit_code"] == 0


def test_processes_that_read_end_with_the_one_that_asked(tmp_path, processes):
    made = small.settings(tmp_path, readers=2)
    text = (made.raw_dir / "a.txt").read_text(encoding="utf-8")
    lines = []
    for number in range(400):
        (made.raw_dir / f"{number}.txt").write_text(text.replace("测试项目", f"测试项目{number}"), encoding="utf-8")
        lines.append(small.line(f"{number}.txt"))
    with (made.raw_dir / "sources.csv").open("a", encoding="utf-8") as manifest:
        manifest.writelines(lines)
    killed = processes.refresh(made, kill=["reading", 1, 4])
    assert killed["signal"] == signal.SIGKILL
    check_ended(killed["process"])
    assert versions.current(made) is None
    done = processes.refresh(made)
    assert done["exit_code"] == 0, done
