"""Flattened text: words between single blanks, tabs without blank cells, one cell a line. Loaded in one reading only."""

import pytest

from .reader import columns, figures, only_form, read, reasons

TARGET = "项目支出绩效目标表\n（2024年度）\n项目名称 测试样本项目\n"
SELF = "项目支出绩效自评表\n（2024年度）\n项目名称 测试样本项目\n"
SPLIT = "一级指标 二级指标 三级指标 指标性质 指标值 度量单位 完成值 权重 得分 未完成原因分析\n"
DESCRIBED = "一级指标 二级指标 三级指标 绩效指标描述 指标值 指标值确定依据\n"
VALUES = ("level2_printed", "level3_printed", "operator_printed", "target_printed", "actual_printed")


def flat(head: str, header: str, *rows: str) -> dict:
    return read(head + header + "\n".join(rows) + "\n")


def refused(tables: dict) -> bool:
    return tables["indicators"] == [] and set(reasons(tables)) & {"undecided_columns", "unbound_figure"} != set()


def test_a_unit_is_blank_beside_words_and_the_rest_stands_by_its_kind():
    rows = ("产出指标 数量指标 测试场次 ≥ 5 场 6 10 9 测试滞后", "质量指标 测试质量 定性 良好 达成预期 10 10")
    tables = flat(SELF, SPLIT, *rows)
    assert columns(tables["indicators"], *VALUES) == [
        ("数量指标", "测试场次", "≥", "5场", "6"),
        ("质量指标", "测试质量", "定性", "良好", "达成预期"),
    ]
    assert columns(tables["scores"], "weight_printed", "score_printed", "deviation_reason") == [
        ("10", "9", "测试滞后"),
        ("10", "10", None),
    ]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("质量指标 测试 质量 定性 良好 达成预期 10 10", id="a-blank-in-the-name"),
        pytest.param("质量指标 测试质量 定性 良 好 达成预期 10 10", id="a-blank-in-the-target"),
        pytest.param("质量指标 测试合格率 ≥ 95 96 10 10", id="a-number-without-its-unit"),
        pytest.param("质量指标 测试合格率 ≥ 95 % 10 10", id="an-actual-is-lost"),
        pytest.param("质量指标 测试合格率 ≥ 95 % 96 10", id="a-score-is-lost"),
        pytest.param("质量指标 ≥ 95 % 96 10 10", id="a-name-is-lost"),
        pytest.param("质量指标 测试合格率 ≥ 95 % 96 10 8 .81", id="a-blank-in-the-score"),
        pytest.param("质量指标 测试率 ≥ 9 % 9 10 10 时效指标 测试天数 ≤ 9 天 9 10 10", id="two-rows-on-a-line"),
    ],
)
def test_a_line_with_another_reading_keeps_its_form_out(row):
    assert refused(flat(SELF, SPLIT, "产出指标 数量指标 测试场次 ≥ 5 场 6 10 9", row))


def test_a_row_prints_all_texts_that_others_print_or_none():
    rows = (
        "产出指标 数量指标 测试场次 反映测试场次 ≥5场 测试计划",
        "测试人次 反映测试人次 ≥9人次 测试计划",
        "成本指标 测试成本 ≤3万元",
        "效益指标 社会效益指标 测试影响 反映测试影响 明显 测试计划",
    )
    tables = flat(TARGET, DESCRIBED, *rows)
    assert columns(tables["indicators"], "level3_printed", "description", "target_printed", "target_basis") == [
        ("测试场次", "反映测试场次", "≥5场", "测试计划"),
        ("测试人次", "反映测试人次", "≥9人次", "测试计划"),
        ("测试成本", None, "≤3万元", None),
        ("测试影响", "反映测试影响", "明显", "测试计划"),
    ]


@pytest.mark.parametrize("row", ["测试 人次 ≥9人次", "反映测试人次 ≥9人次 测试计划", "测试影响 明显 测试计划"])
def test_a_row_that_prints_some_of_the_texts_is_undecided(row):
    whole = "产出指标 数量指标 测试场次 反映测试场次 ≥5场 测试计划"
    assert refused(flat(TARGET, DESCRIBED, whole, "测试批次 反映测试批次 ≥7批 测试计划", row))


def test_a_second_line_of_a_header_parts_the_value():
    header = "一级指标 二级指标 三级指标 绩效指标值 指标值确定依据\n符号 值 单位（文字描述）\n"
    tables = flat(TARGET, header, "产出指标 数量指标 测试场次 ≥ 5 场 测试计划", "测试人次 ≥ 9 人次 测试计划")
    assert columns(tables["indicators"], "level3_printed", "operator_printed", "target_printed", "target_basis") == [
        ("测试场次", "≥", "5场", "测试计划"),
        ("测试人次", "≥", "9人次", "测试计划"),
    ]


def test_halves_side_by_side_are_told_by_what_stands_above_them():
    header = "绩效指标 一级指标 二级指标 三级指标 指标值 二级指标 三级指标 指标值\n"
    funds = "项目资金（万元） 中期资金总额： 30 年度资金总额： 10\n其他资金 6 其他资金 2\n"
    rows = ("产出指标 数量指标 测试场次 ≥15场 数量指标 测试场次 ≥5场", "测试影响 增强 测试影响 提升")
    tables = flat(TARGET, funds + header, *rows)
    assert columns(tables["fund_lines"], "measure", "amount_printed") == [
        ("mid_term_budget", "30"),
        ("budget", "10"),
        ("mid_term_budget", "6"),
        ("budget", "2"),
    ]
    assert columns(tables["indicators"], "horizon", "level2_printed", "level3_printed", "target_printed") == [
        ("mid_term", "数量指标", "测试场次", "≥15场"),
        ("mid_term", "数量指标", "测试影响", "增强"),
        ("annual", "数量指标", "测试场次", "≥5场"),
        ("annual", "数量指标", "测试影响", "提升"),
    ]


def test_a_label_before_the_header_names_the_horizon():
    header = "一级指标 二级指标 三级指标 指标值\n"
    row = "产出指标 数量指标 测试场次 {}\n"
    tables = read(f"{TARGET}长期绩效指标 {header}{row.format('≥15场')}年度绩效指标 {header}{row.format('≥5场')}")
    assert columns(tables["indicators"], "horizon", "target_printed") == [("mid_term", "≥15场"), ("annual", "≥5场")]


def test_a_lone_value_is_the_years_where_the_units_say_so():
    header = "一级指标 二级指标 三级指标 计算符号 半年（程）指标值 全年（程）指标值\n"
    rows = ("产出指标 数量指标 测试场次 ≥ 2 5场", "测试人次 ≥ 3 9人次", "成本指标 测试成本 ≤ 3万元")
    tables = flat(TARGET, header, *rows)
    assert columns(tables["indicators"], "half_year_target_printed", "target_printed")[-1] == (None, "3万元")
    assert refused(flat(TARGET, header, *(row.replace(" 2 ", " 2场 ") for row in rows)))


def test_the_label_of_a_merged_cell_may_stand_in_every_row():
    header = "绩效目标指标 一级指标 二级指标 三级指标 指标值\n"
    rows = ("绩效目标指标 决策指标 项目立项 测试依据 充分", "绩效目标指标 决策指标 绩效目标 测试目标 合理")
    tables = flat(TARGET, header, *rows)
    assert columns(tables["indicators"], "level2_printed", "level3_printed") == [
        ("项目立项", "测试依据"),
        ("绩效目标", "测试目标"),
    ]


@pytest.mark.parametrize("header", ["实际完成值（1-6月）", "1-7月执行数"])
def test_a_column_of_another_time_is_no_column_of_the_year(header):
    tables = flat(
        SELF, f"一级指标 二级指标 三级指标 指标值 {header} 分值 得分\n", "产出指标 数量指标 测试场次 5场 3场 10 9"
    )
    assert tables["indicators"] == []


LISTED = "单位名称 项目名称 预算数 年度目标 一级指标 二级指标 三级指标 指标性质 指标值 度量单位 权重\n"


def listed(*rows: str) -> dict:
    return read("部门预算项目绩效目标表\n2024年度\n金额单位：元\n" + LISTED + "\n".join(rows) + "\n")


def test_each_project_of_a_flattened_list_is_a_form():
    tables = listed(
        "820-测试样本部门 1500.00",
        "820001-测试样本局 测试甲项目 1000.00 做好甲。 产出指标 数量指标 甲次数 ≥ 5 次 50",
        "甲影响 定性 好 40",
        "820001-测试样本局 测试乙项目 500.00 做好乙。 产出指标 质量指标 乙合格率 ≥ 95 % 90",
    )
    assert reasons(tables) == []
    assert columns(tables["forms"], "project_name_printed", "implementing_unit_printed") == [
        ("测试甲项目", "820001-测试样本局"),
        ("测试乙项目", "820001-测试样本局"),
    ]
    assert columns(tables["fund_lines"], "form_no", "amount_printed", "unit_printed") == [
        (1, "1000.00", "元"),
        (2, "500.00", "元"),
    ]
    assert columns(tables["indicators"], "form_no", "level3_printed", "target_printed") == [
        (1, "甲次数", "5次"),
        (1, "甲影响", "好"),
        (2, "乙合格率", "95%"),
    ]


def test_a_project_of_a_list_whose_words_do_not_fill_its_columns_is_kept_out():
    tables = listed(
        "820001-测试样本局 测试甲项目 1000.00 做好甲。 产出指标 数量指标 甲次数 ≥ 5 次 50",
        "820001-测试样本局 测试 乙项目 500.00 做好乙。 产出指标 质量指标 乙合格率 ≥ 95 % 90",
    )
    assert tables["indicators"] == []


def test_tasks_in_bare_lines():
    tables = read(
        "部门整体支出绩效目标表\n（2024年度）\n部门名称 测试样本局\n年度主要任务 任务名称 主要内容 预算金额（万元）\n"
        "总额 财政拨款 其他资金\n测试任务 做好测试。 30 20 10\n金额合计 30 20 10\n"
        "一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 测试场次 ≥5场\n"
    )
    only_form(tables)
    assert columns(tables["fund_lines"], "item_printed", "amount_printed", "unit_printed")[:3] == [
        ("测试任务 总额", "30", "万元"),
        ("测试任务 财政拨款", "20", "万元"),
        ("测试任务 其他资金", "10", "万元"),
    ]


def test_goals_side_by_side_are_parted_only_where_each_is_one_word():
    heads = "年度总体目标 预期目标 实际完成情况\n"
    table = "一级指标 二级指标 三级指标 指标值 完成值\n产出指标 数量指标 测试场次 5场 6场\n"
    tables = read(f"{SELF}{heads}做好测试。 已做好测试。\n{table}")
    assert columns(tables["sections"], "section_code", "text") == [
        ("annual_goal", "做好测试。"),
        ("results", "已做好测试。"),
    ]
    tables = read(f"{SELF}{heads}做好测试。 一类测试。 已做好测试。\n{table}")
    assert columns(tables["sections"], "section_code") == [("other",)]


CELLS = (
    ("一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因"),
    ("产出指标", "数量指标", "测试 场次", "≥5场", "6场", "50", "49", "测试滞后"),
    ("测试人次", "9人次", "9人次", "40", "40"),
    ("效益指标", "社会效益指标", "测试影响", "明显", "达成预期", "10", "10"),
    ("总分", "100", "99"),
)
HEADS = ("项目支出绩效自评表", "（2024年度）")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\n\n".join("\n".join(row) for row in (HEADS, ("项目名称", "甲"), *CELLS)), id="blank-lines"),
        pytest.param("\n".join("\n".join(row) for row in (HEADS, ("项目名称", "甲"), *CELLS)), id="no-blank-lines"),
        pytest.param("\n".join((*HEADS, *("\t".join(row) for row in (("项目名称", "甲"), *CELLS)))), id="tabs"),
    ],
)
def test_whole_cells_without_the_blank_ones(text):
    tables = read(text + "\n")
    assert figures(tables, "target", "actual", "weight", "score") == [
        ("测试 场次", "≥5场", "6场", "50", "49"),
        ("测试人次", "9人次", "9人次", "40", "40"),
        ("测试影响", "明显", "达成预期", "10", "10"),
    ]
    assert columns(tables["forms"], "weight_total_printed", "score_total_printed") == [("100", "99")]


def test_cells_that_can_be_cut_into_rows_in_two_ways_are_not():
    cells = ("一级指标", "二级指标", "三级指标", "指标值", "备注")
    rows = ("产出指标", "数量指标", "甲影响", "明显", "乙影响", "提升", "丙影响", "增强")
    assert refused(read("\n".join((*HEADS, "项目名称", "甲", *cells, *rows)) + "\n"))


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("其 他资金 6 其他资金 2", id="a-blank-in-an-item"),
        pytest.param("其他资金 6 上年结转资金 1 其他资金 2 上年结转资金 1", id="two-rows-on-a-line"),
        pytest.param("其他资金 6", id="one-half-alone"),
    ],
)
def test_money_of_two_halves_is_of_neither_where_a_line_does_not_have_both(row):
    funds = f"项目资金（万元） 中期资金总额： 30 年度资金总额： 10\n{row}\n"
    tables = flat(TARGET, funds + "一级指标 二级指标 三级指标 指标值\n", "产出指标 数量指标 测试场次 ≥5场")
    assert reasons(tables) == ["unbound_figure"]


def test_a_label_broken_by_a_blank_ends_the_name_before_it():
    tables = flat(
        TARGET[:-1], " 主管 部门 测试样本局\n一级指标 二级指标 三级指标 指标值\n", "产出指标 数量指标 测试场次 ≥5场"
    )
    assert "测试样本项目主管部门测试样本局" not in {form["project_name_printed"] for form in tables["forms"]}


def test_labels_beside_the_middle_of_their_rows_are_of_the_rows_before_them_too_and_in_doubt():
    rows = (
        "测试场次 ≥5场",
        "数量指标 测试人次 ≥9人次",
        "产出指标 测试合格率 ≥95%",
        "质量指标 测试完好率 ≥98%",
        "社会效益指标 测试影响 明显",
        "效益指标 可持续影响指标 测试机制 完善",
    )
    tables = flat(TARGET, "一级指标 二级指标 三级指标 指标值\n", *rows)
    assert columns(tables["indicators"], "level1_printed", "level2_printed", "level_is_inferred") == [
        ("产出指标", "数量指标", True),
        ("产出指标", "数量指标", True),
        ("产出指标", "质量指标", True),
        ("产出指标", "质量指标", False),
        ("效益指标", "社会效益指标", True),
        ("效益指标", "可持续影响指标", False),
    ]


def test_a_level_1_that_begins_without_the_level_2_of_its_next_row_puts_rows_without_labels_in_doubt():
    rows = (
        "成本指标 经济成本指标 测试成本 ≤3万元",
        "测试场次 ≥5场",
        "数量指标 测试人次 ≥9人次",
        "产出指标 测试合格率 ≥95%",
        "质量指标 测试完好率 ≥98%",
    )
    tables = flat(TARGET, "一级指标 二级指标 三级指标 指标值\n", *rows)
    assert columns(tables["indicators"], "level_is_inferred") == [(False,), (True,), (True,), (True,), (False,)]


@pytest.mark.parametrize(("line", "is_read"), [("- 3 -", True), ("第 3 页 共 9 页", True), ("3", False)])
def test_a_marked_number_of_a_page_is_no_cell_and_a_bare_one_may_be(line, is_read):
    rows = ("产出指标 数量指标 测试场次 ≥5场", line, "质量指标 测试合格率 ≥95%")
    tables = flat(TARGET, "一级指标 二级指标 三级指标 指标值\n", *rows)
    expected = [("测试场次", "≥5场"), ("测试合格率", "≥95%")] if is_read else []
    assert columns(tables["indicators"], "level3_printed", "target_printed") == expected
