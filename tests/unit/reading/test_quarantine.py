"""What keeps a form out, alone, and what is said of it."""

import pytest

from .reader import HEAD, TARGET_HEAD, columns, figures, read, reasons, table

HEADER = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
ROW = "产出指标 | 数量指标 | 测试场次 | 5场 | 6场 | 50 | 48"
FORM = "项目支出绩效目标表\n\n项目名称\t{name}\n一级指标\t二级指标\t三级指标\t{target}\n产出指标\t数量指标\t测试场次\t≥5场\n\n"
ROW_TABLES = ("fund_lines", "spending_plan", "indicators", "scores", "sections", "statements")


def test_an_unknown_header_names_the_nearest_known():
    tables = table(HEADER.replace("实际完成值", "实际完成数值"), ROW, head=HEAD)
    (reject,) = tables["rejects"]
    assert (reject["reason_code"], reject["form_no"], reject["text"]) == ("unknown_header", 1, "实际完成数值")
    assert "实际完成值" in reject["what"]
    assert "columns.toml" in reject["what_to_do"]
    assert reject["locator"] == "line:4"


@pytest.mark.parametrize("word", ["测试栏", "绩效目标", "年度目标", "考核指标", "存在问题"])
def test_a_word_among_the_columns_that_names_none_is_unknown(word):
    assert reasons(table(HEADER.replace("得分", word), ROW, head=HEAD))[0] == "unknown_header"


def test_a_heading_before_or_above_the_columns_is_no_column():
    above = (
        "评价指标 | | | 年度指标值 | 实际完成值",
        "一级指标 | 二级指标 | 三级指标 | | ",
        "产出指标 | 数量指标 | 测试场次 | 5场 | 6场",
    )
    assert figures(table(*above, head=HEAD), "target", "actual") == [("测试场次", "5场", "6场")]
    before = ("年度绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值", " | 产出指标 | 数量指标 | 测试场次 | 5场")
    assert figures(table(*before), "target") == [("测试场次", "5场")]


def test_a_header_in_two_rows():
    rows = (
        "一级指标 | 二级指标 | 三级指标 | | ",
        " | | | 年度指标值 | 实际完成值",
        "产出指标 | 数量指标 | 测试场次 | 5场 | 6场",
    )
    assert figures(table(*rows, head=HEAD), "target", "actual") == [("测试场次", "5场", "6场")]
    signed = (
        "一级指标 | 二级指标 | 三级指标 | 指标值 | | ",
        " | | | 符号 | 值 | 单位（文字描述）",
        "产出指标 | 数量指标 | 测试场次 | ≥ | 5 | 场",
    )
    assert figures(table(*signed), "operator", "target") == [("测试场次", "≥", "5场")]


def test_a_header_repeated_on_a_new_page_is_no_row():
    tables = table(HEADER, ROW, HEADER, " | | 测试人次 | 5人 | 6人 | 50 | 48", head=HEAD)
    assert columns(tables["indicators"], "level2_code", "level3_printed") == [
        ("quantity", "测试场次"),
        ("quantity", "测试人次"),
    ]


def test_a_column_without_a_header_is_not_guessed():
    assert reasons(table(HEADER.replace("实际完成值", ""), ROW, head=HEAD))
    assert reasons(table(HEADER.replace("年度指标值", ""), ROW, head=HEAD))


def test_a_table_whose_header_is_lost_is_never_prose_or_money():
    rows = "产出指标\t数量指标\t测试场次\t5场\t6场\t50\t48\n\t质量指标\t测试合格率\t95%\t96%\t50\t50\n"
    for above in ("年度目标\t测试目标\n", "项目资金（万元）\t\t全年执行数\n\t年度资金总额\t8\n"):
        tables = read(HEAD + above + rows)
        assert tables["forms"][0]["status"] == "quarantined"
        assert [name for name in ROW_TABLES if tables[name]] == []


def test_a_table_in_bare_lines_whose_header_is_lost_is_never_prose():
    text = "项目支出绩效目标表\n\n项目名称 甲\n项目资金（万元）\n资金总额 8\n年度目标 测试目标\n产出指标 数量指标 测试场次 ≥ 5场\n"
    assert read(text)["forms"][0]["status"] == "quarantined"


def test_a_figure_that_belongs_to_nobody():
    tables = read(HEAD.replace("测试样本项目\n", "测试样本项目\t测试12\n") + table_text())
    assert reasons(tables) == ["unbound_figure"]
    assert columns(tables["cells"], "text", "reason") == [("测试12", "no_label")]


def table_text() -> str:
    return "\n".join(line.replace(" | ", "\t") for line in (HEADER, ROW)) + "\n"


def test_the_share_of_cells_that_must_be_read():
    many = "".join(f"\t\t测试{number}次\t5场\t6场\t50\t48\n" for number in "一二三四五六七八九")
    enough = read(HEAD.replace("测试样本项目\n", "测试样本项目\t测试词\n") + table_text() + many)
    assert columns(enough["forms"], "status", "cells", "cells_bound") == [("loaded", 63, 62)]
    few = read(HEAD.replace("测试样本项目\n", "测试样本项目\t测试词\n") + table_text())
    assert reasons(few) == ["read_share"]
    assert "17" in few["rejects"][0]["what"]


def test_a_quarantined_form_leaves_the_others_alone():
    text = (
        FORM.format(name="甲", target="指标值")
        + FORM.format(name="乙", target="测试栏")
        + FORM.format(name="丙", target="指标值")
    )
    tables = read(text)
    assert columns(tables["forms"], "project_name", "status") == [
        ("甲", "loaded"),
        ("乙", "quarantined"),
        ("丙", "loaded"),
    ]
    assert columns(tables["indicators"], "form_no") == [(1,), (3,)]
    assert columns(tables["rejects"], "form_no", "locator") == [(2, "line:10")]
    assert columns(tables["documents"], "status", "forms", "forms_quarantined") == [("partial", 3, 1)]


def test_a_document_all_of_whose_forms_are_quarantined():
    tables = read(FORM.format(name="乙", target="测试栏"))
    assert columns(tables["documents"], "status") == [("quarantined",)]


def test_a_form_without_indicators_is_loaded_and_flagged():
    tables = read(TARGET_HEAD + "项目资金（万元）\t年度资金总额\t8\n")
    assert columns(tables["forms"], "status") == [("loaded",)]
    assert reasons(tables) == ["no_indicators"]
    assert len(tables["fund_lines"]) == 1


def test_what_a_reject_says_holds_no_text_of_the_document():
    tables = table(HEADER, ROW, " | | 测试场次乙 | 5场 | 9 | 8 | ", head=HEAD)
    (reject,) = tables["rejects"]
    assert "测试" not in reject["what"] + reject["what_to_do"]
    assert "测试场次乙" in reject["text"]


def test_every_cell_of_a_form_is_accounted_for():
    tables = table(HEADER, ROW, "总分 | | | | | 50 | 48", head=HEAD)
    (form,) = tables["forms"]
    assert (form["cells"], form["cells_bound"], tables["cells"]) == (20, 20, [])


@pytest.mark.parametrize("header", ["ZQXW", "（A）", "乛乛乛"])
def test_a_header_that_is_like_nothing_names_one_all_the_same_and_says_so(header):
    found = table(f"一级指标 | 二级指标 | 三级指标 | 指标值 | {header}", "产出指标 | 数量指标 | 测试场次 | ≥5场 | 4")
    (what,) = [reject["what"] for reject in found["rejects"] if reject["reason_code"] == "unknown_header"]
    near = what.split("nearest known: ")[1]
    assert near[:1] not in ("", ".")
    assert near.endswith(". None that it knows is much like it.")


@pytest.mark.parametrize(("year", "expected"), [("2024", []), ("2023", ["other_year"])])
def test_a_column_of_another_year_keeps_the_form_out(year, expected):
    found = table(f"一级指标 | 二级指标 | 三级指标 | 指标值（{year}年）", "产出指标 | 数量指标 | 测试场次 | ≥5场")
    assert reasons(found) == expected


@pytest.mark.parametrize(("value", "reason"), [("", "blank_form"), ("≥5场", "no_form")])
def test_a_blank_template_is_told_from_what_is_not_recognised(value, reason):
    template = "部门整体支出绩效监控表\n一级指标\t二级指标\t三级指标\t指标值（100）\n产出指标\t数量指标\t指标1：\t{}\n总分\t\t\t100\n"
    assert reasons(read(template.replace("监控", "自评").replace("部门整体支出", "测试").format(value)))[:1] == [reason]
