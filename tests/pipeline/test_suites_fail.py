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
