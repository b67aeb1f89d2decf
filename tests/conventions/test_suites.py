"""A table without a suite is a layer without a gate."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from dagster_project.matching import SCHEMAS as MATCHED
from dagster_project.reading.tables import SCHEMAS

from .tree import SUITES, layer, models, short

SELF_EVIDENT = {0, 1}  # not negative, at least one, a share: the ends of a scale need no reason


def tables() -> set[str]:
    """Every table that has a gate before it: layer/table."""
    built = {f"{layer(path)}/{name}" for name, path in models().items() if layer(path) != "intermediate"}
    return built | {f"raw/{table}" for table in SCHEMAS} | {f"matching/{table}" for table in MATCHED}


def suites() -> list[str]:
    return sorted(path.relative_to(SUITES).with_suffix("").as_posix() for path in SUITES.glob("*/*.json"))


def expectations() -> list[tuple[str, Mapping[str, Any]]]:
    files = [(short(path), json.loads(path.read_text(encoding="utf-8"))) for path in sorted(SUITES.rglob("*.json"))]
    return [(name, each) for name, suite in files for each in suite["expectations"]]


def limits(kwargs: Mapping[str, Any]) -> list[float]:
    return [value for value in kwargs.values() if isinstance(value, (int, float)) and not isinstance(value, bool)]


def test_every_table_has_a_suite_and_every_suite_a_table():
    assert set(suites()) == tables()


def test_every_limit_that_is_not_self_evident_says_why():
    lacking = [
        f"{name}: {each['type']} {each['kwargs']}"
        for name, each in expectations()
        if set(limits(each["kwargs"])) - SELF_EVIDENT and not each.get("meta", {}).get("why")
    ]
    assert lacking == []


def test_every_query_says_what_it_is_for():
    queries = [(name, each) for name, each in expectations() if "unexpected_rows_query" in each["kwargs"]]
    assert [name for name, each in queries if not (each.get("description") or each.get("meta", {}).get("why"))] == []


@pytest.mark.parametrize(("kwargs", "found"), [({"min_value": 3, "strict_min": True}, [3]), ({"column": "a"}, [])])
def test_limits_are_the_numbers(kwargs, found):
    assert limits(kwargs) == found
