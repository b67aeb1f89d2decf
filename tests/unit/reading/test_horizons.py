"""Indicators of the year and of several years, below each other or in two halves of one table."""

from .reader import columns, only_form, placed, reasons

SIDES = ("总体目标@r2 | 中期目标@c3 | 年度目标@c3", "三年测试。@c3 | 一年测试。@c3")
HALVES = (
    "绩效指标@r3 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值",
    "产出指标@r2 | 数量指标 | 测试场次 | ≥15场 | 数量指标 | 测试场次 | ≥5场",
    "质量指标 | 测试合格率 | ≥98% | 质量指标 | 测试合格率 | ≥95%",
)


def by_horizon(tables):
    return columns(tables["indicators"], "horizon", "row_no", "level1_printed", "level3_printed", "target_printed")


def test_two_halves_share_level_1_and_are_numbered_apart():
    found = placed("项目名称 | 测试样本项目@c7", *SIDES, *HALVES, title="项目支出绩效目标表")
    only_form(found)
    assert by_horizon(found) == [
        ("mid_term", 1, "产出指标", "测试场次", "≥15场"),
        ("mid_term", 2, "产出指标", "测试合格率", "≥98%"),
        ("annual", 1, "产出指标", "测试场次", "≥5场"),
        ("annual", 2, "产出指标", "测试合格率", "≥95%"),
    ]


def test_sides_may_be_told_by_the_money():
    money = "项目资金（万元） | 中期资金总额 | 900 | 年度资金总额 | 300@c4"
    found = placed("项目名称 | 测试样本项目@c7", money, *HALVES, title="项目支出绩效目标表")
    only_form(found)
    assert {row[0] for row in by_horizon(found)} == {"mid_term", "annual"}
    assert columns(found["fund_lines"], "measure", "amount_printed") == [("mid_term_budget", "900"), ("budget", "300")]


def test_halves_that_nothing_tells_apart_are_refused():
    found = placed("项目名称 | 测试样本项目@c7", *HALVES, title="项目支出绩效目标表")
    assert set(reasons(found)) == {"twofold_header"}


def test_a_label_beside_the_table_names_the_horizon():
    header = "一级指标 | 二级指标 | 指标内容 | 指标值"
    found = placed(
        "项目名称 | 测试样本项目@c4",
        f"长期绩效指标@r2 | {header}",
        "产出指标 | 数量指标 | 测试面积 | ≥50亩",
        f"年度绩效指标@r2 | {header}",
        "产出指标 | 数量指标 | 测试面积 | ≥20亩",
        title="项目支出绩效目标申报表",
    )
    assert by_horizon(found) == [
        ("mid_term", 1, "产出指标", "测试面积", "≥50亩"),
        ("annual", 1, "产出指标", "测试面积", "≥20亩"),
    ]


def test_goals_side_by_side_in_one_row():
    found = placed(
        "项目名称 | 测试样本项目@c3",
        "长期目标 | 提升测试。 | 年度目标 | 完成测试。",
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        "产出指标 | 数量指标 | 测试 | 5场",
        title="项目支出绩效目标表",
    )
    assert columns(found["sections"], "section_code", "text") == [
        ("long_term_goal", "提升测试。"),
        ("annual_goal", "完成测试。"),
    ]
