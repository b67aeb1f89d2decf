"""Every expectation of every suite fails on data broken on purpose: one that cannot fail is decoration."""

import pytest

from dagster_project.gates.judge import judge
from dagster_project.gates.layer import open_layer
from dagster_project.gates.suites import LAYERS, Suite, label
from dagster_project.settings import Settings

from . import breaking

SUITES = {suite.name: suite for suite in breaking.suites(Settings())}
WITH_PEOPLE = [
    name
    for name, suite in SUITES.items()
    if any(label(each) == "no_personal_data" for each in suite.expectations)
]


@pytest.fixture(scope="module")
def broken(good, tmp_path_factory):
    """Every broken table, made before a layer is opened: layer -> (suite, number) -> table."""
    settings = breaking.copied(good.settings, tmp_path_factory.mktemp("broken") / "warehouse")
    workshop = breaking.Workshop(settings)
    tables = {
        (name, number): workshop.breaks(suite, number, each)
        for name, suite in SUITES.items()
        for number, each in enumerate(suite.expectations)
    }
    betrayed = {name: workshop.betray(SUITES[name]) for name in WITH_PEOPLE}
    workshop.connection.close()
    return settings, tables, betrayed


@pytest.fixture(scope="module")
def layers(broken):
    """Every layer of the broken warehouse, open."""
    settings = broken[0]
    with open_layer(settings, "raw") as raw, open_layer(settings, "staging") as staging, open_layer(settings, "marts") as marts:
        yield dict(zip(LAYERS, (raw, staging, marts), strict=True))


@pytest.mark.parametrize("name", SUITES)
def test_every_expectation_passes_on_good_data(layers, name):
    suite = SUITES[name]
    assert [each for each in judge(layers[suite.layer], suite).judgements if each.outcome != "passed"] == []


@pytest.mark.parametrize("name", SUITES)
def test_every_expectation_fails_on_data_broken_for_it(broken, layers, name):
    suite, (_, tables, _) = SUITES[name], broken
    outcomes = {}
    for number, each in enumerate(suite.expectations):
        alone = Suite(suite.layer, suite.table, (each,))
        (found,) = judge(layers[suite.layer], alone, tables[name, number]).judgements
        outcomes[label(each)] = found.outcome
    assert {label: outcome for label, outcome in outcomes.items() if outcome != "failed"} == {}


@pytest.mark.parametrize("name", WITH_PEOPLE)
def test_a_contact_is_found_in_every_text_column(broken, layers, name):
    suite, (_, _, betrayed) = SUITES[name], broken
    table, columns = betrayed[name]
    gate = next(each for each in suite.expectations if label(each) == "no_personal_data")
    (found,) = judge(layers[suite.layer], Suite(suite.layer, suite.table, (gate,)), table).judgements
    assert (found.outcome, found.unexpected) == ("failed", columns)
    assert not any(breaking.runs.NAME in example for example in found.examples)


def test_no_breakage_is_left_over():
    assert breaking.unused() == []
