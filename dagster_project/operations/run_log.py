"""The log of a run: JSON lines at `<warehouse>/logs/<run_key>.jsonl`, without a word of any document.

Only what is on the list below is written: kinds of events, names of steps and tables, counts. Messages
of exceptions are not, they may quote a document; Dagster keeps them in its own record.
"""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
from dagster import DagsterEventType

from dagster_project.operations import steps
from dagster_project.operations.progress import Silent
from dagster_project.operations.record import ROWS, problem_of
from dagster_project.settings import Settings

LOGGER = "jixiao"

_KINDS = {
    DagsterEventType.RUN_START: "run started",
    DagsterEventType.RUN_SUCCESS: "run done",
    DagsterEventType.RUN_FAILURE: "run failed",
    DagsterEventType.RUN_CANCELED: "run cancelled",
    DagsterEventType.STEP_START: "step started",
    DagsterEventType.STEP_SUCCESS: "step done",
    DagsterEventType.STEP_FAILURE: "step failed",
    DagsterEventType.STEP_SKIPPED: "step skipped",
    DagsterEventType.ASSET_MATERIALIZATION: "table built",
    DagsterEventType.ASSET_CHECK_EVALUATION: "gate judged",
}


class RunLog(logging.Handler):
    """Turns Dagster's events into lines of the run log and into progress."""

    def __init__(self, path: Path, level: str, progress: Silent) -> None:
        """Append to `path` what is at or above `level`; tell `progress` of every step."""
        super().__init__()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        self._least = logging.getLevelName(level)
        self._progress = progress

    def emit(self, record: logging.LogRecord) -> None:
        """Write one event; what is not on the list is passed over."""
        event = getattr(record, "dagster_meta", {}).get("dagster_event")
        if event is None or event.event_type not in _KINDS:
            return
        if event.is_step_start:
            self._progress.step(steps.label(event.step_key or ""))
        level = _level(event, record.levelno)
        if level >= self._least:
            self._write({"level": logging.getLevelName(level), **_fields(event)})

    def _write(self, fields: dict[str, Any]) -> None:
        line = json.dumps({"at": datetime.now(UTC).isoformat(timespec="milliseconds"), **fields}, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def build_logger(settings: Settings, progress: Silent) -> dg.LoggerDefinition:
    """The logger of the refresh job: run log and progress in one, nothing on the console."""

    def logger(context: dg.InitLoggerContext) -> logging.Logger:
        of_run = logging.getLogger(f"{LOGGER}.{context.run_id}")
        of_run.setLevel(logging.DEBUG)
        of_run.propagate = False
        # Dagster asks for a run's logger more than once, and a logger of one name is one logger.
        of_run.handlers = [RunLog(log_path(settings, context.run_id or "?"), settings.log_level, progress)]
        return of_run

    return dg.LoggerDefinition(logger, description="Run log as JSON lines, without document text")


def log_path(settings: Settings, run_key: str) -> Path:
    """The log of a run."""
    return settings.logs_dir / f"{run_key}.jsonl"


def _fields(event: dg.DagsterEvent) -> dict[str, Any]:
    fields: dict[str, Any] = {"event": _KINDS[event.event_type]}
    if event.step_key:
        fields["step"] = event.step_key
    if event.event_type == DagsterEventType.ASSET_MATERIALIZATION:
        made = event.step_materialization_data.materialization
        rows = made.metadata.get(ROWS)
        fields |= {"table": ".".join(made.asset_key.path), "rows": rows.value if rows else None}
    if event.event_type == DagsterEventType.ASSET_CHECK_EVALUATION:
        judged = event.asset_check_evaluation_data
        fields |= {"table": ".".join(judged.asset_key.path), "passed": judged.passed}
    if event.is_step_success:
        fields["seconds"] = round(event.step_success_data.duration_ms / 1000, 3)
    if event.is_step_failure:
        fields["error"] = problem_of(event).kind
    return fields


def _level(event: dg.DagsterEvent, level: int) -> int:
    if event.event_type == DagsterEventType.ASSET_CHECK_EVALUATION:
        judged = event.asset_check_evaluation_data
        not_passed = logging.WARNING if judged.severity == dg.AssetCheckSeverity.WARN else logging.ERROR
        return logging.INFO if judged.passed else not_passed
    # Dagster logs its own events as DEBUG; the few on the list are what INFO means here.
    return max(level, logging.INFO)
