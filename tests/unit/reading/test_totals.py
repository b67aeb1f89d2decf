"""The row of totals, subtotals, placeholders and notes: rows of a table that are no indicators."""

import pytest

from .reader import HEAD, columns, figures, only_form, read, reasons, table

HEADER = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
ROWS = ("产出指标 | 数量指标 | 测试场次 | 5场 | 6场 | 50 | 48", " | 质量指标 | 测试合格率 | 95% | 96% | 40 | 40")
FUNDS = "项目资金（万元）\t\t全年预算数\t全年执行数\t分值\t执行率\t得分\n\t年度资金总额\t8\t8\t10\t100%\t10\n"


def totals(*rows: str, head: str = HEAD) -> list[tuple]:
    tables = table(HEADER, *ROWS, *rows, head=head)
    assert [name for (name,) in figures(tables)] == ["测试场次", "测试合格率"]
    return columns(tables["forms"], "weight_total_printed", "score_total_printed")


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("总分 | | | | | 90 | 88", id="as-printed"),
        pytest.param("总分 | | 90 | 88", id="moved"),
        pytest.param(" | 合计： | | | | | 90 | 88", id="moved-right"),
        pytest.param("总计 | | | | / | 90 | 88 | -", id="with-marks-for-none"),
    ],
)
def test_both_totals(row):
    assert totals(row) == [("90", "88")]


def test_points_may_print_their_word():
    assert totals("总分 | | | | | 90分 | 88分") == [("90分", "88分")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("总分 | | | | | 90 | ", ("90", None)),
        ("总分 | | | | | | 88", (None, "88")),
        ("总分 | | | | | | ", (None, None)),
    ],
)
def test_one_total_alone_is_what_its_column_sums_up_to(row, expected):
    assert totals(row) == [expected]


@pytest.mark.parametrize("row", ["总分 | | | | | | 90", "总分 | | | | | 77 | ", "总分 | | | | 90 | | "])
def test_one_total_that_its_column_does_not_sum_up_to_is_undecided(row):
    tables = table(HEADER, *ROWS, row, head=HEAD)
    assert columns(tables["cells"], "reason") == [("undecided_total",)]
    assert reasons(tables) == ["unbound_figure"]


def test_a_total_in_words_is_a_figure_that_was_not_read():
    tables = table(HEADER, *ROWS, "总分 | | | | | 90 | 八十八", head=HEAD)
    assert columns(tables["rejects"], "reason_code", "text") == [("unbound_figure", "八十八")]


def test_a_total_may_hold_the_points_for_execution():
    assert totals("总分 | | | | | 100 | ", head=HEAD + FUNDS) == [("100", None)]


def test_totals_that_do_not_agree_with_their_rows_are_kept_as_printed():
    assert totals("总分 | | | | | 100 | 99") == [("100", "99")]


def test_a_subtotal_is_no_total():
    header_and_first = (HEADER, ROWS[0], "小计 | | | | | 50 | 48", ROWS[1])
    tables = table(*header_and_first, head=HEAD)
    only_form(tables)
    assert columns(tables["forms"], "weight_total_printed") == [(None,)]
    assert len(tables["indicators"]) == 2


@pytest.mark.parametrize(
    "row",
    [
        " | | 指标1： | | | | ",
        " | | …… | | | | ",
        " | 时效指标 | 指标2 | | | | ",
        " | | | | | | ",
        "注：1.测试说明，分值共100分。 | | | | | | ",
        "备注：测试2次 | | | | | | ",
    ],
)
def test_placeholders_and_notes_are_no_indicators(row):
    assert totals(row) == [(None, None)]


def test_a_placeholder_still_opens_its_level():
    tables = table(HEADER, *ROWS, " | 时效指标 | 指标1： | | | | ", " | | 测试进度 | 年底 | 年底 | 5 | 5", head=HEAD)
    assert columns(tables["indicators"], "level2_code", "level3_printed")[2:] == [("timeliness", "测试进度")]


def test_fields_below_the_table_are_fields():
    below = ("自评等级 | 优", "填报人：测试某甲 | | 联系电话：0513-00000000")
    tables = table(HEADER, *ROWS, "总分 | | | | | 90 | 88", *below, head=HEAD)
    assert only_form(tables)["grade_printed"] == "优"
    assert len(tables["contacts"]) == 2
    assert len(tables["indicators"]) == 2


def test_a_line_below_the_table_prints_the_total_score():
    text = f"{HEAD}一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n产出指标\t数量指标\t测试场次\t5场\t5场\t90\t88\n\n"
    assert only_form(read(f"{text}总分：88\n"))["score_total_printed"] == "88"
    assert only_form(read(f"{text}总分：100\n")).get("score_total_printed") is None
