"""Dagster's record is made once, however many processes come to it first."""

import subprocess
import sys

import pytest
from dagster import DagsterInstance

from dagster_project.errors import OperatorError
from dagster_project.operations.instance import opened_instance, prepare_home
from dagster_project.settings import ROOT, Settings

from . import runs

# Two processes at a time, each time in a new folder; they are forked, so that imports do not part them, and wait for each other.
AT_ONCE = """
import multiprocessing, sys
from pathlib import Path
from dagster_project.operations.instance import opened_instance
from dagster_project.settings import Settings

def open_it(folder, gate):
    gate.wait()
    with opened_instance(Settings(warehouse_dir=folder)) as instance:
        assert instance.get_runs() == []

fork = multiprocessing.get_context("fork")
with opened_instance(Settings(warehouse_dir=Path(sys.argv[1], "first"))):
    pass  # what it imports on the way
for number in range(int(sys.argv[2])):
    gate = fork.Barrier(2)
    both = [fork.Process(target=open_it, args=(Path(sys.argv[1], str(number)), gate)) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    print(*(each.exitcode for each in both))
"""
TIMES = 12


def test_two_processes_at_once_make_one_record(tmp_path):
    command = [sys.executable, "-c", AT_ONCE, str(tmp_path), str(TIMES)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == ["0 0"] * TIMES, done.stderr


@pytest.mark.parametrize("program", ["dagster-daemon", "dagster-webserver"])
def test_the_services_make_it_before_they_start(program):
    (unit,) = [
        path for path in (ROOT / "deploy" / "systemd").iterdir() if f"/{program} " in path.read_text(encoding="utf-8")
    ]
    lines = unit.read_text(encoding="utf-8").splitlines()
    before, start = (
        next(at for at, line in enumerate(lines) if line.startswith(key)) for key in ("ExecStartPre=", "ExecStart=")
    )
    assert lines[before].endswith("/jixiao prepare")
    assert before < start


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ("storage:\n  postgres:\n    postgres_url:\n      env: NOT_SET\n", "dagster_postgres"),
        ("telemetry:\n  enabled:\n    env: NOT_SET\n", "NOT_SET"),
        ("nonsense: 3\n", "nonsense"),
    ],
)
def test_settings_of_dagster_that_cannot_be_used_are_one_line(tmp_path, lines, named):
    settings = Settings(warehouse_dir=tmp_path / "warehouse")
    prepare_home(settings)
    (settings.dagster_home / "dagster.yaml").write_text(lines, encoding="utf-8")
    with pytest.raises(OperatorError, match=named), opened_instance(settings):
        pass


def test_prepare_makes_a_record_that_dagster_opens(tmp_path):
    settings = Settings(warehouse_dir=tmp_path / "warehouse")
    for _ in range(2):
        done = runs.command(settings, "prepare")
        assert (done.returncode, done.stdout) == (0, f"Dagster's record is in {settings.dagster_home}.\n")
    with DagsterInstance.from_config(str(settings.dagster_home)) as instance:
        assert instance.get_runs() == []
