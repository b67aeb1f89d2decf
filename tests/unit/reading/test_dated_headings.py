"""Years of headings: a form that prints none has that of the heading above it, or stays without."""

from dataclasses import replace

import pytest

from dagster_project.reading.containers.limits import DEFAULT
from dagster_project.reading.opening import ANY_YEAR
from dagster_project.reading.recognising import recognise

from .reader import SOURCE, columns, read, reasons

NO_YEAR = replace(SOURCE, fiscal_year="")
LIST = "单位名称\t项目名称\t一级指标\t二级指标\t三级指标\t指标值\n测试样本局\t{}\t产出指标\t数量指标\t测试场次\t≥5场\n"
FORM = "项目支出绩效目标表\n\n项目名称\t测试样本项目\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t场次\t≥5场\n"
EVALUATION = (
    FORM.replace("绩效目标表", "绩效自评表").replace("指标值", "指标值\t实际完成值").replace("≥5场", "≥5场\t6场")
)


def years(text: str):
    return columns(read(text, NO_YEAR)["forms"], "fiscal_year")


@pytest.mark.parametrize(
    "heading",
    [
        "2024年部门预算公开",
        "测试样本局2024年部门预算表",
        "2024年部门预算绩效文本",
        "二〇二四年部门预算公开",
        "部门预算项目绩效目标（2024年度）",
        "（2024年度）",
    ],
)
def test_a_heading_above_says_the_year_of_targets(heading):
    assert years(f"{heading}\n\n{FORM}") == [(2024,)]


def test_a_row_between_the_heading_and_a_list():
    assert years(f"部门预算项目绩效目标（2024年度）\n\n表7-1\n\n{LIST.format('测试样本项目')}") == [(2024,)]


def test_a_year_above_the_title_of_a_list_right_below():
    assert years(f"（2024年度）\n项目支出绩效目标表\n\n{LIST.format('测试样本项目')}") == [(2024,)]


@pytest.mark.parametrize(
    "above",
    [
        "2024年部门决算公开",  # another kind
        "2023年、2024年部门预算公开",  # two years
        "2022-2024年部门预算公开",
        "2023年部门预算公开\n\n2024年部门预算公开",  # two headings
        "2024年部门预算公开\n\n2023年度部门决算公开",  # the nearest is of another kind
        "2024年部门预算按要求公开，详见下表。",
        "2024年3月预算公开",
        "2024年预算100万元",
        "项目支出绩效目标表（2024年度）\n\n一级指标\t二级指标\t指标值",  # the title of another form
    ],
)
def test_what_says_no_year(above):
    assert years(f"{above}\n\n{FORM}")[-1:] == [(None,)]


def test_accounts_need_the_fiscal_year():
    assert years(f"2024年部门决算公开\n\n{EVALUATION}") == [(None,)]
    assert years(f"2023年度部门决算公开\n\n{EVALUATION}") == [(2023,)]


def test_a_heading_says_nothing_against_the_year_that_was_told():
    told = read(f"2023年部门预算公开\n\n{FORM}", SOURCE)
    assert columns(told["forms"], "fiscal_year", "fiscal_year_printed") == [(2024, None)]
    agreed = read(f"2024年部门预算公开\n\n{FORM}", SOURCE)
    assert columns(agreed["forms"], "fiscal_year", "fiscal_year_printed") == [(2024, "2024")]


def test_a_document_that_is_not_listed_yet_has_the_year_of_its_heading():
    found = recognise("a.txt", f"2024年部门预算公开\n\n{FORM}".encode(), DEFAULT, ANY_YEAR)
    assert (found.years, found.lacks_year) == ([2024], False)


def test_the_year_of_the_form_itself_serves():
    dated = EVALUATION.replace("自评表\n", "自评表\n（2023年度）\n")
    assert years(f"2024年度部门决算公开\n\n{dated}") == [(2023,)]


def test_another_form_of_the_stage_prints_another_year():
    dated = FORM.replace("目标表\n", "目标表\n（2023年度）\n")
    assert years(f"2024年部门预算公开\n\n{dated}\n{FORM}") == [(2023,), (None,)]


def test_a_summary_is_of_the_year_of_the_heading():
    told = "测试样本局2023年度部门决算\n\n我部门对2个项目开展绩效自评，涉及资金65.2万元。\n"
    found = read(told, NO_YEAR)
    assert columns(found["summaries"], "fiscal_year", "evaluated_projects_printed") == [(2023, "2")]
    assert "no_year" in reasons(read(told.replace("2023年度部门决算", "部门决算"), NO_YEAR))
