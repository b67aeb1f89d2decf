"""What Dagster and the run logs keep of old runs: killed ones are ended, all but the last `keep_runs` go."""

import shutil
from pathlib import Path

import dagster as dg

from dagster_project.messages import text
from dagster_project.operations.run_log import log_path
from dagster_project.settings import Settings
from dagster_project.warehouse import journal

_GOES_ON = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


def tidy(settings: Settings, instance: dg.DagsterInstance, run_key: str) -> None:
    """End what was killed and prune what is old, under the lock; the run `run_key` goes on."""
    _end_killed(settings, instance, run_key)
    _prune(settings, instance)


def _end_killed(settings: Settings, instance: dg.DagsterInstance, run_key: str) -> None:
    # A run that has its line in the journal has ended, whatever Dagster was told.
    ended = {line["run_key"] for line in journal.records(settings.journal_path)} - {run_key}
    for run in instance.get_runs(dg.RunsFilter(statuses=_GOES_ON)):
        if run.run_id in ended:
            instance.report_run_failed(run, text("refresh.killed"))


def _prune(settings: Settings, instance: dg.DagsterInstance) -> None:
    kept = instance.get_run_ids(limit=settings.keep_runs)
    if len(kept) < settings.keep_runs:
        return
    for old in instance.get_run_ids(cursor=kept[-1]):
        instance.delete_run(old)
        for path in _files_of(settings, old):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def _files_of(settings: Settings, run_key: str) -> list[Path]:
    # Dagster empties a run's file of events and leaves it; where it keeps events elsewhere there is none.
    events = (settings.dagster_home / "history" / "runs").glob(f"{run_key}.db*")
    return [*events, settings.dagster_home / "storage" / run_key, log_path(settings, run_key)]
