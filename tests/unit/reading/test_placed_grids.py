"""Grids whose cells the container places: spans, blanks that are blank, cells merged over rows and columns."""

import pytest

from .reader import columns, figures, only_form, placed, reasons

NAME = "项目名称 | 测试样本项目@c7"
HEADER = "绩效指标@r{rows} | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"


def test_a_blank_cell_is_blank():
    found = placed(
        NAME,
        HEADER.format(rows=4),
        "产出指标@r3 | 数量指标@r2 | 测试场次 | ≥5场 | 5场 | 20 | 20",
        "测试人次 | ≥9人次 | | 20 | 0",
        "质量指标 | 测试合格率 | 95% | 96% | 10 | 9",
    )
    assert figures(found, "target", "actual", "weight", "score") == [
        ("测试场次", "≥5场", "5场", "20", "20"),
        ("测试人次", "≥9人次", None, "20", "0"),
        ("测试合格率", "95%", "96%", "10", "9"),
    ]


def test_cells_merged_over_rows_say_the_same_of_each_and_points_do_not():
    found = placed(
        NAME,
        HEADER.format(rows=3),
        "产出指标@r2 | 数量指标@r2 | 测试场次 | 全部完成@r2 | 完成@r2 | 20@r2 | 18@r2",
        "测试人次",
    )
    assert figures(found, "target", "actual", "weight", "score") == [
        ("测试场次", "全部完成", "完成", "20", "18"),
        ("测试人次", "全部完成", "完成", None, None),
    ]
    assert columns(found["rejects"], "reason_code", "form_no", "locator", "text") == [
        ("merged_points", 1, "table:1/row:3/col:7", "20"),
        ("merged_points", 1, "table:1/row:3/col:8", "18"),
    ]


def test_a_name_merged_over_two_rows_has_two_targets():
    found = placed(
        NAME,
        HEADER.format(rows=3),
        "产出指标@r2 | 数量指标@r2 | 测试场次@r2 | ≥5场 | 5场 | 20 | 20",
        "≥300人 | 310人 | 10 | 10",
    )
    assert figures(found, "target", "weight") == [("测试场次", "≥5场", "20"), ("测试场次", "≥300人", "10")]


def test_a_header_over_more_columns_than_a_cell_is_its_header():
    found = placed(
        "项目名称 | 测试样本项目@c5",
        "一级指标 | 二级指标 | 三级指标@c2 | 指标值@c2",
        "产出指标 | 数量指标 | 测试场次 | | ≥5场 |",
        title="项目支出绩效目标表",
    )
    assert figures(found, "target") == [("测试场次", "≥5场")]


def test_two_headings_over_three_columns_of_levels():
    found = placed(
        "项目名称 | 测试样本项目@c3",
        "评价内容@c2 | 绩效内容 | 绩效目标值",
        "产出@r2 | 数量目标 | 测试场次 | 5场",
        "质量目标 | 测试合格率 | 95%",
        title="项目绩效目标表",
    )
    assert columns(found["indicators"], "level1_printed", "level2_printed", "level3_printed", "target_printed") == [
        ("产出", "数量目标", "测试场次", "5场"),
        ("产出", "质量目标", "测试合格率", "95%"),
    ]


def test_the_column_decides_what_is_a_level_and_not_the_word():
    found = placed(
        "部门名称 | 测试样本局@c4",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值",
        "部门绩效情况（45分）@r2 | 履职成效（20分） | 测试面积 | ≥5亩 | 6亩",
        "可持续发展能力（15分） | 测试品牌 | ≥3个 | 2个",
        title="部门整体支出绩效自评表",
    )
    assert columns(found["indicators"], "level1_printed", "level2_printed") == [
        ("部门绩效情况（45分）", "履职成效（20分）"),
        ("部门绩效情况（45分）", "可持续发展能力（15分）"),
    ]


def test_two_values_in_one_cell_are_of_two_rows():
    found = placed(
        "项目名称 | 测试样本项目@c3",
        "一级指标 | 二级指标 | 三级指标 | 指标值",
        "产出指标 | 数量指标 | 测试场次 | =100%\n=90%",
        title="项目支出绩效目标表",
    )
    assert reasons(found) == ["undecided_columns"]


def test_a_sentence_below_the_totals_is_a_note():
    found = placed(
        NAME,
        HEADER.format(rows=2),
        "产出指标 | 数量指标 | 测试场次 | ≥5场 | 5场 | 90 | 80",
        "总分@c6 | 90 | 80",
        "注：1.本表由单位填写。@c8",
        "2.得分不得高于分值，共100分。@c8",
    )
    form = only_form(found)
    assert (form["weight_total_printed"], form["score_total_printed"]) == ("90", "80")
    assert columns(found["sections"], "section_code", "text") == [
        ("other", "注：1.本表由单位填写。"),
        ("other", "2.得分不得高于分值，共100分。"),
    ]


def test_a_grade_beside_the_totals_is_the_grade():
    found = placed(
        NAME,
        HEADER.format(rows=2),
        "产出指标 | 数量指标 | 测试场次 | ≥5场 | 5场 | 90 | 80",
        "总分及等级@c5 | 优 | 90 | 80",
    )
    assert only_form(found)["grade_printed"] == "优"


def test_goals_in_a_column_before_the_indicators():
    found = placed(
        "项目名称 | 测试样本项目@c5",
        "年度目标 | 一级指标 | 二级指标 | 三级指标 | 上年指标值 | 指标值",
        "办好测试@r2 | 产出指标@r2 | 数量指标 | 测试场次 | 4场 | ≥5场",
        "质量指标 | 测试合格率 | 94% | ≥95%",
        title="项目支出绩效目标表",
    )
    assert figures(found, "target") == [("测试场次", "≥5场"), ("测试合格率", "≥95%")]
    assert columns(found["sections"], "section_code", "text") == [("annual_goal", "办好测试")]


def test_an_actual_is_typed_in_the_unit_of_its_column():
    found = placed(
        "项目名称 | 测试样本项目@c7",
        "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分",
        "产出指标 | 数量指标 | 测试费用 | ≤ | 210 | 万元 | 199.5 | 50 | 50",
        "质量指标 | 测试浓度 | ≤ | 35 | 微克/立方米 | 33微克/立方米 | 40 | 40",
    )
    assert columns(found["indicators"], "target_printed", "target_in_unit", "actual_printed", "actual_in_unit")[0] == (
        "210万元",
        "≤210万元",
        "199.5",
        "199.5万元",
    )


def test_words_that_stand_where_others_print_a_unit_are_the_target():
    found = placed(
        "项目名称 | 测试样本项目@c5",
        "一级指标@r2 | 二级指标@r2 | 三级指标@r2 | 指标值@c3",
        "符号 | 值 | 单位（文字描述）",
        "产出指标@r2 | 数量指标 | 测试场次 | ≥ | 5 | 场",
        "时效指标 | 测试时间 | 文字描述 | | 9月底前",
        title="项目支出绩效目标表",
    )
    assert columns(found["indicators"], "operator_printed", "target_printed") == [("≥", "5场"), ("文字描述", "9月底前")]


def test_a_project_without_a_name_is_refused():
    found = placed(
        "主管部门 | 测试样本局@c3", "一级指标 | 二级指标 | 三级指标 | 指标值", "产出指标 | 数量指标 | 测试 | 5场"
    )
    assert reasons(found) == ["no_project"]


def test_a_header_of_another_time_is_no_header_of_the_year():
    found = placed(
        NAME,
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值（1-7月）",
        "产出指标 | 数量指标 | 测试场次 | ≥5场 | 3场",
    )
    assert reasons(found) == ["unknown_header"]


def test_a_form_of_half_a_year_is_passed_over():
    found = placed(
        NAME,
        HEADER.format(rows=2),
        "产出指标 | 数量指标 | 测试 | 5场 | 3场 | 10 | 6",
        title="2024年上半年项目支出绩效自评表",
    )
    assert (found["forms"][0]["status"], found["indicators"]) == ("passed_over", [])
    assert reasons(found) == ["passed_over"]


def test_of_two_years_in_a_title_the_fiscal_one_serves():
    title = "2025年部门决算公开附件2024年度项目支出绩效自评表"
    found = placed(NAME, HEADER.format(rows=2), "产出指标 | 数量指标 | 测试 | 5场 | 5场 | 10 | 10", title=title)
    assert only_form(found)["fiscal_year_printed"] == "2024"


def test_who_prints_actuals_evaluates_whatever_the_title():
    lines = (
        "项目名称 | 测试样本项目@c3",
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值",
        "产出指标 | 数量指标 | 测试 | 5场 | 6场",
    )
    assert only_form(placed(*lines, title="项目支出绩效目标表"))["stage"] == "self_evaluation"


def test_the_year_in_chinese_numerals_and_beside_a_place():
    for line in ("（二〇二三年度）@c8", "测试样本县2023年度@c8"):
        found = placed(line, NAME, HEADER.format(rows=2), "产出指标 | 数量指标 | 测试 | 5场 | 5场 | 10 | 10")
        assert only_form(found)["fiscal_year_printed"] == "2023"


def test_a_remark_is_kept():
    found = placed(
        NAME, "一级指标 | 二级指标 | 三级指标 | 指标值 | 备注", "产出指标 | 数量指标 | 测试 | 5场 | 含2场培训"
    )
    assert columns(found["sections"], "section_code", "text") == [("other", "含2场培训")]


GRADED = (NAME, HEADER.format(rows=2), "产出指标 | 数量指标 | 测试 | 5场 | 5场 | 90 | 80")


def test_the_ticked_grade_is_the_grade():
    for boxes in ("优□ 良☑ 中□ 差□", "优（ ） 良（√） 中（ ） 差（ ）"):
        assert only_form(placed(*GRADED, f"自评等级 | {boxes}@c7"))["grade_printed"] == "良"


def test_of_no_ticked_grade_none_is_taken():
    assert only_form(placed(*GRADED, "自评等级 | 优□ 良□ 中□ 差□@c7")).get("grade_printed") is None


def test_the_sum_of_a_level_is_no_indicator():
    found = placed(*GRADED, "产出指标小计@c6 | 90 | 80", "总分@c6 | 90 | 80")
    assert [name for name, _ in figures(found, "score")] == ["测试"]


MONTHS = [
    pytest.param("测试工期", "≤", "10", "≤10个月", id="lasting"),
    pytest.param("测试完成周期", "≤", "10", "≤10个月", id="the-last-word-counts"),
    pytest.param("测试持续时间", "≤", "10", "≤10个月", id="a-longer-word-counts"),
    pytest.param("测试完成时间", "≤", "10", "≤10月", id="a-month-of-the-year"),
    pytest.param("工期完成时间", "≤", "10", "≤10月", id="the-last-word-is-a-time"),
    pytest.param("测试工程", "≤", "10", "≤10", id="nobody-can-tell"),
    pytest.param("测试工程", "≤", "18", "≤18个月", id="no-month-of-the-year"),
]


@pytest.mark.parametrize(("name", "sign", "value", "expected"), MONTHS)
def test_a_number_of_months_is_a_date_only_where_the_name_says_so(name, sign, value, expected):
    found = placed(
        "项目名称 | 测试样本项目@c5",
        "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位",
        f"产出指标 | 时效指标 | {name} | {sign} | {value} | 月",
        title="项目支出绩效目标表",
    )
    assert columns(found["indicators"], "target_printed", "target_in_unit") == [(f"{value}月", expected)]
