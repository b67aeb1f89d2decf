"""Placed grids of less common layouts: names that are classes, remarks, totals and points where others have none."""

import pytest

from .reader import columns, figures, only_form, placed, reasons

NAME = "项目名称 | 测试样本项目@c7"
HEADER = "绩效指标@r{rows} | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"


def test_two_headings_over_two_columns_are_a_level_and_the_names():
    found = placed(
        "项目名称 | 测试样本项目@c3",
        "预算数（万元） | 88.8@c3",
        "评价内容 | 绩效内容 | 参考标准 | 绩效目标值",
        "投入 | 时效目标 | 计划 | 10月底前",
        "产出 | 数量目标 | 上年 | 120台",
        title="项目绩效目标申报表（2015年度）",
    )
    only_form(found)
    assert columns(found["indicators"], "level1_code", "level2_code", "level3_printed", "target_printed") == [
        ("input", "timeliness", "时效目标", "10月底前"),
        ("output", "quantity", "数量目标", "120台"),
    ]


def test_a_figure_among_the_remarks_is_a_remark():
    found = placed(
        NAME,
        "一级指标 | 二级指标 | 指标内容 | 指标值 | 备注",
        "产出指标 | 数量指标 | 测试水库 | 3座 | 88",
        title="项目支出绩效目标表",
    )
    assert figures(found, "target") == [("测试水库", "3座")]
    assert columns(found["sections"], "section_code", "text") == [("other", "88")]


def test_totals_stand_below_what_else_there_is_to_say():
    found = placed(
        NAME,
        "项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 结余数 | 分值 | 备注",
        " | 年度资金总额 | 88.00 | 76.32 | 70.00 | 6.32 | 10 | 无",
        HEADER.format(rows=2),
        "产出指标 | 数量指标 | 测试场次 | ≥5场 | 5场 | 90 | 88",
        "其他需要说明事项 | 无@c7",
        "总分@c6 | 90 | 88",
    )
    form = only_form(found)
    assert (form["weight_total_printed"], form["score_total_printed"]) == ("90", "88")
    assert columns(found["fund_lines"], "measure", "amount_printed") == [
        ("original_budget", "88.00"),
        ("revised_budget", "76.32"),
        ("executed", "70.00"),
    ]


def test_a_line_that_only_keeps_a_place_is_no_part_of_a_name():
    found = placed(
        NAME,
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        "产出指标 | 数量指标 | 测试整治数量\n指标2： | ≥2个",
        title="项目支出绩效目标表",
    )
    assert figures(found, "target") == [("测试整治数量", "≥2个")]


def test_a_cell_over_two_columns_of_figures_is_of_neither():
    header = HEADER.format(rows=3)
    second = "质量指标 | 测试合格率 | — @c2 | 10 | 9".replace("— @", "—@")
    assert figures(
        placed(NAME, header, "产出指标@r2 | 数量指标 | 场次 | 5场 | 5场 | 9 | 9", second), "target", "actual"
    )[1] == ("测试合格率", "—", None)
    assert reasons(placed(NAME, header, "产出指标@r2 | 数量指标 | 场次 | 5场@c2 | 9 | 9", second)) == [
        "undecided_columns"
    ]


def test_a_total_and_its_points_in_one_cell():
    found = placed(NAME, HEADER.format(rows=3), "产出指标 | 数量指标 | 场次 | 5场 | 5场 | 90 | 88", "总分：88@c8")
    assert only_form(found)["score_total_printed"] == "88"


def test_the_points_for_execution_are_a_level_and_an_indicator_in_one():
    found = placed(
        NAME,
        HEADER.format(rows=3),
        "预算执行率（10分） | | | 100% | 94.56% | 10 | 9.46",
        "产出指标 | 数量指标 | 测试场次 | ≥5场 | 5场 | 90 | 88",
    )
    assert figures(found, "target", "actual", "weight", "score") == [
        ("预算执行率（10分）", "100%", "94.56%", "10", "9.46"),
        ("测试场次", "≥5场", "5场", "90", "88"),
    ]
    assert columns(found["indicators"], "level1_code", "level2_code") == [("execution", None), ("output", "quantity")]


@pytest.mark.parametrize(("weight", "expected"), [("10", None), ("20", "10")])
def test_points_for_execution_that_the_table_prints_again_count_once(weight, expected):
    found = placed(
        NAME,
        "项目资金（万元）@r2 | | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 | ",
        "年度资金总额 | 8 | 8 | 10 | 100% | 10 | ",
        HEADER.format(rows=3),
        f"预算执行率 | 预算执行率 | 执行进度 | 100% | 100% | {weight} | 10",
        "产出指标 | 数量指标 | 测试场次 | ≥5场 | 5场 | 90 | 88",
    )
    form = only_form(found)
    assert (form.get("execution_weight_printed"), form.get("execution_score_printed")) == (expected, expected)
    assert columns(found["scores"], "weight_printed", "score_printed") == [(weight, "10"), ("90", "88")]
    assert form["execution_rate_printed"] == "100%"


def test_a_list_that_merges_its_names_is_cut_by_its_page_and_not_centred():
    found = placed(
        "单位名称 | 项目名称 | 预算数（元） | 一级指标 | 二级指标 | 三级指标 | 指标值",
        " | | | 效益指标 | 社会效益指标 | 失影响 | 好",
        "甲站@r2 | 测试甲项目@r2 | 10@r2 | 产出指标@r2 | 数量指标@r2 | 甲次数 | 5次",
        "甲人数 | 9人",
        "乙站 | 测试乙项目 | 20 | 产出指标 | 数量指标 | 乙次数 | 6次",
        title="部门预算项目绩效目标表",
    )
    assert columns(found["forms"], "project_name_printed", "implementing_unit_printed", "status") == [
        (None, None, "quarantined"),
        ("测试甲项目", "甲站", "loaded"),
        ("测试乙项目", "乙站", "loaded"),
    ]


@pytest.mark.parametrize(
    ("item", "expected"),
    [("财政资金\n财政专户管理资金", ["unbound_figure"]), ("其他\n财政资金来源", []), ("财政\n资金", [])],
)
def test_two_items_in_one_cell_have_no_figures_of_their_own(item, expected):
    found = placed(
        NAME,
        "项目资金（万元）@r3 | | 全年预算数 | 全年执行数@c5",
        "年度资金总额 | 30 | 20@c5",
        f"{item} | 30 | 20@c5",
        HEADER.format(rows=2),
        "产出指标 | 数量指标 | 测试场次 | ≥5场 | 5场 | 90 | 88",
    )
    assert reasons(found) == expected


def test_labels_typed_beside_the_middle_of_their_rows_are_of_the_rows_before_them_too_and_in_doubt():
    found = placed(
        "项目名称 | 测试样本项目@c3",
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        " | | 测试场次 | ≥5场",
        " | 数量指标 | 测试人次 | ≥9人次",
        "产出指标 | | 测试合格率 | ≥95%",
        " | 质量指标 | 测试完好率 | ≥98%",
        title="项目支出绩效目标表",
    )
    assert columns(found["indicators"], "level1_printed", "level2_printed", "level_is_inferred") == [
        ("产出指标", "数量指标", True),
        ("产出指标", "数量指标", True),
        ("产出指标", "质量指标", True),
        ("产出指标", "质量指标", False),
    ]
