"""A run as the journal keeps it: the columns of meta.runs, the rows of meta.gate_results, and what went wrong."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from dagster_project.operations.revision import code_revision
from dagster_project.settings import ROOT


def journal_line(
    run_key: str, started_at: datetime, outcome: str, facts: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The line of a run that ends now. `outcome`: done, failed, idle or rolled_back; `facts` are what is known beyond.

    Every line has every key: rows_per_table and seconds_per_step as mappings, gates_judged as the number of
    expectations, gates as rows of meta.gate_results of those that did not pass, problems as sentences, inputs as
    the fingerprint of what it was made of. Only a run that is done, or went back to one, has a version. The gates
    that passed stand in the published file.
    """
    return {
        "run_key": run_key,
        "version": None,
        "code_revision": code_revision(ROOT),
        "started_at": utc(started_at),
        "ended_at": utc(datetime.now(UTC)),
        "outcome": outcome,
        "rows_per_table": {},
        "seconds_per_step": {},
        "gates_judged": 0,
        "gates": [],
        "problems": [],
        "inputs": None,
        "documents_read": 0,
        "documents_later": 0,
        **(facts or {}),
    }


def utc(moment: datetime) -> str:
    """A time as the journal keeps it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
