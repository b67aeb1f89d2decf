"""What a run did, read from Dagster's own events: the one source for journal, meta, summary and exit code."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import dagster as dg
from dagster import DagsterEventType

from dagster_project.errors import GateFailed, OperatorError, RowsLost, Stopped
from dagster_project.gates.checks import CHECK, RESULTS
from dagster_project.messages import text
from dagster_project.operations import notices, steps

if TYPE_CHECKING:
    from dagster_shared.error import SerializableErrorInfo

GateRow = Mapping[str, Any]

ROWS = "dagster/row_count"
TESTS = "data tests"
INPUTS = "inputs"
READ, LATER = "documents read", "documents left for later"

_OURS = {kind.__name__: kind.exit_code for kind in (OperatorError, GateFailed, RowsLost, Stopped)}

# What SQLAlchemy raises when the disk is full; its words quote what should have been written.
_RECORD_REFUSED = "OperationalError"

# How a step, or a run between two of them, ends by Ctrl-C, SIGTERM or Dagster's Terminate.
_BY_HAND = {"KeyboardInterrupt", "DagsterExecutionInterruptedError"}

# How Dagster ends a step whose blocking gate said no; the gate itself says why.
_STOPPED = "DagsterAssetCheckFailedError"

_READ = {
    DagsterEventType.STEP_START,
    DagsterEventType.STEP_SUCCESS,
    DagsterEventType.STEP_FAILURE,
    DagsterEventType.ASSET_MATERIALIZATION,
    DagsterEventType.ASSET_CHECK_EVALUATION,
    DagsterEventType.RUN_FAILURE,
    DagsterEventType.RUN_CANCELED,
}


@dataclass(frozen=True)
class Problem:
    """Why a step failed. Errors of ours speak for themselves; of others only the kind is shown.

    Their words may quote a document; they stay in Dagster's record, which is never published.
    """

    step: str
    kind: str
    message: str

    @property
    def exit_code(self) -> int | None:
        """The exit code of an error of ours; None for a defect."""
        return _OURS.get(self.kind)

    @property
    def shown(self) -> str:
        """One line for people."""
        if self.exit_code is not None:
            return self.message
        if self.kind == _RECORD_REFUSED:
            return text("refresh.record_refused", step=self.step)
        return text("refresh.defect", step=self.step, kind=self.kind)

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody stopped the run."""
        return self.kind == Stopped.__name__

    @property
    def told(self) -> str:
        """One line for a notice, which leaves the machine."""
        return notices.told(self.step, self.kind, self.message)


@dataclass
class RunRecord:
    """A run so far. `gates` are rows as in meta.gate_results, `problems`: step -> why it failed.

    `inputs` is the fingerprint of what it is made of, `read` the number of documents that were read for it,
    `later` of those that wait for a refresh of all years.
    """

    run_key: str
    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    gates: list[GateRow] = field(default_factory=list)
    tests: int = 0
    problems: dict[str, Problem] = field(default_factory=dict)
    built: set[dg.AssetKey] = field(default_factory=set)
    passed: set[dg.AssetCheckKey] = field(default_factory=set)
    failed: set[dg.AssetCheckKey] = field(default_factory=set)
    inputs: str | None = None
    read: int = 0
    later: int = 0


def read_record(instance: dg.DagsterInstance, run_key: str) -> RunRecord:
    """The record of a run, finished or still going on."""
    record = RunRecord(run_key)
    began: dict[str, float] = {}
    for entry in instance.all_logs(run_key, of_type=_READ):
        event = entry.get_dagster_event()
        step = event.step_key or ""
        if event.is_step_start:
            began[step] = entry.timestamp
        elif event.is_step_success or event.is_step_failure:
            record.seconds[steps.label(step)] += entry.timestamp - began.get(step, entry.timestamp)
        _take(record, event)
    return record


def _take(record: RunRecord, event: dg.DagsterEvent) -> None:
    if event.event_type == DagsterEventType.ASSET_MATERIALIZATION:
        _take_table(record, event.step_materialization_data.materialization)
    elif event.event_type == DagsterEventType.ASSET_CHECK_EVALUATION:
        _take_gate(record, event.asset_check_evaluation_data)
    elif event.is_step_failure and problem_of(event).kind != _STOPPED:
        record.problems[event.step_key or ""] = problem_of(event)
    elif event.event_type in (DagsterEventType.RUN_FAILURE, DagsterEventType.RUN_CANCELED) and not record.problems:
        _take_end(record, event)


def _take_end(record: RunRecord, event: dg.DagsterEvent) -> None:
    """A run that ended between two steps, as one that was stopped there, has no step that failed."""
    canceled = event.event_type == DagsterEventType.RUN_CANCELED
    ended = event.job_canceled_data if canceled else event.job_failure_data
    if ended.error is not None:
        record.problems[""] = _problem(steps.BETWEEN, ended.error)


def _take_table(record: RunRecord, made: dg.AssetMaterialization) -> None:
    record.built.add(made.asset_key)
    if (rows := made.metadata.get(ROWS)) is not None:
        record.rows[".".join(made.asset_key.path)] = int(cast("int", rows.value))
    if (tests := made.metadata.get(TESTS)) is not None:
        record.tests += int(cast("int", tests.value))
    if (inputs := made.metadata.get(INPUTS)) is not None:
        record.inputs = str(inputs.value)
        record.read, record.later = (int(cast("int", made.metadata[name].value)) for name in (READ, LATER))


def _take_gate(record: RunRecord, judged: dg.AssetCheckEvaluation) -> None:
    if judged.check_name != CHECK:  # how new a version is, no gate judges
        return
    stops = not judged.passed and judged.severity == dg.AssetCheckSeverity.ERROR
    (record.failed if stops else record.passed).add(judged.asset_check_key)
    rows = judged.metadata.get(RESULTS)
    record.gates += cast("list[GateRow]", rows.value) if rows is not None else []


def problem_of(event: dg.DagsterEvent) -> Problem:
    """Why a step failed, from its failure event."""
    return _problem(steps.label(event.step_key or ""), event.step_failure_data.error)


def _problem(step: str, error: "SerializableErrorInfo | None") -> Problem:
    causes: list[SerializableErrorInfo] = []
    while error is not None:
        causes.append(error)
        error = error.cause
    if any(cause.cls_name in _BY_HAND for cause in causes):  # whatever a library made of it
        return Problem(step, Stopped.__name__, text("refresh.stopped"))
    # The innermost cause is the error itself, what Dagster wraps around it only names the step.
    found = next((cause for cause in causes if cause.cls_name in _OURS), causes[-1] if causes else None)
    return Problem(step, found.cls_name or "", _words(found.message)) if found else Problem(step, "", "")


def _words(message: str) -> str:
    # Dagster keeps "package.Kind: words".
    return " ".join(message.partition(": ")[2].split())
