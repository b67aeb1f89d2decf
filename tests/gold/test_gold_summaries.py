"""A department's summary in a published report; collected only where that lies beside the checkout."""

from dagster_project.reading.collect import read_all
from dagster_project.reading.manifest import Source

from .inputs import SUMMARY

PRINTED = {
    "seq": 1,
    "fiscal_year": 2024,
    "targets_projects_printed": "4",
    "targets_budget_printed": "598.42万元",
    "evaluated_projects_printed": "4",
    "evaluated_budget_printed": "598.42万元",
    "average_score_printed": "99.43分",
    "excellent_projects_printed": "4",
    "good_projects_printed": "0",
    "fair_projects_printed": "0",
    "poor_projects_printed": "0",
    "grades_printed": "优/良/合格/不合格",
    "grade_scheme": "other",
    "locator": "page:23/line:27",
}


def test_the_summary_of_a_report_is_read_and_the_report_is_loaded() -> None:
    tables = read_all([Source(1, SUMMARY.name, SUMMARY.name[:6])], SUMMARY.parent, {SUMMARY.name[:6]: "某区"})
    (summary,) = tables["summaries"].to_dicts()
    assert {name: summary[name] for name in PRINTED} == PRINTED
    assert tables["documents"].select("status", "forms", "summaries").rows() == [("loaded", 0, 1)]
    assert tables["rejects"].is_empty()
