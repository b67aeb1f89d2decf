"""A suite that could pass without judging is refused while it is read."""

import json

import pytest

from dagster_project.gates.suites import SuiteError, label, read_suite, suite_paths
from dagster_project.settings import Settings

COUNTED = {"type": "expect_table_row_count_to_be_between", "kwargs": {"min_value": 1}}
NOT_NULL = {"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "stage"}}


def query(text, **more):
    kwargs = {"unexpected_rows_query": text}
    return {
        "type": "unexpected_rows_expectation",
        "kwargs": kwargs,
        "description": "it is so",
        "meta": {"name": "it"},
    } | more


def written(tmp_path, *expectations, name="raw.forms", **more):
    path = tmp_path / "raw" / "forms.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"name": name, "expectations": expectations} | more), encoding="utf-8")
    return path


def share(tmp_path, layers, *expectations, **left_out):
    meta = {"layers": layers, "except": left_out}
    path = tmp_path / "_shared.json"
    path.write_text(json.dumps({"name": "shared", "meta": meta, "expectations": expectations}), encoding="utf-8")


def test_the_path_names_the_table(tmp_path):
    suite = read_suite(written(tmp_path, COUNTED, NOT_NULL))
    assert (suite.layer, suite.table, suite.name) == ("raw", "forms", "raw.forms")
    assert suite.expectations == (COUNTED, NOT_NULL)


@pytest.mark.parametrize(
    ("expectations", "more", "said"),
    [
        pytest.param([], {}, "expects nothing", id="empty"),
        pytest.param([NOT_NULL], {}, "empty table would pass", id="nobody-counts"),
        pytest.param([COUNTED | {"severity": "warning"}], {}, "empty table would pass", id="counts-without-blocking"),
        pytest.param([COUNTED | {"kwargs": {"min_value": 0}}], {}, "empty table would pass", id="none-are-enough"),
        pytest.param([NOT_NULL], {"meta": {"allow_empty": {}}}, "must say why", id="empty-for-no-reason"),
        pytest.param([COUNTED], {"name": "raw.form"}, "must be raw.forms", id="another-name"),
        pytest.param([COUNTED], {"expectation": []}, "not a suite", id="misspelt-key"),
        pytest.param([COUNTED, NOT_NULL | {"severety": "warning"}], {}, "severety", id="misspelt-severity-key"),
        pytest.param([COUNTED, NOT_NULL | {"severity": "info"}], {}, "critical or warning", id="another-severity"),
        pytest.param([COUNTED, {"type": NOT_NULL["type"]}], {}, "type and kwargs", id="without-kwargs"),
        pytest.param([COUNTED, NOT_NULL, NOT_NULL], {}, "twice", id="twice"),
        pytest.param([COUNTED, query("select 1 from raw.forms")], {}, "{batch}", id="query-of-another-table"),
        pytest.param([COUNTED, query("from {batch} where x ~ '[0-9]{2}'")], {}, "no other brace", id="brace"),
        pytest.param([COUNTED, query("from {batch}", description="")], {}, "description", id="query-without-words"),
        pytest.param([COUNTED, query("from {batch}", meta={})], {}, "meta.name", id="query-without-name"),
    ],
)
def test_a_suite_that_could_pass_without_judging_is_refused(tmp_path, expectations, more, said):
    with pytest.raises(SuiteError, match=r"raw/forms\.json") as refused:
        read_suite(written(tmp_path, *expectations, **more))
    assert said in str(refused.value)


def test_what_is_no_json_is_refused(tmp_path):
    path = written(tmp_path, COUNTED)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(SuiteError, match="Correct the JSON"):
        read_suite(path)


def test_an_empty_table_may_pass_where_the_suite_says_why(tmp_path):
    allowed = {"meta": {"allow_empty": {"why": "nothing was refused"}}}
    assert read_suite(written(tmp_path, NOT_NULL, **allowed)).expectations == (NOT_NULL,)


def test_what_a_layer_shares_is_in_every_suite_of_it(tmp_path):
    path = written(tmp_path, COUNTED)
    share(tmp_path, ["raw"], NOT_NULL)
    assert read_suite(path).expectations == (COUNTED, NOT_NULL)


@pytest.mark.parametrize(("layers", "left_out"), [(["marts"], {}), (["raw"], {"forms": "from a seed"})])
def test_another_layer_and_what_is_left_out_share_nothing(tmp_path, layers, left_out):
    path = written(tmp_path, COUNTED)
    share(tmp_path, layers, NOT_NULL, **left_out)
    assert read_suite(path).expectations == (COUNTED,)


def test_a_shared_expectation_does_not_count_as_one_of_the_table(tmp_path):
    path = written(tmp_path)
    share(tmp_path, ["raw"], COUNTED)
    with pytest.raises(SuiteError, match="expects nothing"):
        read_suite(path)


def test_suites_come_in_the_order_of_the_layers():
    layers = [path.parent.name for path in suite_paths(Settings().expectations_dir)]
    assert list(dict.fromkeys(layers)) == ["raw", "staging", "matching", "marts"]


@pytest.mark.parametrize(
    ("expectation", "shown"),
    [
        (NOT_NULL, "expect_column_values_to_not_be_null(stage)"),
        (query("from {batch}"), "it"),
        (
            {"type": "expect_compound_columns_to_be_unique", "kwargs": {"column_list": ["a", "b"]}},
            "expect_compound_columns_to_be_unique(a, b)",
        ),
        (COUNTED, "expect_table_row_count_to_be_between()"),
    ],
)
def test_an_expectation_is_called_by_its_columns_or_its_name(expectation, shown):
    assert label(expectation) == shown
