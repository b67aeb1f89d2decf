"""Every column and code of the views in Chinese has its word, every metric its definition and its pitfalls."""

import pytest

from dagster_project.settings import ROOT
from dagster_project.warehouse import chinese, metrics

from .tree import described, layer, meta

LABELS = chinese.read_labels(ROOT / "dbt")
PITFALLS = metrics.read_pitfalls(ROOT / "dbt")
MARTS = {name: entry for name, (path, entry) in described().items() if layer(path) == "marts"}
VIEWS = chinese.VIEWS


def columns(name: str) -> dict[str, dict]:
    return {column["name"]: column for column in MARTS[name]["columns"]}


def test_every_view_has_its_mart():
    assert set(VIEWS.values()) <= set(MARTS)


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_column_of_the_mart_stands_in_the_view_under_one_name(view):
    sql = chinese.view_sql(VIEWS[view], columns(VIEWS[view]), LABELS, set(MARTS))
    titles = [piece.split('"')[0] for piece in sql.split(' as "')[1:]]
    assert len(set(titles)) == len(titles)
    assert {meta(column)["zh"] for column in columns(VIEWS[view]).values()} <= set(titles)


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_code_of_the_view_has_its_word(view):
    codes = [
        (name, str(code)) for name, column in columns(VIEWS[view]).items() for code in meta(column).get("values", [])
    ]
    assert [each for each in codes if not (LABELS.get(each) or LABELS.get(("", each[1])))] == []


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_a_column_of_codes_has_words_or_a_name(view):
    """A code of a place stays a code beside the place's name; every other is told in words."""
    codes = [name for name in columns(VIEWS[view]) if name.endswith("_code")]
    assert [
        name for name in codes if not (meta(columns(VIEWS[view])[name]).get("values") or name in chinese.NAMES)
    ] == []


def test_every_metric_is_defined_whole_and_has_pitfalls_that_exist():
    found = metrics.definitions(list(MARTS.values()))
    assert found
    lacking = [name for name, metric in found.items() if set(metric) != {*metrics.FIELDS, "pitfalls"}]
    assert lacking == []
    assert [
        name for name, metric in found.items() if not metric["pitfalls"] or set(metric["pitfalls"]) - PITFALLS.keys()
    ] == []


def test_every_name_of_a_metric_leads_to_its_definition():
    models = list(MARTS.values())
    assert {each.metric for each in metrics.shown(models)} == metrics.definitions(models).keys()


def test_every_pitfall_is_told_somewhere():
    told = {code for metric in metrics.definitions(list(MARTS.values())).values() for code in metric["pitfalls"]}
    assert told == PITFALLS.keys()
