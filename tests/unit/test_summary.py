"""What a refresh shows of gates that did not pass, on a terminal and in a log."""

from io import StringIO
from types import SimpleNamespace

import pytest
from rich.console import Console

from dagster_project.operations.summary import show_gates

EXPECTATION = "verdicts_follow_the_judgements_of_every_indicator_in_its_form"
PLACE = "320682/2023/a-rather-long-name-of-a-document.html, form_no=1, locator=table:1/row:4/col:6"


def gate(severity, outcome="failed"):
    return {
        "layer": "marts",
        "table_name": "fct_midterm_indicators",
        "expectation": EXPECTATION,
        "outcome": outcome,
        "severity": severity,
        "unexpected": 4,
        "examples": PLACE,
    }


def shown(*gates, is_terminal=False):
    screen = StringIO()
    console = Console(file=screen, force_terminal=is_terminal, width=120 if is_terminal else 80)
    show_gates(console, SimpleNamespace(record=SimpleNamespace(gates=gates)), {"critical", "warning"})
    return screen.getvalue()


def test_a_log_has_every_name_whole_on_a_line_of_its_own():
    lines = shown(gate("critical")).splitlines()
    assert f"  marts.fct_midterm_indicators: {EXPECTATION} failed (critical), 4 rows" in lines
    assert f"    {PLACE}" in lines


@pytest.mark.parametrize("is_terminal", [True, False])
@pytest.mark.parametrize(
    ("severity", "what_to_do"), [("critical", "take its line out of sources.csv"), ("warning", "keep nothing from")]
)
def test_it_says_what_to_do(severity, what_to_do, is_terminal):
    assert what_to_do in shown(gate(severity), is_terminal=is_terminal)


def test_nothing_is_shown_where_everything_passed():
    assert shown(gate("critical", "passed")) == ""
