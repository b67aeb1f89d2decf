"""Markdown: tables between bars, headings, paragraphs."""

from dagster_project.reading import containers

from .reader import blocks, locators


def test_a_table_and_the_lines_around_it():
    text = "# 测试标题\n\n测试段落\n\n| 甲 | 乙 |\n|---|---|\n| 丙 |  |\n"
    assert blocks(text) == ["测试标题", "测试段落", [["甲", "乙"], ["丙", ""]]]


def test_a_rule_is_no_row_wherever_it_stands():
    assert blocks("| 甲 | 乙 |\n|:--|--:|\n| 丙 | 丁 |\n|---|---|\n| 戊 | 己 |\n") == [
        [["甲", "乙"], ["丙", "丁"], ["戊", "己"]]
    ]


def test_a_blank_header_row_is_a_row_of_blank_cells():
    assert blocks("|  |  |\n|---|---|\n| 甲 | 乙 |\n") == [[["", ""], ["甲", "乙"]]]


def test_breaks_boxes_and_escaped_bars_in_a_cell():
    text = '| 项目<br>资金 | <input checked type="checkbox"> | <input type="checkbox"> | 甲\\|乙 |\n|---|---|---|---|\n'
    assert blocks(text) == [[["项目\n资金", "☑", "☐", "甲|乙"]]]


def test_a_row_may_have_fewer_cells_than_the_header():
    assert blocks("| 甲 | 乙 | 丙 |\n|---|---|---|\n| 丁 |\n") == [[["甲", "乙", "丙"], ["丁"]]]


def test_locators_are_lines_of_the_file():
    document = containers.read("# 测试\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n".encode())
    assert document.format == "markdown"
    assert locators(document) == ["line:1", "line:3", "line:3", "line:5", "line:5"]


def test_what_is_struck_out_is_left_out_and_noted():
    document = containers.read(
        "| ~~180~~120 | <del>99</del>12 | ~~9~~ | 5~10 |\n|---|---|---|---|\n\n~~旧~~新\n".encode()
    )
    assert [cell.text for cell in document.blocks[0].cells] == ["120", "12", "", "5~10"]
    assert document.blocks[1].text == "新"
    assert document.left_out == ("line:1", "line:4")
