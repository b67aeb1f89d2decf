"""Fund blocks whose figures do not stand under their headers: bound for sure, or not at all."""

import pytest

from .reader import HEAD, columns, only_form, placed, read, reasons

TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t测试场次\t≥5场\n"
HEADER = "项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n"
TOTAL = "\t年度资金总额\t100\t120\t90\t10\t75%\t7.5\n"


def tables(*lines: str, header: str = HEADER) -> dict:
    return read(HEAD + header + "".join(lines) + TABLE)


def amounts(found: dict, code: str) -> list[tuple]:
    only_form(found)
    rows = [line for line in found["fund_lines"] if line["item_code"] == code]
    return columns(rows, "measure", "amount_printed")


def test_a_whole_line_keeps_its_order_wherever_it_stands():
    found = tables("年度资金总额\t100\t120\t90\t10\t75%\t7.5\t\n", "\t\t其他资金\t1\t2\t3\t-\t-\t-\n")
    assert amounts(found, "total") == [("original_budget", "100"), ("revised_budget", "120"), ("executed", "90")]
    assert amounts(found, "other") == [("original_budget", "1"), ("revised_budget", "2"), ("executed", "3")]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("\t年度资金总额\t120\t90\t10\t75%\t7.5\t\n", id="a-rate-under-points"),
        pytest.param("\t\t年度资金总额\t100\t120\t90\t10\t75%\n", id="moved-and-cut"),
        pytest.param("\t年度资金总额\t100\t90\t10\t75\t7.5\t\n", id="no-points-at-the-end"),
        pytest.param("\t年度资金总额\t100\t120\t90\t75%\t10\t7.5\n", id="points-and-rate-swapped"),
    ],
)
def test_a_line_with_a_lost_or_moved_figure_is_undecided(line):
    assert reasons(tables(line)) == ["unbound_figure"]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("\t其他资金\t\t30\t20\t\t\t\n", id="the-first-is-blank"),
        pytest.param("\t其他资金\t20\t30\t\t\t\t\n", id="the-last-is-blank"),
        pytest.param("\t\t其他资金\t20\t30\t20\t\t\n", id="moved-right-into-the-points"),
    ],
)
def test_a_part_that_may_have_moved_is_undecided(line):
    assert reasons(tables(TOTAL, "\t财政拨款\t80\t90\t70\t\t\t\n", line)) == ["unbound_figure"]


def test_an_empty_cell_between_two_figures_is_one():
    found = tables(TOTAL, "\t其他资金\t20\t\t20\t\t\t\n")
    assert amounts(found, "other") == [("original_budget", "20"), ("executed", "20")]


def test_sums_that_agree_prove_that_a_part_stands_in_its_place():
    found = tables(TOTAL, "\t财政拨款\t100\t90\t70\t\t\t\n", "\t其他资金\t\t30\t20\t\t\t\n")
    assert amounts(found, "other") == [("revised_budget", "30"), ("executed", "20")]


def test_a_column_that_no_line_fills_is_blank():
    found = tables("\t年度资金总额\t\t120\t90\t10\t75%\t7.5\n", "\t财政拨款\t\t120\t90\t\t\t\n")
    assert amounts(found, "fiscal_appropriation") == [("revised_budget", "120"), ("executed", "90")]


def test_beside_a_line_that_moved_one_with_blanks_is_undecided():
    found = tables("\t\t年度资金总额\t100\t120\t90\t10\t75%\t7.5\n", "\t其他资金\t20\t30\t20\t\t\t\n")
    assert reasons(found) == ["unbound_figure"]


def test_a_reason_is_no_item():
    header = HEADER.replace("\t得分\n", "\t得分\t原因\n")
    found = tables(TOTAL.replace("\n", "\t测试支付滞后\n"), header=header)
    assert columns(found["fund_lines"], "item_printed") == [("年度资金总额",)] * 3


def test_points_may_print_their_word():
    found = tables(TOTAL.replace("\t10\t", "\t10分\t").replace("7.5", "7.5分"))
    assert columns(found["fund_lines"], "item_printed") == [("年度资金总额",)] * 3
    assert columns(found["forms"], "execution_weight_printed", "execution_score_printed") == [("10分", "7.5分")]


def test_an_unknown_column_names_the_nearest_known():
    found = tables(TOTAL, header=HEADER.replace("全年预算数", "全年预算总数"))
    (reject,) = found["rejects"]
    assert reject["reason_code"] == "unknown_header"
    assert "全年预算数" in reject["what"]
    assert (reject["text"], reject["locator"]) == ("全年预算总数", "line:4")


@pytest.mark.parametrize("header", ["资金来源 测试预算栏", "资金来源 测试预算栏 全年预算数"])
def test_an_unknown_column_in_bare_lines(header):
    text = f"项目支出绩效目标表\n\n项目名称 甲\n项目资金（万元）\n{header}\n资金总额 30\n" + TABLE.replace("\t", " ")
    assert "unknown_header" in reasons(read(text))


def test_two_headers_in_bare_lines_each_with_its_side_on_the_line():
    text = (
        "项目支出绩效目标表\n\n项目名称 甲\n项目资金（万元） 收入 资金来源 全年预算数\n资金总额 30\n"
        "支出 资金分配 半年计划执行数 全年预算数\n测试培训费 12 30\n" + TABLE.replace("\t", " ")
    )
    assert columns(read(text)["fund_lines"], "fund_side", "measure", "amount_printed") == [
        ("source", "budget", "30"),
        ("use", "half_year_plan", "12"),
        ("use", "budget", "30"),
    ]


PLACED_HEAD = (
    "项目名称 | 测试样本项目@c7",
    "项目资金（万元）@r2 | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
)

TARGET_TABLE = ("一级指标 | 二级指标 | 三级指标 | 指标值", "产出指标 | 数量指标 | 测试场次 | ≥5场")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("年度资金总额 | 120（其中结转20） | 110 | 104.5 | 10 | 95% | 10", id="the-first-says-more"),
        pytest.param("年度资金总额 | 120 | 约110 | 104.5 | 10 | 95% | 10", id="the-second-is-vague"),
        pytest.param("年度资金总额 | 约120 | 约110 | 约104.5 | 10 | 95% | 10", id="none-is-plain"),
        pytest.param("年度资金总额 | l20.5 | 11O.O | 1O4.5 | 10 | 95% | 10", id="letters-for-digits"),
        pytest.param("年度资金总额 | 120/110 | 110/90 | 104.5/98 | 10 | 95% | 10", id="two-in-each"),
        pytest.param("年度资金总额 | 详见附件 | 110 | 104.5 | 10 | 95% | 10", id="words"),
        pytest.param("年度资金总额 | 120 | 110 | 104.5 | 10（满分） | 95% | 10", id="points-that-say-more"),
    ],
)
def test_an_amount_that_is_no_plain_number_is_neither_an_item_nor_lost(line):
    found = placed(
        *PLACED_HEAD, line, "一级指标 | 二级指标 | 三级指标 | 指标值", "产出指标 | 数量指标 | 测试场次 | ≥5场"
    )
    assert set(reasons(found)) in ({"not_an_amount"}, {"unbound_figure"})
    assert found["forms"][0]["status"] == "quarantined"
    assert found["fund_lines"] == []


@pytest.mark.parametrize("amount", ["约120", "120（其中结转20）", "120/110"])
def test_what_the_money_is_for_is_no_half_read_amount(amount):
    lines = ("项目资金（万元）@r3 | 收入 | 年度资金总额 | 120", f"支出@r2 | 印刷费 | {amount}", "场租费 | 用于3场会议")
    found = placed(PLACED_HEAD[0], *lines, *TARGET_TABLE)
    assert columns(found["rejects"], "reason_code", "text") == [("unbound_figure", amount)]


def test_the_first_odd_amount_is_named():
    found = placed(*PLACED_HEAD, "年度资金总额 | 约120 | 约110 | 约104.5 | 10 | 95% | 10")
    assert columns(found["rejects"], "reason_code", "text")[0] == ("not_an_amount", "约120")


def test_an_item_may_begin_with_its_year():
    found = tables(TOTAL, "\t2023年结转资金\t20\t30\t20\t-\t-\t-\n")
    assert ("2023年结转资金",) in columns(found["fund_lines"], "item_printed")
