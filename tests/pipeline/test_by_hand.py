"""Materialising a part by hand never publishes, and no way in gets past the lock."""

import subprocess
import sys

import pytest
from dagster import AssetCheckKey, AssetKey
from dagster._core.execution.api import create_execution_plan

from dagster_project.build import build_defs
from dagster_project.operations.instance import opened_instance
from dagster_project.operations.record import RunRecord
from dagster_project.operations.whole import JOB, Whole
from dagster_project.reading.tables import SCHEMAS
from dagster_project.warehouse import journal

from . import runs
from .test_lock import HOLD

RAW = [AssetKey(["raw", table]) for table in SCHEMAS]
PUBLISHED = AssetKey(["published", "version"])


@pytest.fixture(scope="module")
def job(good):
    """The job as `dagster dev` has it."""
    return build_defs(good.settings).resolve_job_def(JOB)


def by_hand(settings, job, *keys):
    with opened_instance(settings) as instance:
        return job.execute_in_process(instance=instance, asset_selection=list(keys), raise_on_error=False)


def test_the_job_has_one_step_a_layer_with_its_gate_behind_it(job):
    levels = create_execution_plan(job).get_steps_to_execute_by_level()
    assert [[step.key for step in level] for level in levels] == [
        ["raw"], ["raw__gate"], ["dbt_staging"], ["staging__gate"],
        ["matching"], ["matching__gate"], ["dbt_marts"], ["marts__gate"], ["publish"], ["judge_freshness"],
    ]  # fmt: skip


@pytest.mark.usefixtures("unharmed")
def test_a_part_is_built_and_not_published(lent, job):
    before = journal.records(lent.settings.journal_path)
    assert by_hand(lent.settings, job, *RAW).success
    assert by_hand(lent.settings, job, AssetKey(["staging", "stg_forms"])).success
    assert journal.records(lent.settings.journal_path) == before


@pytest.mark.usefixtures("unharmed")
def test_publishing_alone_is_refused(lent, job):
    done = by_hand(lent.settings, job, PUBLISHED)
    assert not done.success
    (failure,) = [event for event in done.all_events if event.is_step_failure]
    assert "not a whole refresh" in failure.step_failure_data.error.cause.message


def test_a_run_without_a_gate_or_with_a_failed_one_is_not_whole():
    table, gate = AssetKey(["raw", "forms"]), AssetCheckKey(AssetKey(["raw", "forms"]), "expectations")
    whole = Whole(frozenset([table]), frozenset([gate]))
    assert whole.lacking(RunRecord("r", built={table}, passed={gate})) == []
    assert whole.lacking(RunRecord("r", built={table})) == ["raw/forms (expectations)"]
    assert whole.lacking(RunRecord("r", built={table}, failed={gate})) == ["raw/forms (expectations)"]
    assert whole.lacking(RunRecord("r", passed={gate})) == ["raw/forms"]


@pytest.mark.usefixtures("unharmed")
def test_a_second_writer_leaves_with_one_clear_line(lent, job):
    command = [sys.executable, "-c", HOLD, str(lent.settings.lock_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        second = runs.command(lent.settings, "refresh")
        in_dagster = by_hand(lent.settings, job, *RAW)
        holder.stdin.close()
    assert second.returncode == 1
    assert len(second.stderr.splitlines()) == 1
    assert f"process {holder.pid}" in second.stderr
    assert not in_dagster.success
