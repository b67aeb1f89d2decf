"""Three outcomes, and what of them blocks."""

import pytest

from dagster_project.gates.checks import check_result
from dagster_project.gates.verdict import Judgement, Verdict, judgement, rows_of, unjudged

FINE = {"raised_exception": False, "exception_message": None}
RAISED = {"('a metric', 1)": {"raised_exception": True, "exception_message": "no column stage\nDid you mean ..."}}


def result(success, measured, info=FINE, kind="expect_column_values_to_be_in_set"):
    return {"success": success, "result": measured, "exception_info": info, "type": kind}


def judged(outcome, severity="critical"):
    return Judgement("it", severity, outcome)


@pytest.mark.parametrize(
    ("found", "outcome", "blocks"),
    [
        ([("passed", "critical")], "passed", False),
        ([("passed", "critical"), ("failed", "warning")], "failed", False),
        ([("failed", "warning"), ("failed", "critical")], "failed", True),
        ([("could_not_judge", "warning"), ("passed", "critical")], "could_not_judge", True),
        ([("could_not_judge", "critical"), ("failed", "critical")], "could_not_judge", True),
        ([], "could_not_judge", True),
    ],
)
def test_the_worst_judgement_is_the_verdict(found, outcome, blocks):
    verdict = Verdict("raw", "forms", tuple(judged(*each) for each in found))
    assert (verdict.outcome, verdict.blocks) == (outcome, blocks)


@pytest.mark.parametrize(
    ("label", "found", "rows", "expected"),
    [
        pytest.param(
            "expect_a(b)",
            result(True, {"element_count": 9, "missing_count": 2, "unexpected_count": 0}),
            9,
            ("passed", 7, 0),
            id="nulls-are-not-evaluated",
        ),
        pytest.param(
            "expect_a(b)",
            result(False, {"element_count": 9, "unexpected_count": 3}),
            9,
            ("failed", 9, 3),
            id="not-null",
        ),
        pytest.param("it", result(False, {"observed_value": 4}), 9, ("failed", 9, 4), id="query"),
        pytest.param("expect_a()", result(False, {"observed_value": 0}), 0, ("failed", 0, None), id="whole-table"),
        pytest.param("expect_a(b)", result(False, {}, RAISED), 9, ("could_not_judge", None, None), id="missing-column"),
        pytest.param("expect_a(b)", result(True, {}, RAISED), 9, ("could_not_judge", None, None), id="never-passed"),
    ],
)
def test_a_result_becomes_a_judgement(label, found, rows, expected):
    one = judgement(label, "critical", found, rows)
    assert (one.outcome, one.evaluated, one.unexpected) == expected


def test_what_could_not_be_judged_says_why_in_one_line():
    assert judgement("it", "critical", result(False, {}, RAISED), 9).examples == ("no column stage",)


@pytest.mark.parametrize(
    ("results", "rows"),
    [
        (
            [
                result(True, {"observed_value": 7}, kind="unexpected_rows_expectation"),
                result(True, {"element_count": 9}),
            ],
            9,
        ),
        ([result(True, {"observed_value": 5}, kind="expect_table_row_count_to_be_between")], 5),
        ([result(True, {"observed_value": 7}, kind="unexpected_rows_expectation")], None),
        ([result(False, {}, RAISED)], None),
    ],
)
def test_the_rows_of_a_table_are_known_from_whoever_counted_them(results, rows):
    assert rows_of(results) == rows


def test_rows_are_those_of_the_gate_results():
    verdict = Verdict("raw", "forms", (Judgement("it", "warning", "failed", 9, 2, ("a", "b")), judged("passed")))
    first, second = verdict.rows()
    assert first == {
        "layer": "raw", "table_name": "forms", "expectation": "it", "severity": "warning", "outcome": "failed",
        "evaluated": 9, "unexpected": 2, "examples": "a; b",
    }  # fmt: skip
    assert second["examples"] is None


@pytest.mark.parametrize(
    ("verdict", "passed", "severity"),
    [
        (Verdict("raw", "forms", (judged("passed"),)), True, "WARN"),
        (Verdict("raw", "forms", (judged("failed", "warning"),)), False, "WARN"),
        (Verdict("raw", "forms", (judged("failed"),)), False, "ERROR"),
        (unjudged("raw", "forms", "there is no such table"), False, "ERROR"),
    ],
)
def test_dagster_stops_for_what_blocks(verdict, passed, severity):
    shown = check_result(verdict)
    assert (shown.passed, shown.severity.name) == (passed, severity)
    assert shown.metadata["results"].value == verdict.rows()
    assert "raw.forms" in shown.description


def test_what_blocks_is_shown_first():
    verdict = Verdict("raw", "forms", (judged("failed", "warning"), judged("passed"), judged("failed")))
    assert [each.severity for each in verdict.not_passed] == ["critical", "warning"]
