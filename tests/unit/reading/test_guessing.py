"""Regions that a text names: suggestions, likeliest first."""

import pytest

from dagster_project.reading.guessing import full_name, is_related, suggested_regions
from dagster_project.reading.regions import load_regions
from dagster_project.settings import Settings

REGIONS = load_regions(*Settings().regions_paths)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("如皋市测试样本局", ["320682"]),
        ("江苏省南通市如皋市测试样本局", ["320682"]),
        ("长春市朝阳区", ["220104"]),
        ("朝阳市朝阳县", ["211321"]),
        ("江苏省测试样本厅", ["320000"]),
        ("南通市测试样本局", ["320600"]),
        ("如 皋 市", ["320682"]),
        ("汉沽管理区", ["130272"]),
        ("密云县", ["110228"]),
        ("测试样本局", []),
        ("", []),
    ],
)
def test_the_regions_that_a_text_names(text, codes):
    assert suggested_regions([text], REGIONS) == codes


@pytest.mark.parametrize("name", ["朝阳区", "鼓楼区"])
def test_all_that_bear_a_name_are_suggested(name):
    codes = suggested_regions([name], REGIONS)
    assert len(codes) > 1
    assert {REGIONS[code] for code in codes} == {name}


def test_names_of_different_texts_go_together():
    assert suggested_regions(["朝阳区测试样本局", "长春市"], REGIONS) == ["220104"]


def test_a_full_name_and_what_lies_in_what():
    assert full_name("320682", REGIONS) == "江苏省 南通市 如皋市"
    assert full_name("320000", REGIONS) == "江苏省"
    assert is_related("320682", "320000", REGIONS)
    assert is_related("320000", "320682", REGIONS)
    assert not is_related("320682", "320681", REGIONS)
