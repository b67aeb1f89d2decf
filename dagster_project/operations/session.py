"""A run's hold on the warehouse: the lock while it goes on, its line in the journal when it ends.

Both come with a resource that every asset requires, so that they hold on every way in.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from dagster_project.errors import OperatorError
from dagster_project.gates import judges
from dagster_project.operations import notices, upkeep
from dagster_project.operations.lines import journal_line
from dagster_project.operations.record import RunRecord, read_record
from dagster_project.operations.whole import Whole
from dagster_project.settings import Settings
from dagster_project.warehouse import journal, leftovers, lock, running

RESOURCE = "warehouse"


class Session:
    """One run in one process."""

    def __init__(self, started_at: datetime) -> None:
        """Begin a session; the lock is held."""
        self.started_at = started_at

    def line(self, record: RunRecord, outcome: str) -> dict[str, Any]:
        """The run's line for the journal, as far as it has come."""
        facts = {
            "rows_per_table": record.rows,
            "seconds_per_step": {step: round(seconds, 3) for step, seconds in record.seconds.items()},
            "gates_judged": len(record.gates),
            "gates": [gate for gate in record.gates if gate["outcome"] != "passed"],
            "inputs": record.inputs,
            "documents_read": record.read,
            "documents_later": record.later,
            "problems": [problem.shown for problem in record.problems.values()],
        }
        return journal_line(record.run_key, self.started_at, outcome, facts)


def build_session(settings: Settings, whole: Whole) -> dg.ResourceDefinition:
    """The resource that holds the lock for a run, and records a whole refresh that did not come to its end."""

    @dg.resource(description="Holds the warehouse's lock while a run goes on")
    def warehouse(context: dg.InitResourceContext) -> Iterator[Session]:
        with ExitStack() as held:
            _hold(settings, context, held)
            leftovers.clean(settings)
            session = Session(datetime.now(UTC))
            judges.begin(settings)
            if context.run is None or context.instance is None or not whole.is_asked_of(context.run):
                yield session
                return
            with _recorded(settings, session, context.instance, context.run.run_id):
                yield session

    return warehouse


def _hold(settings: Settings, context: dg.InitResourceContext, held: ExitStack) -> None:
    said = context.log.info if context.log else None
    began = datetime.now(UTC)
    try:
        held.enter_context(lock.hold(settings.lock_path, settings.wait_seconds, said))
    except OperatorError as error:
        # Nobody sits before a run that a schedule or the sensor began.
        line = journal_line(context.run_id or "", began, "failed")
        notices.announce(settings, line, [str(error)])
        raise


@contextmanager
def _recorded(settings: Settings, session: Session, instance: dg.DagsterInstance, run_key: str) -> Iterator[None]:
    upkeep.tidy(settings, instance, run_key)
    running.note(settings, session.line(RunRecord(run_key), "failed"))
    try:
        yield
    finally:
        _note_failure(settings, session, read_record(instance, run_key))
        running.forget(settings)


def _note_failure(settings: Settings, session: Session, record: RunRecord) -> None:
    # A run that published has its line; and Dagster may open a run's resources once more after it has ended.
    if not journal.has(settings.journal_path, record.run_key):
        line = session.line(record, "failed")
        journal.append(settings.journal_path, line)
        notices.announce(settings, line, [problem.told for problem in record.problems.values()])
