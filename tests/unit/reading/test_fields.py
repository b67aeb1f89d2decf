"""Header fields, tick boxes and contacts."""

import json

import pytest

from .reader import columns, only_form, read

TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t测试场次\t≥5场\n"


def form(rows: str, title: str = "项目支出绩效目标表") -> dict:
    return only_form(read(f"{title}\n\n{rows}\n{TABLE}"))


def test_fields_of_a_grid():
    found = form(
        "项目名称\t51000024T000010000001-测试样本项目\t主管部门\t[602]测试样本局\n"
        "实施单位（盖章）\t602001-测试样本中心\t开始时间\t2024年1月\n项目期\t3年\t完成时间\t2024年12月"
    )
    assert (
        found
        | {
            "project_name": "测试样本项目",
            "project_code_printed": "51000024T000010000001",
            "supervising_department_printed": "[602]测试样本局",
            "supervising_department_name": "测试样本局",
            "supervising_department_code_printed": "602",
            "implementing_unit_name": "测试样本中心",
            "implementing_unit_code_printed": "602001",
            "start_printed": "2024年1月",
            "end_printed": "2024年12月",
            "term_printed": "3年",
        }
        == found
    )


def test_a_value_wrapped_over_bare_lines_goes_on_until_the_next_label():
    found = form("项目名称 测试样本项目\n\n实施单位：\n测试样本市人力资源\n\n服务中心\n项目级次\n市本级 √\n")
    assert found["implementing_unit_printed"] == "测试样本市人力资源服务中心"
    assert found["government_tier_printed"] == "市本级"


def test_words_of_one_line_keep_their_blank():
    assert form("项目名称 测试 样本 项目\n")["project_name_printed"] == "测试 样本 项目"


def test_what_stands_first_serves():
    assert form("项目名称\t甲\n填报单位\t乙局\n填报单位\t丙局")["reporting_unit_printed"] == "乙局"


@pytest.mark.parametrize(
    ("ticks", "printed", "code"),
    [
        ("常年安排√\t分年安排\t一次性安排", "常年安排", "permanent"),
        ("常年安排\t分年安排 √\t一次性安排", "分年安排", "staged"),
        ("√常年安排 □分年安排 □一次性安排", "常年安排", "permanent"),
        ("□新增项目 ☑延续项目", "延续项目", "continued"),
        ('常年安排 <input type="checkbox"/> 一次性安排 <input checked="" type="checkbox"/>', "一次性安排", "one_off"),
        ("新增项目□延续项目√", "延续项目", "continued"),
        ("经常性项目", "经常性项目", "permanent"),
        ("常年安排\t分年安排\t一次性安排", None, None),
    ],
)
def test_ticks_before_and_after_their_words(ticks, printed, code):
    found = form(f"项目名称\t甲\n项目属性\t{ticks}")
    assert (found.get("recurrence_printed"), found.get("recurrence_code")) == (printed, code)


def test_a_tick_gives_its_own_field_a_value():
    found = form("项目名称\t甲\n项目属性\t常年安排√\t项目级次\t市本级√\n项目类别\t其他运转类√\t转移支付")
    names = ("recurrence_code", "government_tier_printed", "category_code")
    assert columns([found], *names) == [("permanent", "市本级", "operating")]


@pytest.mark.parametrize("line", ["(2023年度)", "（2023）", "(2023 年)", "2023年度", "预算年度\t2023"])
def test_the_fiscal_year_of_a_form(line):
    found = form(f"{line}\n项目名称\t甲")
    assert (found["fiscal_year"], found["fiscal_year_printed"]) == (2023, "2023")


def test_the_year_of_a_title_serves_where_no_line_has_one():
    assert form("项目名称\t甲", "项目支出绩效目标表（2022年度）")["fiscal_year"] == 2022


def test_a_page_number_is_no_value():
    found = form("项目名称 甲\n-3-\n主管部门 乙局\n第4页\n")
    assert (found["project_name_printed"], found["supervising_department_printed"]) == ("甲", "乙局")


@pytest.mark.parametrize(
    "row",
    [
        "项目负责人/联系电话\t测试某甲/0513-00000000",
        "项目负责人\t测试某甲\t联系电话\t0513-00000000",
        "项目负责人/联系电话 测试某甲/0513-00000000\t",
        "项目负责人：测试某甲\t联系电话：0513-00000000",
    ],
)
def test_contacts_never_land_in_fields(row):
    tables = read(f"项目支出绩效目标表\n\n项目名称\t甲\n{row}\n{TABLE}")
    assert only_form(tables)["contact_was_printed"]
    assert sorted(columns(tables["contacts"], "kind", "value")) == [("name", "测试某甲"), ("number", "0513-00000000")]
    rest = json.dumps({name: rows for name, rows in tables.items() if name != "contacts"}, default=str)
    assert json.dumps("测试某甲").strip('"') not in rest
    assert "00000000" not in rest


def test_a_contact_in_bare_lines_may_be_wrapped():
    tables = read("项目支出绩效目标表\n\n项目名称 甲\n项目负责人/联系电话\n测试某甲\n0513-00000000\n" + TABLE)
    assert len(tables["contacts"]) == 2
    assert tables["cells"] == []


def test_a_cell_without_a_label_belongs_to_nobody():
    tables = read("项目支出绩效目标表\n\n项目名称\t甲\t测试乙\n" + TABLE)
    assert columns(tables["cells"], "text", "reason") == [("测试乙", "no_label")]


YEAR_BEFORE = "同名项目上年预算额（元）：\t120\t同名项目上年预算执行数（元）：\t110\n"
GOALS = "一级目标\t二级目标\t三级目标\t目标值\n投入和管理目标\t投入管理\t预算执行率\t=100%\n"


@pytest.mark.parametrize("order", [slice(None), slice(None, None, -1)])
def test_the_budget_of_a_whole_project_beside_that_of_its_year_is_of_several_years(order):
    pairs = [("项目总预算（元）：", "2,860,000"), ("项目当年预算（元）：", "2,600,000")][order]
    text = "项目名称：\t测试样本项目\n" + "\t".join(each for pair in pairs for each in pair) + f"\n{YEAR_BEFORE}{GOALS}"
    tables = read("财政项目支出绩效目标表（2024年）\n\n" + text)
    only_form(tables)
    assert sorted(columns(tables["fund_lines"], "measure", "fund_side", "amount_printed", "unit_printed")) == [
        ("budget", "whole", "2,600,000", "元"),
        ("mid_term_budget", "whole", "2,860,000", "元"),
    ]
    assert columns(tables["indicators"], "level1_code", "level2_code", "level3_printed", "target_printed") == [
        ("input", "funding", "预算执行率", "=100%")
    ]


def test_the_budget_of_a_project_alone_is_its_budget():
    tables = read(f"财政项目支出绩效目标表（2024年）\n\n项目名称\t测试样本项目\n项目总预算（元）\t50\n{GOALS}")
    assert columns(tables["fund_lines"], "measure", "amount_printed") == [("budget", "50")]
