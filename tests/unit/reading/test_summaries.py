"""Summaries: what a department tells of its evaluations in prose, over lines that break anywhere."""

from dataclasses import replace

import pytest

from dagster_project.reading import containers, vocabulary
from dagster_project.reading.document import Cell, Document, Doubt, Grid, Paragraph
from dagster_project.reading.forms.rows import rows_of
from dagster_project.reading.forms.summaries import read_summaries
from dagster_project.reading.tabulating import document_rows

from .reader import SOURCE, columns, read, reasons, table

TOLD = """十、预算绩效管理情况
测试样本局：编报绩效目标的2023年度项目5个，涉及预算金
额1,200.5万元；绩效跟踪评价的2023年度项目6个，涉及预算金额7万元；绩效自评的2023年度项目4
个，涉及预算金额1,000万元，平均得分91.25分（其中，绩效评级为“优”的项目3个；绩效评级为“良”的项
目1个；绩效评级为“合格”的项目0个；绩效评级为“不合格”的项目0个。绩效自评中共发现问题2个）。
"""
WHOLE = {
    "fiscal_year_printed": "2023",
    "department_printed": "测试样本局",
    "department_name": "测试样本局",
    "targets_projects_printed": "5",
    "targets_budget_printed": "1,200.5万元",
    "evaluated_projects_printed": "4",
    "evaluated_budget_printed": "1,000万元",
    "average_score_printed": "91.25分",
    "excellent_projects_printed": "3",
    "good_projects_printed": "1",
    "fair_projects_printed": "0",
    "poor_projects_printed": "0",
    "grades_printed": "优/良/合格/不合格",
    "grade_scheme": "other",
    "locator": "line:2",
}


def told(text, fiscal_year=None):
    return read_summaries(rows_of(containers.read(text.encode()), vocabulary.load()), fiscal_year)


def figures(text):
    """Evaluated projects, budget, average, and the projects of each grade from excellent to poor."""
    names = ("evaluated_projects", "evaluated_budget", "average_score")
    grades = ("excellent_projects", "good_projects", "fair_projects", "poor_projects")
    (summary,) = told(text)
    return tuple(summary.fields.get(f"{name}_printed") for name in (*names, *grades))


def test_a_summary_is_read_over_broken_lines():
    (summary,) = told(TOLD)
    assert summary.fields == WHOLE
    assert summary.problems == summary.left_out == []


def test_a_summary_inside_and_behind_a_form_is_read_too():
    listed = table("一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|测试场次|≥5场", TOLD)
    (summary,) = listed["summaries"]
    assert {name: summary[name] for name in WHOLE} == WHOLE | {"locator": "line:7"}
    assert (summary["seq"], summary["fiscal_year"], listed["documents"][0]["summaries"]) == (1, 2023, 1)
    cell = Document("word", (Grid((Cell("自评情况", 0, 0, "table:1/row:1/col:1"), Cell(TOLD, 0, 1, "t"))),))
    assert document_rows(SOURCE, cell, "")["summaries"][0]["average_score_printed"] == "91.25分"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共对8个项目开展绩效自评，涉及资金1,234.5万元，其中优6个、良2个。", ("8", "1,234.5万元", None, "6", "2", None, None)),
        ("纳入绩效自评范围的项目共15个，涉及预算资金2000万元。自评平均得分为95.6分。", ("15", "2000万元", "95.6分", None, None, None, None)),
        ("对部门预算项目支出全面开展绩效自评，共涉及项目12个，资金3,456万元，占总额的100%。", ("12", "3,456万元", None, None, None, None, None)),
        ("对12项预算项目进行了绩效自评工作，涉及金额1.2亿元，平均分95分，优秀10个，良好1个，合格1个。", ("12", "1.2亿元", "95分", "10", "1", "1", None)),
        ("本局开展项目支出绩效自评20个，其中：“优”等级项目18个，“中”2个，差0个。", ("20", None, None, "18", None, "2", "0")),
        ("共10个项目，全部开展了绩效自评，其中6个项目评级为优，2个项目被评为“良”。", ("10", None, None, "6", "2", None, None)),
        ("绩效自我评价的项目3个。评价结果为一般的项目1个，评价结果为较差的项目2个。", ("3", None, None, None, None, "1", "2")),
        ("对6个二级项目开展自评（含政府性基金项目2个），共涉及资金45.6万元。", ("6", "45.6万元", None, None, None, None, None)),
        ("纳入自评项目共计7项，自评率100%，预算数46万元，执行数45.2万元。", ("7", "46万元", None, None, None, None, None)),
        ("共有6个项目纳入绩效自评范围，自评项目资金45.6万元。", ("6", "45.6万元", None, None, None, None, None)),
        ("项目9个，其中开展绩效自评8个，金额45.6万元，得分90分以上的7个。", ("8", "45.6万元", None, None, None, None, None)),
        ("对4个项目支出绩效自评，涉及资金45万元，得分分别为98分、89分。", ("4", "45万元", None, None, None, None, None)),
        ("共有8个项目开展自评，其中优7个，良1个；涉及财政资金45.6万元，平均分94分。", ("8", "45.6万元", "94分", "7", "1", None, None)),
        ("共有8个项目开展自评，其中优7个，涉及资金40万元，良1个；涉及资金5万元。", ("8", None, None, "7", "1", None, None)),
        ("对3个项目进行自评。经自评，优秀2个、良好1个，综合得分92.1分。", ("3", None, "92.1分", "2", "1", None, None)),
        ("对3个项目进行自评，综合得分92.1分，平均3个月完成。", ("3", None, None, None, None, None, None)),
        ("对5个项目开展单位自评；对2个项目开展部门评价。单位自评平均95.2分，等级均为优。", ("5", None, "95.2分", "5", None, None, None)),
        ("对5个项目开展自评。对2个项目开展部门评价。5个项目综合评价等级均为优。", ("5", None, None, "5", None, None, None)),
        ("对5个项目开展自评。对2个项目开展部门评价，等级均为优。2个项目综合评价等级均为良。", ("5", None, None, None, None, None, None)),
        ("对5个项目开展自评，其中1个项目结果均为优。", ("5", None, None, None, None, None, None)),
        # 其中6个 is no 中, money after 其中 is a part, and about is no figure.
        ("对9个项目开展自评，其中6个项目有结余，其中财政资金5万元。", ("9", None, None, None, None, None, None)),
        ("对9个项目开展自评，涉及资金约5万元，平均得分在90分以上。", ("9", None, None, None, None, None, None)),
        # What others evaluated is not the department's own.
        ("绩效自评的项目4个，平均得分90分。部门评价的项目1个，平均得分80分，优1个。", ("4", None, "90分", None, None, None, None)),
    ],
)  # fmt: skip
def test_spellings(text, expected):
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "本部门开展了绩效自评，平均得分较高。",
        "编报绩效目标的2024年度项目4个，涉及预算金额100万元。",
        "2025年拟对8个项目开展绩效自评。",
        "对3个一级项目、26个二级项目全面开展绩效自评，共涉及资金56万元。",
        "从已完成的项目中抽取3个项目开展绩效自评复核。",
        "对5个项目的绩效自评结果进行了审核。",
        "4个项目自评为优，绩效自评得分为优的项目4个。",
        "对3个项目开展部门评价，平均得分88分。",
        "绩效自评中共发现问题3个。",
    ],
)
def test_prose_that_counts_no_evaluated_project_is_no_summary(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024年，对2023年度8个项目开展绩效自评。", "2023"),
        ("2024年3月，对8个项目开展绩效自评。", None),
        ("2022年度工作已完成。对8个项目开展绩效自评。", None),
        ("2024年本局对8个项目开展绩效自评。", "2024"),
    ],
)
def test_the_year_is_the_one_of_the_sentence(text, year):
    (summary,) = told(text)
    assert summary.fields["fiscal_year_printed"] == year


def test_without_a_printed_year_the_manifest_says_it_or_nothing_is_loaded():
    text = "本局对8个项目开展绩效自评。\n"
    assert [row["fiscal_year"] for row in read(text)["summaries"]] == [2024]
    without = read(text, replace(SOURCE, fiscal_year=""))
    assert (without["summaries"], reasons(without)) == ([], ["no_year"])
    assert without["documents"][0]["status"] == "quarantined"


def test_a_document_of_a_summary_alone_is_loaded():
    tables = read(TOLD)
    (document,) = tables["documents"]
    assert (document["status"], document["forms"], document["summaries"], reasons(tables)) == ("loaded", 0, 1, [])


def test_years_and_departments_have_summaries_of_their_own():
    summaries = told(
        "测试样本局2024年度部门决算\n绩效自评的2024年度项目4个，平均得分90分。绩效自评的2023年度项目3个。\n"
        "测试样本中心\n绩效自评的2024年度项目2个，平均得分80分。\n"
    )
    names = ("department_name", "fiscal_year_printed", "evaluated_projects_printed")
    assert [tuple(each.fields[name] for name in names) for each in summaries] == [
        ("测试样本局", "2024", "4"),
        ("测试样本局", "2023", "3"),
        ("测试样本中心", "2024", "2"),
    ]


def test_a_name_that_breaks_over_lines_is_one_department():
    summaries = told("测试市样本局编报绩效目标的2024年度项目5个；以上由测试市\n样本局对2024年度4个项目开展绩效自评。\n")
    assert [each.fields["department_name"] for each in summaries] == ["测试市样本局"]
    assert summaries[0].fields["targets_projects_printed"] == "5"


def test_said_twice_is_one_summary_and_what_contradicts_is_left_out():
    tables = read("绩效自评的项目4个，涉及资金5万元，优3个。\n本局对4个项目开展自评，涉及资金6万元。\n")
    (summary,) = tables["summaries"]
    assert (summary["evaluated_projects_printed"], summary["excellent_projects_printed"]) == ("4", "3")
    assert summary.get("evaluated_budget_printed") is None
    assert reasons(tables) == ["told_twice"]
    assert tables["documents"][0]["status"] == "loaded"


def test_of_two_accounts_in_one_nothing_is_that_of_the_whole():
    tables = read(
        "绩效自评的项目6个，平均得分96分，优4个，良2个。下属单位绩效自评的项目3个，平均得分93分，优1个，良2个。\n"
    )
    assert tables["summaries"] == []
    assert set(reasons(tables)) == {"told_twice"}


@pytest.mark.parametrize("money", ["一般公共预算资金400万元", "资金九百万元"])
def test_money_in_words_that_nobody_knows_is_told_of(money):
    tables = read(f"绩效自评的项目7个，其中涉及{money}，平均得分89.9分。\n")
    (summary,) = tables["summaries"]
    assert (summary["evaluated_projects_printed"], summary["average_score_printed"]) == ("7", "89.9分")
    assert summary.get("evaluated_budget_printed") is None
    assert reasons(tables) == ["unread_money"]


def test_money_that_no_column_holds_is_told_of_beside_what_is_loaded():
    tables = read("对7个项目开展自评，涉及资金46万元，实际支出45.2万元，结转0.8万元。\n")
    assert columns(tables["summaries"], "evaluated_budget_printed") == [("46万元",)]
    assert columns(tables["rejects"], "reason_code", "text") == [
        ("unread_money", "45.2万元"),
        ("unread_money", "0.8万元"),
    ]


@pytest.mark.parametrize(
    ("grades", "scheme"),
    [("优1个，中1个", "national"), ("优1个，合格1个", "other"), ("优1个，良1个", None), ("中1个，合格1个", "other")],
)
def test_the_scheme_is_that_of_the_words(grades, scheme):
    assert told(f"绩效自评的项目2个，{grades}。")[0].fields["grade_scheme"] == scheme


def test_a_reading_that_is_doubted_is_not_loaded():
    line = Paragraph("绩效自评的2024年度项目4个。", "page:1/line:1", Doubt("two_readings", "41个"))
    tables = document_rows(SOURCE, Document("pdf", (line,)), "")
    assert (tables["summaries"], reasons(tables)) == ([], ["two_readings"])
