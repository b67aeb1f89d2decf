"""Plain text: cells between tabs, one cell per line, bare lines."""

from dagster_project.reading import containers

from .reader import blocks, locators


def test_lines_with_tabs_are_rows_and_lines_without_are_paragraphs():
    assert blocks("测试标题\n甲\t乙\n丙\t\n\n测试结尾") == ["测试标题", [["甲", "乙"], ["丙", ""]], "测试结尾"]


def test_a_tab_alone_is_an_empty_cell_but_an_empty_line_is_none():
    assert blocks("甲\t乙\n\t\n丙\t丁") == [[["甲", "乙"], ["", ""], ["丙", "丁"]]]


def test_one_cell_per_line_makes_a_row_of_a_run():
    assert blocks("\t甲\n\t乙\n\n\t丙\n\t\n") == [[["甲", "乙"], ["丙", ""]]]


def test_a_line_without_a_tab_goes_on_with_the_cell_above():
    document = containers.read("\t项目\n编码\n\t乙\n".encode())
    assert blocks("\t项目\n编码\n\t乙\n") == [[["项目\n编码", "乙"]]]
    assert locators(document) == ["line:1-2", "line:3"]


def test_a_lead_before_the_first_tab_is_a_paragraph():
    assert blocks("测试标题\n\t甲\n\t乙\n") == ["测试标题", [["甲", "乙"]]]


def test_two_tabs_before_a_cell_are_blanks():
    assert blocks("\t甲\n\t\t乙 \n") == [[["甲", "乙"]]]


def test_bare_lines_keep_their_places():
    document = containers.read("项目名称 测试样本项目\n\n主管部门\n测试样本局".encode())
    assert locators(document) == ["line:1", "line:3", "line:4"]


def test_markup_in_a_cell_is_taken_off():
    text = '常年安排 <input checked="" type="checkbox"/>\t<p>测试</p>甲<br>乙 &lt;5\n'
    assert blocks(text) == [[["常年安排 ☑", "测试\n甲\n乙 <5"]]]
