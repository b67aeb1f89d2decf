"""What counties add to a form: numbers of rows, points of a review, errors of spreadsheets, a unit's own line."""

import pytest

from .reader import columns, figures, only_form, placed, read, reasons

MONEY = ("项目名称|测试样本项目", "项目资金（万元）@c2|年初预算数|全年预算数|全年执行数|分值|执行率|得分")
HEADER = "序号|一级指标|二级指标|三级指标|年度指标值|实际完成值|完成率|权重|自评得分|复评得分"
ROWS = (
    "1|产出指标@r2|数量指标|测试场次|≥18场|19场|105.6%|40|40|38",
    "2|质量指标|合格率|100%|95%|95%|60|55|50",
)


def test_points_of_a_review_and_numbers_of_rows_are_read_and_not_kept():
    found = placed("项目名称|测试样本项目", HEADER, *ROWS, "总分|@c6|100|95|88")
    assert figures(found, "target", "actual", "weight", "score") == [
        ("测试场次", "≥18场", "19场", "40", "40"),
        ("合格率", "100%", "95%", "60", "55"),
    ]
    form = only_form(found)
    assert (form["weight_total_printed"], form["score_total_printed"]) == ("100", "95")
    assert form["cells"] == form["cells_bound"]


@pytest.mark.parametrize("total", ["总分|@c6|100|88|", "总分|@c6|@c1|95|88", "总分|@c6|100|88|95"])
def test_the_total_of_a_review_is_none_of_the_form(total):
    found = placed("项目名称|测试样本项目", HEADER, *ROWS, total)
    form = found["forms"][0]
    assert form["status"] == "quarantined" or form["score_total_printed"] == "95"


def test_two_columns_of_its_own_points_are_one_too_many():
    found = placed("项目名称|测试样本项目", HEADER.replace("复评得分", "评价得分"), *ROWS)
    assert set(reasons(found)) == {"twofold_header"}


def test_a_list_with_numbers_of_rows_is_read_as_before():
    found = read(
        "序号\t项目名称\t一级指标\t二级指标\t三级指标\t指标值\n1\t测试样本项目\t产出指标\t数量指标\t场次\t≥5场\n"
    )
    assert columns(found["forms"], "project_name_printed", "status") == [("测试样本项目", "loaded")]
    assert figures(found, "target") == [("场次", "≥5场")]


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!", "#name?"])
def test_the_error_of_a_spreadsheet_is_no_figure_and_is_told_of(error):
    found = placed(
        *MONEY, f"年度资金总额@c2|120|110|104.5|10|{error}|10", HEADER, ROWS[0], ROWS[1].replace("|55|", f"|{error}|")
    )
    assert columns(found["fund_lines"], "measure", "amount_printed") == [
        ("original_budget", "120"),
        ("revised_budget", "110"),
        ("executed", "104.5"),
    ]
    assert only_form(found).get("execution_rate_printed") is None
    assert figures(found, "weight", "score") == [("测试场次", "40", "40"), ("合格率", "60", None)]
    assert columns(found["rejects"], "reason_code", "text") == [("error_value", error)] * 2


def test_an_error_for_a_name_keeps_its_row_out():
    found = placed("项目名称|测试样本项目", HEADER, ROWS[0].replace("测试场次", "#REF!"), ROWS[1])
    assert "undecided_columns" in reasons(found)


def test_a_line_without_an_item_is_the_whole_where_the_label_is_merged_over_it():
    head = "预算执行情况（万元）@r2|年初预算数|全年预算数|全年执行数|执行率|分值|自评得分|复评得分"
    found = placed("项目名称|测试样本项目", head, "55|55|54.2|98.5%|10|8|10", HEADER, *ROWS)
    assert columns(found["fund_lines"], "fund_side", "item_code", "measure", "amount_printed") == [
        ("whole", "total", "original_budget", "55"),
        ("whole", "total", "revised_budget", "55"),
        ("whole", "total", "executed", "54.2"),
    ]
    assert only_form(found)["execution_score_printed"] == "8"
    two = placed("项目名称|测试样本项目", head.replace("r2", "r3"), *["55|55|54.2|98.5%|10|8|10"] * 2, HEADER, *ROWS)
    assert reasons(two) == ["unbound_figure"]


def test_a_unit_and_its_code_below_the_title_is_who_reports():
    found = placed(
        "123456001测试样本局|单位：万元",
        "项目名称|测试样本项目",
        "一级指标|二级指标|三级指标|指标值",
        "产出指标|数量指标|测试场次|≥5场",
        title="项目支出绩效目标表",
    )
    form = only_form(found)
    assert (form["reporting_unit_printed"], form["reporting_unit_name"]) == ("123456001测试样本局", "测试样本局")
    lost = placed("123456001测试|单位：万元", "项目名称|测试样本项目", HEADER, *ROWS)
    assert reasons(lost) == ["unbound_figure"]


def test_what_is_told_in_words_has_no_unit():
    rows = [
        "测试次数|数量指标|产出指标|≥|120|次",
        "合格率|质量指标|产出指标|≥|99|%",
        "保护水平|生态效益指标|效益指标|定性|提升|",
    ]
    lines = [
        f"测试样本局,测试样本项目,{first},{second},{name},{rest}"
        for name, second, first, rest in (r.split("|", 3) for r in rows)
    ]
    text = (
        "单位名称,项目名称,一级指标,二级指标,三级指标,指标性质,指标值,度量单位\n"
        + "\n".join(lines).replace("|", ",")
        + "\n"
    )
    assert figures(read(text), "operator", "target") == [
        ("测试次数", "≥", "120次"),
        ("合格率", "≥", "99%"),
        ("保护水平", "定性", "提升"),
    ]


LEAD = (
    "项目支出绩效自评表\n{}\n项目名称\t测试样本项目{}\n一级指标\t二级指标\t指标值\t得分\n产出指标\t数量指标\t≥5场\t10\n"
)


@pytest.mark.parametrize("lead", ["附件2", "附表3-1：", "附件", "（2023年度）", "附件2\n（2023年度）"])
def test_a_line_that_leads_a_title_in_is_not_the_form_above(lead):
    below = "\t" + lead.replace("\n", "\t\n\t") + "\t\n"
    found = read(LEAD.format("", 1) + below + LEAD.format("", 2))
    assert columns(found["forms"], "project_name", "cells_bound") == [("测试样本项目1", 11), ("测试样本项目2", 11)]
    assert [form["cells"] for form in found["forms"]] == [11, 11]


def test_a_year_between_two_titles_is_that_of_the_first():
    found = read(
        "项目支出绩效自评表\n（2023年度）\n项目支出绩效自评指标评分表\n" + LEAD.format("", 1).split("\n", 1)[1]
    )
    assert columns(found["forms"], "fiscal_year_printed") == [("2023",)]
