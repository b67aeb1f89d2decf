"""A refresh that is stopped by hand: one sentence, 130, a line in the journal, and no process left."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from types import SimpleNamespace

import pytest

import small
from dagster_project.errors import Stopped
from dagster_project.operations import notices
from dagster_project.operations.clock import Clock
from dagster_project.operations.progress import Silent
from dagster_project.operations.refresh import refresh
from dagster_project.warehouse import dbt, journal, versions

from . import runs

SENTENCE = "The refresh was stopped by hand; nothing was published. Run `jixiao refresh` again."


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A warehouse with one version, and processes that judge whatever the machine has."""
    found = small.settings(tmp_path_factory.mktemp("stopped"), readers=2)
    assert runs.run(found).exit_code == 0
    return found


def left(group: int) -> bool:
    """Whether a process of the group is there, for longer than one needs to end."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        time.sleep(0.1)
    return True


def stopped(made, step: str, after: float, how: signal.Signals) -> tuple[subprocess.CompletedProcess[str], int]:
    """A refresh that is stopped some seconds after a step began, as a terminal does it or as a service's keeper.

    Without a step: after it got its lock.
    """
    hearing = ["env", "--default-signal=INT"]  # which a shell lets its background ignore
    process = runs.begun(made, [*hearing, runs.COMMAND, "refresh"], own_group=True)
    while not step and f"process {process.pid}," not in made.lock_path.read_text(encoding="utf-8"):
        assert process.poll() is None
        time.sleep(0.01)
    while step and process.stdout.readline() != f"{step}\n":
        assert process.poll() is None
    time.sleep(after)
    (os.killpg if how == signal.SIGINT else os.kill)(process.pid, how)
    return runs.ended(process), process.pid


@pytest.mark.parametrize(
    ("step", "after", "how"),
    [
        pytest.param("", 0.5, signal.SIGINT, id="imports"),
        pytest.param("reading", 0, signal.SIGINT, id="reading"),
        pytest.param("building marts", 1, signal.SIGTERM, id="dbt"),
        pytest.param("gates on marts", 0.2, signal.SIGINT, id="gates"),
    ],
)
def test_one_sentence_says_that_it_was_stopped(made, step, after, how):
    before, lines = small.served(made), len(journal.records(made.journal_path))
    small.write(made, next(small.FIGURES))
    done, group = stopped(made, step, after, how)
    assert (done.returncode, done.stderr.split("\n", 1)) == (130, [SENTENCE, ""])
    (line,) = journal.records(made.journal_path)[lines:]
    assert (line["outcome"], line["version"], line["problems"]) == ("failed", None, [SENTENCE])
    assert journal.records(notices.log_path(made))[-1]["failed"] == [SENTENCE]
    small.check_serves(made, before)
    assert not left(group)


def test_what_is_being_published_is_published_all_the_same(made, monkeypatch):
    """Else a version would serve whose run is said to have failed."""
    point = versions.point

    def pointed(*arguments):
        point(*arguments)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(versions, "point", pointed)
    small.write(made, figure := next(small.FIGURES))
    assert runs.run(made).exit_code == 0
    small.check_serves(made, figure)
    assert journal.records(made.journal_path)[-1]["outcome"] == "done"


def test_a_signal_that_a_library_passes_over_stops_all_the_same(made, monkeypatch):
    class PassesOver:
        def __init__(self, **_):
            pass

        def invoke(self, _):
            with suppress(KeyboardInterrupt):
                os.kill(os.getpid(), signal.SIGINT)
            return SimpleNamespace(exception=None, result=SimpleNamespace(results=[]))

    monkeypatch.setattr("dbt.cli.main.dbtRunner", PassesOver)
    with pytest.raises(KeyboardInterrupt):
        dbt.build(made, ["no_such_model"], "eager")


def test_a_run_that_is_stopped_between_two_steps_is_not_taken_for_one_that_is_done(made):
    """Dagster puts the signal off until the next piece of work begins."""

    class Stopping(Silent):
        def step(self, name):
            if name == "matching":
                os.kill(os.getpid(), signal.SIGINT)

    small.write(made, next(small.FIGURES))
    with pytest.raises(Stopped):
        refresh(made, Stopping(), Clock())
    assert journal.records(made.journal_path)[-1]["problems"] == [SENTENCE]
