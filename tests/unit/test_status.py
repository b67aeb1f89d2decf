"""`jixiao status` on a terminal of 80 columns: the table of runs is whole, what went wrong stands below it."""

import io
from datetime import UTC, datetime

import pytest
from rich.console import Console

from dagster_project.operations.lines import journal_line
from dagster_project.operations.status import show_status
from dagster_project.settings import Settings
from dagster_project.warehouse import journal

PROBLEM = "Not published: a fact would lose more than 10% of a year's rows. If it is meant, run it again and say so."
BEGAN = datetime(2026, 11, 27, 7, 47, 46, tzinfo=UTC)
VERSION = "0012-20261127T074746Z"


@pytest.fixture
def shown(tmp_path):
    """What is shown of three runs: one failed, one is done, one went back."""
    settings = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
    settings.warehouse_dir.mkdir()
    gate = {"layer": "marts", "table_name": "fct_funds", "expectation": "sums", "outcome": "failed"}
    gates = [gate, gate | {"expectation": "signs"}, gate | {"table_name": "dim_region"}]
    facts = {"problems": [PROBLEM], "gates": gates, "seconds_per_step": {"reading": 12_345.6}}
    journal.append(settings.journal_path, journal_line("a", BEGAN, "failed", facts))
    for outcome in ("done", "rolled_back"):
        journal.append(settings.journal_path, journal_line(outcome, BEGAN, outcome, {"version": VERSION}))
    console = Console(width=80, file=io.StringIO())
    show_status(console, settings)
    return console.file.getvalue().splitlines()


def test_a_run_is_one_line_of_the_table(shown):
    (failed,) = (line for line in shown if "failed" in line and "│" in line)
    assert "2026-11-27T07:47:46Z" in failed
    assert "12345.6" in failed
    (back,) = (line for line in shown if "rolled_back" in line)
    assert VERSION in back
    assert sum("│" in line for line in shown) == 3


def test_what_went_wrong_stands_below_the_table_each_thing_on_a_line(shown):
    below = shown[max(number for number, line in enumerate(shown) if "└" in line) + 1 :]
    assert below == [
        f"2026-11-27T07:47:46Z: {PROBLEM}",
        "2026-11-27T07:47:46Z: Expectations did not pass on marts.dim_region, marts.fct_funds.",
    ]
