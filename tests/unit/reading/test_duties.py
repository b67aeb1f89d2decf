"""The table of a department's activities, each indicator with a value for every mark."""

import pytest

from .reader import columns, only_form, placed, reasons

TITLE = "部门职责-工作活动绩效目标（2019年）"
HEADER = (
    "职责活动@r2 | 年度预算数（万元）@r2 | 内容描述@r2 | 绩效目标@r2 | 绩效指标@r2 | 评价标准@c4",
    "优 | 良 | 中 | 差",
)
LINE = ("item_printed", "line_role", "parent_row_no", "amount_printed", "unit_printed")


def duties(*rows):
    return placed(*HEADER, *rows, title=TITLE)


def test_the_value_of_the_best_mark_is_the_target_and_all_marks_are_kept():
    tables = duties("测试推广 | 56.00 | 推广良种 | 覆盖率提高 | 良种覆盖率 | ≥95% | 90%-95% | 80%-90% | <80%")
    form = only_form(tables)
    assert (form["stage"], form["scope"], form["fiscal_year"]) == ("target", "department", 2019)
    assert columns(tables["indicators"], "level3_printed", "target_printed", "target_basis", "level1_printed") == [
        ("良种覆盖率", "≥95%", "优：≥95%；良：90%-95%；中：80%-90%；差：<80%", None)
    ]
    assert columns(tables["sections"], "section_code", "text") == [
        ("main_task", "推广良种"),
        ("annual_goal", "覆盖率提高"),
    ]
    assert tables["statements"] == []


def test_a_duty_holds_its_activities_and_an_activity_may_have_several_indicators():
    tables = duties(
        "合计 | 160 | | | | | | |",
        "一、测试甲职责 | 100 | 甲内容 | 甲目标 | | | | |",
        "1、测试甲活动@r2 | 60@r2 | 甲一@r2 | 甲一目标@r2 | 甲场次 | ≥9场 | 7场 | 5场 | <5场",
        "甲满意度 | ≥95% | 90% | 85% | <85%",
        "2、测试乙活动 | 40 | 甲二 | 甲二目标 | 乙场次 | ≥8场 | 6场 | 4场 | <4场",
        "二、测试丙职责 | 60 | 丙内容 | 丙目标 | | | | |",
        "1、测试丙活动 | 60 | 丙一 | 丙一目标 | 丙场次 | ≥3场 | 2场 | 1场 | <1场",
    )
    assert columns(tables["fund_lines"], *LINE) == [
        ("合计 年度预算数（万元）", "total", None, "160", "万元"),
        ("一、测试甲职责 年度预算数（万元）", "subtotal", 1, "100", "万元"),
        ("1、测试甲活动 年度预算数（万元）", "part", 2, "60", "万元"),
        ("2、测试乙活动 年度预算数（万元）", "part", 2, "40", "万元"),
        ("二、测试丙职责 年度预算数（万元）", "subtotal", 1, "60", "万元"),
        ("1、测试丙活动 年度预算数（万元）", "part", 5, "60", "万元"),
    ]
    assert columns(tables["indicators"], "level3_printed", "target_printed") == [
        ("甲场次", "≥9场"),
        ("甲满意度", "≥95%"),
        ("乙场次", "≥8场"),
        ("丙场次", "≥3场"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(("测试职责 | 100 | | | | | | |", "测试活动 | 60 | | | 场次 | 9 | 7 | 5 | 3"), id="not the sum"),
        pytest.param(
            (
                "一、测试职责 | 60 | | | 场次 | 9 | 7 | 5 | 3",
                "1、测试活动 | 60 | | | 场次 | 9 | 7 | 5 | 3",
            ),
            id="a duty or a like activity",
        ),
        pytest.param((" | 60 | | | 场次 | 9 | 7 | 5 | 3",), id="whose money"),
    ],
)
def test_money_that_may_count_twice_keeps_the_form_out(rows):
    tables = duties(*rows)
    assert reasons(tables) == ["unbound_figure"]
    assert tables["fund_lines"] == []


def test_a_header_without_its_marks_keeps_the_form_out():
    tables = placed(HEADER[0].replace("@r2", "").replace("@c4", ""), "测试活动 | 6 | | | 场次 | 9", title=TITLE)
    assert reasons(tables) == ["undecided_columns"]
