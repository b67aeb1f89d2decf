"""One refresh from the command: lock, manifest, imports, Dagster's job in this process, outcome."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from dagster_project.errors import GateFailed, JixiaoError, Stopped
from dagster_project.gates import judges
from dagster_project.messages import text
from dagster_project.operations import inputs, notices
from dagster_project.operations.asked import Asked
from dagster_project.operations.clock import Clock
from dagster_project.operations.lines import journal_line
from dagster_project.operations.progress import Silent
from dagster_project.reading.expected import read_expected
from dagster_project.reading.manifest import Source, read_manifest, unlisted
from dagster_project.reading.regions import load_regions
from dagster_project.settings import Settings
from dagster_project.warehouse import disk, journal, lock, running

if TYPE_CHECKING:
    from dagster_project.operations.record import RunRecord

# All that a run will need: imported here in one go, so that their cost is seen apart from the work.
_LIBRARIES = ("dagster", "dbt.cli.main", "dbt.adapters.duckdb", "dagster_project.build")
_WHAT_CHANGED = Asked()


class _Begun(NamedTuple):
    run_key: str
    started_at: datetime


@dataclass(frozen=True)
class Refreshed:
    """How a refresh ended: its record, the files that no manifest lists, seconds in all and of imports."""

    record: "RunRecord"
    unlisted: list[str]
    total_seconds: float
    import_seconds: float

    @property
    def exit_code(self) -> int:
        """0 done, 3 a gate, contract or test failed, 1 anything else that stopped it."""
        codes = [problem.exit_code or 1 for problem in self.record.problems.values()]
        return GateFailed.exit_code if self.record.failed else max(codes, default=0)


def refresh(settings: Settings, progress: Silent, clock: Clock, asked: Asked = _WHAT_CHANGED) -> Refreshed | None:
    """Run the whole job in this process; None where nothing is new, which is known before anything is imported.

    Raises OperatorError before anything was built: a broken manifest, a folder that cannot be written, a
    lock that another process holds for longer than the settings wait; GateFailed where the dbt project
    cannot be parsed; Stopped where somebody stopped it. What goes wrong later is in the result.
    """
    with (
        _told_by_hand(),
        disk.told(settings.warehouse_dir),
        lock.hold(settings.lock_path, settings.wait_seconds, progress.waits),
    ):
        run_key, started_at = str(uuid.uuid4()), datetime.now(UTC)
        running.settle(settings)
        try:
            with _told_by_hand():
                return _refreshed(settings, progress, clock, asked, _Begun(run_key, started_at))
        except JixiaoError as error:
            if not journal.has(settings.journal_path, run_key):  # else it began, and its end is told
                line = journal_line(run_key, started_at, "failed", {"problems": [str(error)]})
                journal.append(settings.journal_path, line)
                notices.announce(settings, line, [notices.told("beginning", type(error).__name__, str(error))])
            raise


def _refreshed(settings: Settings, progress: Silent, clock: Clock, asked: Asked, begun: _Begun) -> Refreshed | None:
    listed = read_manifest(settings.raw_dir)
    if not asked.everything and nothing_new(settings, listed):
        journal.append(settings.journal_path, journal_line(*begun, "idle"))
        return None
    from dagster_project.warehouse import leftovers

    leftovers.clean(settings)
    unlisted_files = unlisted(listed, settings.raw_dir)
    read_expected(settings.raw_dir, load_regions(*settings.regions_paths))
    judges.begin(settings)
    clock.import_all(_LIBRARIES)
    with disk.told(settings.warehouse_dir):
        record = _run(settings, progress, begun.run_key, asked)
    if any(problem.is_by_hand for problem in record.problems.values()):
        raise KeyboardInterrupt
    return Refreshed(record, unlisted_files, clock.total(), clock.imports)


@contextmanager
def _told_by_hand() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt as error:
        raise Stopped(text("refresh.stopped")) from error


def nothing_new(settings: Settings, listed: list[Source]) -> bool:
    """Whether the version that serves is made of just this manifest, these files and this code; takes no lock."""
    contents = inputs.looked_at(settings, listed)
    return inputs.is_built(settings, inputs.fingerprint(settings, listed, contents))


def _run(settings: Settings, progress: Silent, run_key: str, asked: Asked) -> "RunRecord":
    from dagster import DagsterExecutionInterruptedError

    from dagster_project.build import build_defs
    from dagster_project.operations.instance import opened_instance
    from dagster_project.operations.record import read_record
    from dagster_project.operations.whole import JOB

    job = build_defs(settings, progress).resolve_job_def(JOB)
    with opened_instance(settings) as instance:
        try:
            job.execute_in_process(instance=instance, run_id=run_key, tags=asked.tags, raise_on_error=False)
        except DagsterExecutionInterruptedError as error:
            raise KeyboardInterrupt from error
        return read_record(instance, run_key)
