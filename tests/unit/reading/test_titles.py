"""Titles and segments: where a form begins."""

from dataclasses import replace

import pytest

from dagster_project.reading import containers, vocabulary
from dagster_project.reading.forms.rows import rows_of
from dagster_project.reading.forms.segments import segments_of
from dagster_project.reading.forms.titles import title_of

from .reader import SOURCE, columns, only_form, read

WORDS = vocabulary.load()
TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t测试场次\t≥5场\n"


def title(line: str):
    (row,) = rows_of(containers.read(line.encode()), WORDS)
    return title_of(row, WORDS)


@pytest.mark.parametrize(
    ("line", "stage", "scope"),
    [
        ("测试样本市市级项目预算绩效目标申报表", "target", "project"),
        ("部门（单位）整体支出绩效目标表", "target", "department"),
        ("项目支出绩效自评表", "self_evaluation", "project"),
        ("部门预算项目支出绩效自评表(2023年度)", "self_evaluation", "project"),
        ("测试样本项目支出绩效自评报告", "self_evaluation", "project"),
        ("部门整体支出绩效自评表", "self_evaluation", "department"),
        ("项目支出绩效运行监控表", "monitoring", "project"),
    ],
)
def test_a_title_says_stage_and_scope(line, stage, scope):
    found = title(line)
    assert found is not None
    assert (found.stage, found.scope) == (stage, scope)


@pytest.mark.parametrize(
    "line",
    [
        "项目支出绩效目标表和自评表按要求填报，及时公开",
        "详见附件绩效目标表。",
        "项目绩效目标汇总表",
        "绩效目标",
        "测试样本表",
        "绩效目标" + "测" * 80 + "表",
        "项目支出绩效目标表\t2024年",
    ],
)
def test_what_is_no_title(line):
    assert title(line) is None


def test_a_title_in_one_cell_of_a_grid_row():
    assert title("\t项目支出绩效目标表\t") is not None


def test_a_score_sheet_goes_on_with_its_report():
    report = "项目支出绩效自我评价情况表\n\n项目名称：测试样本项目\n\n一、项目概况\n测试概况\n\n"
    tables = read(report + "项目支出绩效自我评价评分表\n\n" + TABLE)
    assert only_form(tables)["title_printed"] == "项目支出绩效自我评价情况表"
    assert len(tables["indicators"]) == 1


def test_a_score_sheet_after_a_table_is_a_form_of_its_own():
    first = "项目支出绩效自评表\n\n项目名称\t甲\n" + TABLE
    tables = read(first + "\n项目支出绩效自评评分表\n\n项目名称\t乙\n" + TABLE)
    assert columns(tables["forms"], "form_no", "project_name") == [(1, "甲"), (2, "乙")]


def test_a_second_project_after_a_table_begins_a_form():
    tables = read("项目支出绩效目标表\n\n项目名称\t甲\n" + TABLE + "项目名称\t乙\n" + TABLE)
    assert columns(tables["forms"], "stage", "project_name") == [("target", "甲"), ("target", "乙")]
    assert columns(tables["indicators"], "form_no", "level3_printed") == [(1, "测试场次"), (2, "测试场次")]


def test_a_second_project_without_a_table_between_is_no_form():
    rows = rows_of(containers.read("项目支出绩效目标表\n\n项目名称\t甲\n项目名称\t乙\n".encode()), WORDS)
    assert len(segments_of(rows, WORDS)[1]) == 1


def test_prose_that_mentions_a_table_is_outside():
    tables = read("测试样本局公开了项目支出绩效目标表，共1份。\n\n项目支出绩效目标表\n\n项目名称\t甲\n" + TABLE)
    assert len(tables["forms"]) == 1
    assert tables["documents"][0]["cells_outside"] == 1


def test_a_form_without_a_title_is_told_by_its_columns():
    tables = read(
        "项目名称\t甲\n一级指标\t二级指标\t三级指标\t指标值\t完成值\n产出指标\t数量指标\t测试场次\t5场\t6场\n"
    )
    assert columns(tables["forms"], "stage", "title_printed") == [("self_evaluation", None)]


def test_an_evaluation_without_a_title_below_a_monitoring_form_is_one():
    watched = "项目支出绩效运行监控表（2023年度）\n\n项目名称\t测试甲项目\n一级指标\t二级指标\t三级指标\t年度指标值\t1-7月执行数\n"
    evaluated = (
        "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t场次\t5场\t5场\t9\t9\n"
    )
    row = "产出指标\t数量指标\t场次\t5场\t3场\n"
    tables = read(f"{watched}{row}项目名称\t测试乙项目\n{evaluated}项目名称\t测试丙项目\n{TABLE}")
    assert columns(tables["forms"], "project_name_printed", "stage", "status") == [
        ("测试甲项目", "monitoring", "passed_over"),
        ("测试乙项目", "self_evaluation", "loaded"),
        ("测试丙项目", "monitoring", "passed_over"),
    ]
    assert columns(tables["forms"], "fiscal_year")[0] == (2023,)


@pytest.mark.parametrize(
    ("printed", "year"),
    [("2021-2023年度", None), ("2021年至2023年", None), ("2024年公开2023年度", 2023), ("2023年", 2023)],
)
def test_a_range_of_years_is_no_year(printed, year):
    source = replace(SOURCE, fiscal_year="")
    (form,) = read(f"项目支出绩效目标表（{printed}）\n\n项目名称\t测试样本项目\n{TABLE}", source)["forms"]
    assert form["fiscal_year"] == year
