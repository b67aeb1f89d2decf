"""Texts, Markdown and CSV: what tells them apart, encodings, what is taken out of every text."""

import pytest

from dagster_project.reading.containers import read
from dagster_project.reading.containers.cleaning import clean, doubt_of
from dagster_project.reading.document import Paragraph

from .seen import cells, lines, places, refused, rows

CSV = '项目,预算数,执行数\n甲,"1,000.50",3\n乙,"多\n行",4\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_in_any_encoding(encoding):
    document = read("项目名称\t测试项目甲\n没有表格".encode(encoding))
    assert document.format == "text"
    assert rows(document) == [["项目名称", "测试项目甲"]]
    assert lines(document) == ["没有表格"]


def test_markdown_by_its_rule():
    document = read("# 标题\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | a\\|b |\n".encode())
    assert document.format == "markdown"
    assert lines(document) == ["标题"]
    assert rows(document) == [["甲", "乙"], ["1", "a|b"]]
    assert places(document)["1"] == "line:5"


@pytest.mark.parametrize("mark", [",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_by_its_regular_lines(mark, encoding):
    document = read(CSV.replace(",", mark).replace(f"1{mark}000", "1,000").encode(encoding))
    assert document.format == "csv"
    assert rows(document) == [["项目", "预算数", "执行数"], ["甲", "1,000.50", "3"], ["乙", "多\n行", "4"]]
    assert places(document)["4"] == "table:1/row:3/col:3"


def test_csv_between_tabs_where_quotation_marks_hold_cells_together():
    assert rows(read('甲\t"一\n二"\t丙\n1\t2\t3\n4\t5\t6\n'.encode("utf-16"))) == [
        ["甲", "一\n二", "丙"],
        ["1", "2", "3"],
        ["4", "5", "6"],
    ]


@pytest.mark.parametrize(
    "text", ["项目,预算\n甲,1\n乙,2\n", "一句话, 两句话, 三句话\n另一句\n又一句\n", "a,b,c\n1,2\n3\n4,5,6,7\n"]
)
def test_a_text_with_commas_is_no_csv(text):
    assert read(text.encode()).format == "text"


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_cells_that_look_like_formulas_are_text(value):
    assert rows(read(f'甲,乙,丙\n"{value}",2,3\n4,5,6\n'.encode()))[1][0] == value


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty_file"),
        (b" \r\n\t\x00", "empty_file"),
        (bytes(range(256)) * 20, "not_text"),
        (b"\xff\xff\xff\xff\xff\xff", "not_text"),
        ("甲乙丙".encode()[:-1] + b"\xff\xff", "not_text"),
    ],
)
def test_what_is_no_text(data, reason):
    assert refused(data) == reason


def test_a_text_that_breaks_off_inside_a_character_is_read_and_noted():
    for encoding in ("utf-8", "gb18030", "utf-16"):
        document = read("第一行\n第二行".encode(encoding)[:-1])
        assert lines(document) == ["第一行", "第二"]
        assert [(problem.reason_code, problem.locator) for problem in document.problems] == [("cut_short", "line:2")]


def test_three_megabytes_on_one_line():
    text = "测试" * 500_000
    assert lines(read(text.encode())) == [text]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\x00b\x07c\x1b[31md", "abc[31md"),
        ("12\u202e34\u202c", "1234"),
        ("\u2066甲\u2069\u200b乙\ufeff\u200f", "甲乙"),
        ("一\r\n二\r三\u2028四\x0b五\x85六", "一\n二\n三\n四\n五\n六"),
        ("制\t表", "制\t表"),
        ("甲\ud800乙\u00ad丙", "甲乙丙"),
        ("≥95％\u3000甲", "≥95％\u3000甲"),
        ("e\U000e0041e", "ee"),
    ],
)
def test_what_is_not_seen_is_taken_out(text, cleaned):
    assert clean(text) == cleaned


def test_figures_that_are_shown_backwards_are_doubted():
    assert doubt_of("\u202e321").reason_code == "runs_backwards"
    assert doubt_of("\u200f321") is None
    document = read("甲\t\u202e321\u202c\n乙\t2".encode())
    assert [(cell.text, cell.doubt.reason_code if cell.doubt else "") for cell in cells(document)] == [
        ("甲", ""), ("321", "runs_backwards"), ("乙", ""), ("2", ""),
    ]  # fmt: skip


def test_paragraphs_are_cleaned_too():
    assert read("甲\u202d12".encode()).blocks[0] == Paragraph("甲12", "line:1", doubt_of("\u202d"))


def test_a_figure_with_the_mark_of_a_footnote_is_doubted():
    """131.2¹ is no 131.21; a unit may be raised."""
    document = read("项目\t131.2¹\t5m²\n乙\t131.2<sup>1</sup>\t6km<sup>2</sup>\n".encode())
    doubted = {cell.text: cell.doubt.reason_code for cell in document.blocks[0].cells if cell.doubt}
    assert set(doubted.values()) == {"raised_digit"}
    assert "131.2¹" in doubted
    assert not any("m" in text for text in doubted)
