"""Amounts beside their items: pairs in a row, in one cell, beside the columns of a block, under names of measures."""

import pytest

from .reader import columns, placed, reasons

TABLE = ("一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值", "产出指标 | 数量指标 | 测试 | 5场 | 5场")


def amounts(*lines: str):
    found = placed("项目名称 | 测试样本项目@c4", *lines, *TABLE)
    return found, columns(found["fund_lines"], "fund_side", "item_printed", "measure", "amount_printed", "unit_printed")


def test_a_cell_may_state_its_amounts():
    _, lines = amounts(
        "资金总额及构成（万元）@r2 | 资金总额：86.5万元@c4",
        "其中：财政拨款：66.5万元（上级：30万元 本级：36.5万元）@c4",
    )
    assert [line[1:4:2] for line in lines] == [
        ("资金总额", "86.5万元"),
        ("其中：财政拨款", "66.5万元"),
        ("上级", "30万元"),
        ("本级", "36.5万元"),
    ]


BLOCK = (
    "年度预算申请（万元）@r4 | | 年初预算数 | 全年预算数 | 全年执行数",
    "年度资金总额 | 860 | 925 | 851",
)


def test_lists_by_nature_are_of_the_measure_that_they_part():
    _, lines = amounts(
        *BLOCK,
        "按收入性质分：@c2 | 按支出性质分：@c2",
        "一般公共预算：825@c2 | 基本支出：145@c2",
        " | | 项目支出：780@c2",
    )
    assert lines[3:] == []


@pytest.mark.parametrize(("project", "measures"), [("780", {"revised_budget"}), ("706", {"executed"})])
def test_each_side_of_the_lists_has_its_own_sum(project, measures):
    found, lines = amounts(
        *BLOCK,
        "按收入性质分：@c2 | 按支出性质分：@c2",
        f"一般公共预算：925@c2 | 基本支出：145；项目支出：{project}@c2",
    )
    assert reasons(found) == []
    assert {line[2] for line in lines if line[0] == "use"} == measures
    assert [line[1] for line in lines if line[0] == "use"] == ["基本支出", "项目支出"]


def test_a_list_that_parts_no_total_keeps_its_form_out():
    found, _ = amounts(*BLOCK, "按支出性质分：@c4", "基本支出：145；项目支出：700@c4")
    assert reasons(found) == ["unbound_figure"]


def test_names_of_measures_with_their_figures():
    found = placed(
        "项目名称 | 测试样本项目@c7",
        "年初预算数（万元） | 50 | 全年预算数（万元） | 52.6 | 全年执行数（万元） | 51.8 | 预算执行率 | 98.48%",
        *TABLE,
    )
    assert columns(found["fund_lines"], "fund_side", "measure", "amount_printed", "unit_printed") == [
        ("whole", "original_budget", "50", "万元"),
        ("whole", "revised_budget", "52.6", "万元"),
        ("whole", "executed", "51.8", "万元"),
    ]
    assert found["forms"][0]["execution_rate_printed"] == "98.48%"


def test_a_number_in_an_items_place_is_no_item():
    found, _ = amounts(
        "项目资金（万元）@r2 | | 年初预算数 | 全年预算数 | 全年执行数", "年度资金总额 | 257.2\n5 | 248.20 | 10"
    )
    assert reasons(found) == ["not_an_amount"]


def test_a_header_of_money_ends_prose():
    _, lines = amounts(
        "项目实施内容 | 测试。@c4",
        " | 年初预算数 | 全年预算数 | 全年执行数 | 执行率",
        "年度资金总额（万元） | 50 | 50 | 40 | 80%",
    )
    assert [line[2] for line in lines] == ["original_budget", "revised_budget", "executed"]


def test_a_mark_and_a_zero_are_no_pair():
    _, lines = amounts(
        "项目资金（万元）@r3 | | 全年预算数 | 全年执行数 | 分值 | 执行率",
        "年度资金总额 | 50 | 40 | 10 | 80",
        "其他资金 | 0 | 0 | — | 0",
    )
    assert [line[2:4] for line in lines] == [
        ("revised_budget", "50"),
        ("executed", "40"),
        ("revised_budget", "0"),
        ("executed", "0"),
    ]


def test_an_adjustment_is_no_budget_where_the_adjusted_one_is_printed():
    _, lines = amounts("项目资金（万元）@r2 | | 年初预算 | 调整预算 | 调整后预算", "年度资金总额 | 120 | 18 | 138")
    assert [line[2:4] for line in lines] == [("original_budget", "120"), ("revised_budget", "138")]


def test_an_amount_in_brackets_is_no_label():
    found, _ = amounts("项目资金（万元）@r2 | | 全年预算数 | 全年执行数 | 执行率", "年度资金总额 | 50 | （40） | 80%")
    assert reasons(found) == ["not_an_amount"]


def test_a_blank_inside_a_number_is_one_number_or_two():
    found, _ = amounts("项目资金（万元）@r2 | | 全年预算数 | 全年执行数 | 执行率", "年度资金总额 | 1 250 | 40 | 80%")
    assert "unbound_figure" in reasons(found)


def test_items_and_amounts_of_one_cell_without_colons():
    stated = "资金总额：380万元；其中：财政拨款350万元（上级200万元、本级150万元），自有资金30万元，其他0万元"
    found = placed("项目名称|测试样本项目", f"资金总额及构成|{stated}", *TABLE, title="项目支出绩效目标申报表")
    assert columns(found["fund_lines"], "item_code", "amount_printed", "line_role") == [
        ("total", "380万元", "total"),
        ("fiscal_appropriation", "350万元", "subtotal"),
        ("higher_level_transfer", "200万元", "part"),
        ("local_funds", "150万元", "part"),
        ("unit_funds", "30万元", "part"),
        ("other", "0万元", "part"),
    ]
    unknown = placed(
        "项目名称|测试样本项目", "资金总额及构成|设备购置18万元，安装5万元", *TABLE, title="项目支出绩效目标申报表"
    )
    assert unknown["fund_lines"] == []


@pytest.mark.parametrize(("total", "reason"), [("1620", []), ("1630", ["unbound_figure"])])
def test_what_the_label_of_a_list_says_of_all_of_it_repeats_a_total(total, reason):
    found = placed(
        "单位名称|测试样本局",
        "年度预算申请（万元）@r4||年初预算数|全年预算数|全年执行数|分值|执行率|得分",
        "年度资金总额@c2|1500|1620|1588.26|10|98.04%|10",
        f"按收入性质分：{total}@c4|按支出性质分：1620@c3",
        "其中：一般公共预算：1620@c4|其中：基本支出：1620@c3",
        *TABLE,
        title="2023年度部门整体支出绩效自评表",
    )
    assert reasons(found) == reason
    assert len(found["fund_lines"]) == (0 if reason else 5)
