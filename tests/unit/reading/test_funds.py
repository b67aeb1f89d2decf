"""Fund blocks: pairs, headers over lines, groups and totals, units."""

import pytest

from .reader import HEAD, TARGET_HEAD, columns, only_form, read, reasons

TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t测试场次\t≥5场\n"
LINE = ("fund_side", "item_printed", "item_code", "measure", "amount_printed", "unit_printed")


def funds(block: str, head: str = TARGET_HEAD, *names: str) -> list[tuple]:
    tables = read(head + block + "\n" + TABLE)
    only_form(tables)
    return columns(tables["fund_lines"], *(names or LINE))


def test_pairs_of_item_and_amount_in_one_row():
    assert funds("预算规模及资金用途\t预算数\t90万元\t其中：财政资金\t80万元\t其他资金\t 10 万元") == [
        ("whole", "预算数", "total", "budget", "90万元", "万元"),
        ("source", "其中：财政资金", "fiscal_appropriation", "budget", "80万元", "万元"),
        ("source", "其他资金", "other", "budget", "10 万元", "万元"),
    ]


def test_what_money_is_for_is_prose():
    tables = read(TARGET_HEAD + "预算规模及资金用途\t预算数\t90万元\n\t测试用于培训\n" + TABLE)
    assert columns(tables["sections"], "section_code", "text") == [("use_of_funds", "测试用于培训")]


def test_items_and_amounts_below_a_block_label():
    block = "项目资金\n（万元）\t年度资金总额:\t\t214.50\n\t其中:财政拨款\t\t200.00\n\t上年结转\t\t14.50\n"
    assert funds(block.replace("\n（", "（")) == [
        ("source", "年度资金总额:", "total", "budget", "214.50", "万元"),
        ("source", "其中:财政拨款", "fiscal_appropriation", "budget", "200.00", "万元"),
        ("source", "上年结转", "prior_year_carryover", "budget", "14.50", "万元"),
    ]


BOTH_SIDES = """项目资金(万元)\t收入\t资金来源\t\t全年(程)预算数
\t\t资金总额\t\t30
\t\t财政拨款\t小计\t20
\t\t\t一般公共预算资金\t15
\t\t\t政府性基金预算\t5
\t\t其他资金\t\t10
\t支出\t资金分配\t半年(程)计划执行数\t全年(程)预算数
\t\t资金总额\t12\t30
\t\t测试培训费\t10\t25
\t\t测试会议费\t2\t5
"""


def test_both_sides_with_halves_of_a_year():
    assert funds(BOTH_SIDES, TARGET_HEAD, "row_no", "fund_side", "item_printed", "measure", "amount_printed") == [
        (1, "source", "资金总额", "budget", "30"),
        (2, "source", "小计", "budget", "20"),
        (3, "source", "一般公共预算资金", "budget", "15"),
        (4, "source", "政府性基金预算", "budget", "5"),
        (5, "source", "其他资金", "budget", "10"),
        (6, "use", "资金总额", "half_year_plan", "12"),
        (6, "use", "资金总额", "budget", "30"),
        (7, "use", "测试培训费", "half_year_plan", "10"),
        (7, "use", "测试培训费", "budget", "25"),
        (8, "use", "测试会议费", "half_year_plan", "2"),
        (8, "use", "测试会议费", "budget", "5"),
    ]


def test_rows_stand_under_their_subtotal_and_total():
    assert funds(BOTH_SIDES, TARGET_HEAD, "row_no", "item_code", "line_role", "parent_row_no")[:6] == [
        (1, "total", "total", None),
        (2, "fiscal_appropriation", "subtotal", 1),
        (3, "general_public_budget", "part", 2),
        (4, "government_managed_funds", "part", 2),
        (5, "other", "part", 1),
        (6, "total", "total", None),
    ]


@pytest.mark.parametrize(
    ("lines", "parents"),
    [
        pytest.param("其中：财政资金|财政专户管理资金|单位资金|其他资金", [None, 1, 1, 1, 1], id="four-named-together"),
        pytest.param(
            "其中：财政资金|一般公共预算资金|财政专户管理资金|其他资金", [None, 1, 2, 2, 1], id="a-part-among-them"
        ),
        pytest.param("其中：财政资金|上级资金|本级资金|其他资金", [None, 1, 2, 2, 1], id="parts-alone"),
    ],
)
def test_what_is_named_beside_a_group_is_no_part_of_it(lines, parents):
    block = "\n".join(
        f"\t{item}\t\t{amount}" for item, amount in zip(["年度资金总额", *lines.split("|")], "73211", strict=True)
    )
    assert [row for (row,) in funds(f"项目资金（万元）{block}", TARGET_HEAD, "parent_row_no")] == parents


def test_a_group_that_prints_its_sum_holds_what_may_stand_beside_it():
    block = BOTH_SIDES.replace("政府性基金预算", "财政专户管理资金").replace("\t\t\t一般公共预算资金\t15\n", "")
    assert funds(block, TARGET_HEAD, "item_code", "parent_row_no")[2] == ("fiscal_special_account", 2)


def test_bare_lines_with_headers_and_items_over_lines():
    block = (
        "项目资金\n（万元）\n\n收入\n\n资金来源 全年（程）\n预算数\n资金总额 30\n\n财政拨款\n\n小计 20\n一般公共预算资金 20\n"
        "其他资金\n\n支出\n资金分配 半年（程）计划执行数 全年（程）预算数\n资金总额 12 30\n测试培训及\n会议费用 12 30\n"
    )
    tables = read("项目支出绩效目标表\n\n项目名称 测试样本项目\n" + block + TABLE.replace("\t", " "))
    only_form(tables)
    assert columns(tables["fund_lines"], "fund_side", "item_printed", "measure", "amount_printed") == [
        ("source", "资金总额", "budget", "30"),
        ("source", "小计", "budget", "20"),
        ("source", "一般公共预算资金", "budget", "20"),
        ("use", "资金总额", "half_year_plan", "12"),
        ("use", "资金总额", "budget", "30"),
        ("use", "测试培训及会议费用", "half_year_plan", "12"),
        ("use", "测试培训及会议费用", "budget", "30"),
    ]


NATIONAL = """项目资金（万元）\t\t年初预算数\t全年预算数（A）\t全年执行数（B）\t分值\t执行率（B/A）\t得分
\t年度资金总额：\t100\t120\t118.8\t10\t99%\t9.9
\t其中：当年财政拨款\t100\t120\t118.8\t-\t\t-
\t其他资金\t\t\t\t-\t\t-
"""


def test_three_measures_and_the_points_for_execution():
    tables = read(HEAD + NATIONAL + TABLE)
    assert columns(tables["fund_lines"], "item_code", "measure", "amount_printed") == [
        ("total", "original_budget", "100"),
        ("total", "revised_budget", "120"),
        ("total", "executed", "118.8"),
        ("fiscal_appropriation", "original_budget", "100"),
        ("fiscal_appropriation", "revised_budget", "120"),
        ("fiscal_appropriation", "executed", "118.8"),
    ]
    names = ("execution_weight_printed", "execution_rate_printed", "execution_score_printed")
    assert columns(tables["forms"], *names) == [("10", "99%", "9.9")]


def test_a_target_form_prints_one_budget():
    assert funds("项目资金（万元）\t\t全年预算数\n\t年度资金总额\t8", TARGET_HEAD, "measure") == [("budget",)]
    assert funds("项目资金（万元）\t\t全年预算数\n\t年度资金总额\t8", HEAD, "measure") == [("revised_budget",)]


def test_money_of_several_years_is_no_budget_of_the_year():
    across = "项目资金（万元）\t中期资金总额：\t90\t年度资金总额：\t30\n\t其中：财政拨款\t80\t其中：财政拨款\t20\n"
    down = "项目资金（万元）\t中期资金总额：\t90\n\t其中：财政拨款\t80\n\t年度资金总额：\t30\n\t其中：财政拨款\t20\n"
    for block in (across, down):
        assert sorted(funds(block, TARGET_HEAD, "measure", "item_code", "amount_printed")) == [
            ("budget", "fiscal_appropriation", "20"),
            ("budget", "total", "30"),
            ("mid_term_budget", "fiscal_appropriation", "80"),
            ("mid_term_budget", "total", "90"),
        ]


@pytest.mark.parametrize(
    ("block", "units"),
    [
        pytest.param("项目资金（万元）\t年度资金总额\t8", ["万元"], id="of-the-block"),
        pytest.param("项目资金\t\t预算数（元）\n\t年度资金总额\t8", ["元"], id="of-the-header"),
        pytest.param("项目资金\t年度资金总额\t8千元", ["千元"], id="of-the-cell"),
        pytest.param("项目资金（万元）\t年度资金总额\t80000元", ["元"], id="the-cell-before-the-block"),
        pytest.param("金额单位：元\n项目资金\t年度资金总额\t8", ["元"], id="of-the-form"),
        pytest.param("金额单位：人民币万元\n项目资金\t年度资金总额\t8", ["万元"], id="of-the-form-with-words"),
        pytest.param(
            "项目资金\t\t年初预算数（万元）\t全年执行数（元）\n\t年度资金总额\t8\t80000",
            ["万元", "元"],
            id="of-each-column",
        ),
    ],
)
def test_the_unit_of_an_amount(block, units):
    assert [unit for (unit,) in funds(block, HEAD, "unit_printed")] == units


@pytest.mark.parametrize("line", ["", "单位：测试样本县测试局\n"], ids=["none", "an-office-is-no-unit"])
def test_an_amount_without_a_unit_quarantines_its_form(line):
    assert reasons(read(TARGET_HEAD + line + "项目资金\t年度资金总额\t8\n" + TABLE)) == ["unit_unknown"]


def test_nothing_is_nothing_in_any_unit():
    assert funds("项目资金\t年度资金总额\t0.00", TARGET_HEAD, "amount_printed", "unit_printed") == [("0.00", None)]


@pytest.mark.parametrize(
    ("page", "money", "expected"),
    [
        ("元", "120", ["two_units"]),
        ("万元", "120", []),
        ("元", "120万元", []),
        ("元", "0", []),
    ],
)
def test_a_block_in_another_unit_than_its_page_is_in_neither_for_sure(page, money, expected):
    form = f"项目资金（万元）\t\t全年预算数\n\t年度资金总额\t{money}\n" + TABLE
    assert reasons(read(f"金额单位：{page}\n\n" + TARGET_HEAD + form)) == expected
    assert reasons(read(TARGET_HEAD + f"金额单位\t{page}\n" + form)) == expected
