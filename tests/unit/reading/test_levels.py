"""Levels: filled down through merged cells, put right where the print is shifted, marked where in doubt."""

import pytest

from .reader import columns, only_form, table

HEADER = "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
LEVELS = ("level1_code", "level2_code", "level3_printed", "level_is_inferred")


def levels(*rows: str) -> list[tuple]:
    tables = table(HEADER, *rows)
    only_form(tables)
    return columns(tables["indicators"], *LEVELS)


def test_labels_hold_until_the_next_ones():
    assert levels(
        " | 产出指标 | 数量指标 | 测试场次 | 5场",
        " | | | 测试人次 | 9人",
        " | | 质量指标 | 测试合格率 | 95%",
        " | 效益指标 | 社会效益指标 | 测试影响 | 明显",
    ) == [
        ("output", "quantity", "测试场次", False),
        ("output", "quantity", "测试人次", False),
        ("output", "quality", "测试合格率", False),
        ("benefit", "social_benefit", "测试影响", False),
    ]


def test_labels_are_printed_as_they_stand():
    tables = table(
        HEADER, " | 产出指标（50分） | 数量\n指标 | 测试场次 | 5场".replace("\n", " "), " | | | 测试人次 | 9人"
    )
    found = columns(tables["indicators"], "level1_printed", "level2_printed")
    assert found == [("产出指标（50分）", "数量 指标")] * 2


def test_a_new_level_1_ends_the_level_2_above():
    found = levels(" | 产出指标 | 数量指标 | 测试场次 | 5场", " | 效益指标 | | 测试影响 | 明显")
    assert found[1] == ("benefit", None, "测试影响", False)


def test_labels_alone_in_a_row_hold_for_the_rows_below():
    found = levels(
        " | 产出指标 | 数量指标 | | ", " | | | 测试场次 | 5场", " | | 质量指标 | | ", " | | | 测试合格率 | 95%"
    )
    assert [each[:3] for each in found] == [("output", "quantity", "测试场次"), ("output", "quality", "测试合格率")]


def test_a_word_that_is_both_levels_is_both():
    found = levels(" | 产出指标 | 数量指标 | 测试场次 | 5场", " | 满意度指标 | | 测试群众满意程度 | 95%")
    assert found[1][:2] == ("satisfaction", "satisfaction")


def test_a_level_1_printed_too_early_waits_for_its_own_level_2():
    found = levels(
        " | 产出指标 | 数量指标 | 测试场次 | 5场",
        "测试人次 | | 9人 | | ",
        " | 效益指标 | 成本指标 | 测试成本 | 5万元",
        " | | | 测试花费 | 4万元",
        " | | 社会效益指标 | 测试影响 | 明显",
        "测试名声 | | 明显 | | ",
    )
    assert [each[:3] for each in found] == [
        ("output", "quantity", "测试场次"),
        ("output", "quantity", "测试人次"),
        ("output", "cost", "测试成本"),
        ("output", "cost", "测试花费"),
        ("benefit", "social_benefit", "测试影响"),
        ("benefit", "social_benefit", "测试名声"),
    ]
    assert found[2][3]


@pytest.mark.parametrize(
    ("label", "code"), [("测试综合指标", "other"), ("实效指标", "timeliness"), ("生态效益", "ecological_benefit")]
)
def test_spellings_of_level_2(label, code):
    assert levels(f" | 产出指标 | {label} | 测试场次 | 5场")[0][1] == code


def test_where_the_print_is_shifted_a_label_out_of_its_column_is_in_doubt():
    found = levels(
        " | 产出指标 | 数量指标 | 测试场次 | 5场",
        " | 质量指标 | 测试合格率 | 95% | ",
        " | | 时效指标 | 测试进度 | 年底",
    )
    assert [each[1:] for each in found] == [
        ("quantity", "测试场次", False),
        ("quality", "测试合格率", True),
        ("timeliness", "测试进度", False),
    ]


@pytest.mark.parametrize("points", ["30分", " 30", "（30分）"])
def test_the_points_of_a_level_are_no_part_of_its_name(points):
    assert levels(f" | 效益指标{points} | 社会效益指标{points} | 测试影响 | 9人") == [
        ("benefit", "social_benefit", "测试影响", False)
    ]
