"""Every expectation of every suite fails on data broken on purpose: one that cannot fail is decoration."""

import pytest

from dagster_project.gates.judge import judge
from dagster_project.gates.layer import open_layer
from dagster_project.gates.suites import Suite, label
from dagster_project.settings import Settings

from . import breaking, runs

SUITES = {suite.name: suite for suite in breaking.suites(Settings())}
WITH_PEOPLE = [
    name for name, suite in SUITES.items() if any(label(each) == "no_personal_data" for each in suite.expectations)
]


@pytest.fixture
def workshop(good, tmp_path):
    """The good warehouse, copied for breaking."""
    return breaking.Workshop(breaking.copied(good.settings, tmp_path / "warehouse"))


@pytest.mark.parametrize("name", SUITES)
def test_every_expectation_passes_on_good_data_and_fails_on_data_broken_for_it(workshop, name):
    suite = SUITES[name]
    tables = [workshop.breaks(suite, number, each) for number, each in enumerate(suite.expectations)]
    failing = {}
    with open_layer(workshop.close(), suite.layer, [suite.table, *tables]) as layer:
        good = [each for each in judge(layer, suite).judgements if each.outcome != "passed"]
        for each, table in zip(suite.expectations, tables, strict=True):
            (found,) = judge(layer, alone(suite, each), table).judgements
            failing[label(each)] = found.outcome
    assert good == []
    assert failing == dict.fromkeys(failing, "failed")


@pytest.mark.parametrize(
    ("name", "gate", "bad"),
    [
        ("staging.stg_fund_lines", "nearly_all_amounts_are_typed", "amount_printed = '9', amount_yuan = null"),
        ("staging.stg_indicators", "most_targets_are_typed", "target_printed = '9', is_quantitative = false"),
        ("staging.stg_spending_plan", "plan_is_mostly_typed", "share_printed = '9', cumulative_share = null"),
        ("staging.stg_scores", "nearly_all_scores_are_typed", "score_printed = '9', score = null"),
        ("staging.stg_scores", "nearly_all_points_are_points", "score = 240"),
        ("marts.fct_project_evaluations", "most_totals_agree", "score_printed = 90, score_computed = 80"),
    ],
)
@pytest.mark.parametrize("which", ["one county", "a few rows"])
def test_a_share_is_not_judged_by_what_one_county_prints_or_by_a_few_rows(workshop, name, gate, bad, which):
    suite = SUITES[name]
    table = workshop.copy(suite, "shares")
    values = dict(each.split(" = ") for each in bad.split(", "))
    where = "region_code = '320682'" if which == "one county" else "true"
    region = ", region_code" if "region_code" in workshop.columns(suite) else ""
    workshop.connection.execute(
        f"delete from {table}; insert into {table} (document_key{region}, {', '.join(values)}) "
        f"select document_key{region}, {', '.join(values.values())} from private.raw.documents, "
        f"range({200 if which == 'one county' else 1}) where {where}"
    )
    expectation = next(each for each in suite.expectations if label(each) == gate)
    with open_layer(workshop.close(), suite.layer, [f"{suite.table}__shares"]) as layer:
        (found,) = judge(layer, alone(suite, expectation), f"{suite.table}__shares").judgements
    assert found.outcome == "passed"


@pytest.mark.parametrize("name", WITH_PEOPLE)
def test_a_contact_is_found_in_every_text_column(workshop, name):
    suite = SUITES[name]
    gate = next(each for each in suite.expectations if label(each) == "no_personal_data")
    table, columns = workshop.betray(suite)
    with open_layer(workshop.close(), suite.layer, [table]) as layer:
        (found,) = judge(layer, alone(suite, gate), table).judgements
    assert (found.outcome, found.unexpected) == ("failed", columns)
    assert not any(runs.NAME in example for example in found.examples)


def alone(suite, expectation):
    return Suite(suite.layer, suite.table, (expectation,))


def test_no_breakage_is_left_over():
    assert breaking.unused() == []
