"""Sections of prose and the figures they state."""

import pytest

from .reader import HEAD, TARGET_HEAD, columns, only_form, read

TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t测试场次\t≥5场\n"
SECTION = ("section_code", "seq", "text", "is_empty_phrase")


def sections(text: str) -> list[tuple]:
    tables = read(TARGET_HEAD + text + "\n" + TABLE)
    only_form(tables)
    return columns(tables["sections"], *SECTION)


def statements(text: str) -> list[tuple]:
    tables = read("项目支出绩效自评报告\n\n项目名称：测试样本项目\n\n一、项目概况\n" + text + "\n\n" + TABLE)
    only_form(tables)
    return columns(tables["statements"], "statement_kind", "value_printed", "stated_year")


def test_a_heading_and_its_text():
    assert sections("立项必要性\t测试必要性\n实施可行性\t测试可行性\n") == [
        ("necessity", 1, "测试必要性", False),
        ("feasibility", 1, "测试可行性", False),
    ]


def test_a_heading_on_a_line_of_its_own_with_paragraphs_below():
    assert sections("一、项目概况\n测试第一段。\n测试第二段。\n（四）存在问题：\n无。\n") == [
        ("overview", 1, "测试第一段。测试第二段。", False),
        ("problems", 1, "无。", True),
    ]


def test_a_heading_without_a_text_is_no_section():
    assert sections("立项必要性\t\n年度目标\t测试目标\n") == [("annual_goal", 1, "测试目标", False)]


def test_numbered_goals_stand_apart():
    assert sections("年度目标\t目标1：测试甲 目标2：测试乙\n") == [
        ("annual_goal", 1, "测试甲", False),
        ("annual_goal", 2, "测试乙", False),
    ]


def test_goals_whose_numbers_stand_in_cells_of_their_own():
    assert sections("绩效目标\t目标1\t测试甲\n\t目标2\t\n\t目标3\t测试丙\n") == [
        ("annual_goal", 1, "测试甲", False),
        ("annual_goal", 2, "测试丙", False),
    ]


def test_what_was_aimed_at_and_what_was_done_side_by_side():
    text = "年度总体目标\t预期目标\t\t实际完成情况\n\t测试完成采购\t\t测试已完成采购\n"
    assert sections(text) == [("annual_goal", 1, "测试完成采购", False), ("results", 1, "测试已完成采购", False)]


def test_words_of_a_line_keep_their_blank_and_lines_are_joined():
    assert sections("年度目标\n测试 甲\n乙\n") == [("annual_goal", 1, "测试 甲乙", False)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年实际支出5万元。", [("spent", "5万元", 2024)]),
        ("年初预算为1,234.5万元，实际支出1,200元。", [("budgeted", "1,234.5万元", None), ("spent", "1,200元", None)]),
        ("中标价：8万元", [("contract_price", "8万元", None)]),
        ("测试补贴30元，", [("other", "30元", None)]),
        ("自评得分99分，绩效等级为优。", [("score", "99分", None), ("grade", "优", None)]),
        ("评价等次为“良好”", [("grade", "良好", None)]),
        ("一级指标5个，12个二级指标", [("level1_count", "5个", None), ("level2_count", "12个", None)]),
        ("每人每月30元/月的标准", []),
        ("培训5次", [("output", "5次", None)]),
        ("招聘活动不少于5场次，满意度达95%以上", [("output", "不少于5场次", None), ("output", "95%以上", None)]),
        ("预计1,200人，发放5000余份", [("output", "预计1,200人", None), ("output", "5000余份", None)]),
        ("第3次会议，皋政发〔2022〕10号，3个月内，5个百分点，1项目，10-20人", []),
        ("1. 300多名", [("output", "300多名", None)]),
    ],
)
def test_figures_in_prose(text, expected):
    assert statements(text) == expected


def test_a_paragraph_cut_by_a_page_goes_on():
    assert statements("2024年该项目实际\n\n支出5万元。") == [("spent", "5万元", 2024)]


def test_a_full_stop_ends_what_a_year_holds_for():
    assert statements("2023年已完成。\n支出5万元。") == [("spent", "5万元", None)]


def test_a_statement_stands_where_its_figure_is_printed():
    tables = read("项目支出绩效自评报告\n\n项目名称：测试样本项目\n\n一、项目概况\n测试甲\n\n支出5万元。\n\n" + TABLE)
    assert columns(tables["statements"], "locator", "clause") == [("line:8", "测试甲支出5万元")]


def test_prose_takes_no_row_of_a_table_without_a_header():
    rows = "年度目标\t测试目标\n产出指标\t数量指标\t测试场次\t5场\t6场\n\t质量指标\t测试合格率\t95%\t96%\n"
    tables = read(HEAD + "项目资金（万元）\t年度资金总额\t8\n" + rows)
    assert tables["forms"][0]["status"] == "quarantined"


OUTSIDE = "一、测试样本项目\n绩效目标：测试活动5次以上、测试选拔。\n（二）别的项目\n测试活动9次。\n三、保障措施\n测试活动8次。\n"


def test_what_a_document_tells_of_a_form_outside_of_it():
    tables = read(OUTSIDE + TARGET_HEAD + "年度目标\t组织测试活动4次以上\n" + TABLE)
    only_form(tables)
    told = columns(tables["statements"], "section_code", "subject", "value_printed", "locator")
    assert told == [("annual_goal", "组织测试活动", "4次以上", "line:10"), (None, "测试活动", "5次以上", "line:2")]


def test_of_two_forms_of_one_name_what_stands_outside_is_of_neither():
    tables = read(OUTSIDE + 2 * (TARGET_HEAD + TABLE + "\n"))
    assert len(tables["forms"]) == 2
    assert tables["statements"] == []


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("发放补助的人数33人", "发放补助的人数"),
        ("测试满意度达到95%以上", "测试满意度"),
        ("绩效指标：测试完成率大于等于5次", "测试完成率"),
        ("2024年完成测试12件", "完成测试"),
        ("33人参加测试", None),
        ("甲方案2个、乙方案3个", "甲方案"),
    ],
)
def test_what_a_figure_is_of_stands_before_it(text, subject):
    tables = read("项目支出绩效自评报告\n\n项目名称：测试样本项目\n\n一、项目概况\n" + text + "\n\n" + TABLE)
    assert columns(tables["statements"], "subject")[0] == (subject,)
