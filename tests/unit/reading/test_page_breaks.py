"""Rows that a page break cuts, titles that a new page repeats, sheets that end a form."""

from typing import Any

import pytest

from dagster_project.reading.document import Cell, Document, Grid, Paragraph
from dagster_project.reading.tabulating import Tables, document_rows

from .reader import SOURCE, columns, figures, only_form, reasons

NAME = "项目名称 | 测试样本项目 | | | | | "
HEADER = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
FIRST = "产出指标 | 数量指标 | 测试场次 | ≥5场 | 5场 | 40 | 40"
CUT = "产出指标 | 质量指标 | 测试质量合 | =100% | 100% | 50 | 50"


def grid(place: str, *lines: str) -> Grid:
    texts = [[part.strip() for part in line.split("|")] for line in lines]
    found = (
        Cell(
            text,
            row,
            col,
            f"{place}/{'cell:' + 'ABCDEFG'[col] + str(row + 1) if 'sheet' in place else f'row:{row + 1}/col:{col + 1}'}",
        )
        for row, line in enumerate(texts)
        for col, text in enumerate(line)
    )
    return Grid(tuple(found), is_placed=True)


def read(*blocks: Any) -> Tables:
    return document_rows(SOURCE, Document("pdf", (Paragraph("项目支出绩效自评表", "page:1/line:1"), *blocks)), "")


def over_page(*second: str, first: tuple[str, ...] = (FIRST, CUT)) -> Tables:
    return read(grid("page:1/table:1", NAME, HEADER, *first), grid("page:2/table:1", *second))


def test_the_rest_of_a_name_joins_its_row():
    found = over_page(" | | 格率 | | | | ")
    assert figures(found, "target", "score")[1] == ("测试质量合格率", "=100%", "50")


def test_below_a_repeated_header_too():
    found = over_page(HEADER, " | | 格率 | | | | ")
    assert figures(found, "target")[1] == ("测试质量合格率", "=100%")


def test_the_rest_of_a_label_joins_its_label():
    cut = "效益指标 | 社会效益指 | 测试影 | 提升 | 提升 | 50 | 50"
    found = over_page(" | 标 | 响 | | | | ", first=(FIRST, cut))
    only_form(found)
    assert columns(found["indicators"], "level2_printed", "level3_printed")[1] == ("社会效益指标", "测试影响")


def test_a_row_of_its_own_is_one():
    found = over_page("效益指标 | 社会效益指标 | 测试影响 | 提升 | 提升 | 10 | 10")
    assert [name for name, _ in figures(found, "score")] == ["测试场次", "测试质量合", "测试影响"]


def test_a_row_without_the_points_that_others_print_may_be_either():
    found = over_page(" | | 格率 | 0% | 0% | | ")
    assert reasons(found) == ["undecided_columns"]


def test_a_title_that_a_new_page_repeats_begins_no_form():
    found = over_page(
        "项目支出绩效自评表 | | | | | | ", HEADER, "效益指标 | 社会效益指标 | 测试影响 | 提升 | 提升 | 10 | 10"
    )
    assert len(found["forms"]) == 1
    assert len(figures(found, "score")) == 3


def test_the_same_title_above_another_project_does():
    second = ("项目支出绩效自评表 | | | | | | ", "（2024年度） | | | 单位：万元 | | | ", NAME, HEADER, FIRST)
    assert columns(over_page(*second)["forms"], "form_no", "fiscal_year_printed") == [(1, None), (2, "2024")]


@pytest.mark.parametrize("note", ["填报说明", "本表由各单位填写，共3页。"])
def test_another_sheet_is_no_part_of_a_form_that_has_its_table(note):
    found = read(grid("sheet:甲", NAME, HEADER, FIRST, CUT), grid("sheet:乙", f"{note} | | | | | | "))
    assert len(figures(found, "score")) == 2


def test_a_form_may_go_on_in_the_next_sheet():
    found = read(grid("sheet:甲", NAME), grid("sheet:乙", HEADER, FIRST, CUT))
    assert len(figures(found, "score")) == 2
