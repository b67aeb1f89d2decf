"""One writer on every way in: a second process leaves with one line, or waits as long as it is told to."""

import subprocess
import sys
import threading
import time

import pytest

from dagster_project.errors import OperatorError
from dagster_project.operations import notices
from dagster_project.settings import Settings
from dagster_project.warehouse import journal, lock, versions

from . import runs
from .test_lock import HOLD

# A run as the daemon or `dagster dev` starts it for a schedule, the sensor or a button: the job, in a process of its own.
JOB = """
import sys, dagster as dg
from dagster_project.build import build_defs
from dagster_project.operations.instance import opened_instance
from dagster_project.settings import load_settings
settings = load_settings()
repository = build_defs(settings).get_repository_def()
schedule = repository.get_schedule_def("targets")
job = repository.get_job(schedule.job_name)
with opened_instance(settings) as instance:
    done = job.execute_in_process(instance=instance, raise_on_error=False)
    said = [each.message for each in instance.all_logs(done.run_id) if "holds the warehouse" in str(each.to_json())]
    print("success" if done.success else "failed", len(said))
"""


@pytest.fixture
def settings(tmp_path):
    """A warehouse with one document."""
    found = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse", readers=1)
    found.raw_dir.mkdir()
    source = Settings().raw_dir / "320682" / "2024" / "fund-centre-targets.txt"
    (found.raw_dir / "a.txt").write_bytes(source.read_bytes())
    runs.write_manifest(found.raw_dir, [{"path": "a.txt", "region_code": "320682", "fiscal_year": "2024"}])
    return found


@pytest.fixture
def held(settings):
    """Another process holds the warehouse."""
    settings.warehouse_dir.mkdir()
    command = [sys.executable, "-c", HOLD, str(settings.lock_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        if not process.stdin.closed:
            process.stdin.close()


def test_the_command_leaves_with_one_line(settings, held):
    done = runs.command(settings, "refresh")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert f"process {held.pid}" in done.stderr
    assert "JIXIAO_WAIT_SECONDS" in done.stderr


def test_a_run_of_a_schedule_leaves_and_tells_of_it(settings, held):
    done = runs.program(settings, JOB)
    assert done.returncode == 0, done.stderr
    outcome, said = done.stdout.split()
    assert (outcome, int(said) > 0) == ("failed", True)
    (told,) = journal.records(notices.log_path(settings))
    assert f"process {held.pid}" in told["failed"][0]
    assert versions.current(settings) is None


def test_whoever_waits_in_vain_leaves_after_that_time(settings, held):
    began = time.monotonic()
    heard = []
    with pytest.raises(OperatorError, match=f"process {held.pid}"), lock.hold(settings.lock_path, 1, heard.append):
        pass
    assert 1 <= time.monotonic() - began < 5
    assert len(heard) == 1
    assert "waiting for up to 1 seconds" in heard[0]


def test_whoever_waits_is_let_in(settings, held):
    threading.Timer(1, held.stdin.close).start()
    with lock.hold(settings.lock_path, 60):
        assert held.wait() == 0


def test_a_refresh_and_a_run_of_a_schedule_at_once_follow_each_other(settings):
    patient = settings.model_copy(update={"wait_seconds": 600})
    command, schedule = (
        runs.begun(patient, arguments)
        for arguments in ([runs.COMMAND, "refresh", "--full"], [sys.executable, "-c", JOB])
    )
    refreshed, scheduled = runs.ended(command), runs.ended(schedule)
    assert (refreshed.returncode, scheduled.returncode) == (0, 0), refreshed.stderr + scheduled.stderr
    assert scheduled.stdout.split()[0] == "success"
    first, second = journal.records(settings.journal_path)
    assert (first["outcome"], second["outcome"]) == ("done", "done")
    assert (int(first["version"][:4]), int(second["version"][:4])) == (1, 2)
    assert first["ended_at"] <= second["ended_at"]
    assert first["rows_per_table"] == second["rows_per_table"]
