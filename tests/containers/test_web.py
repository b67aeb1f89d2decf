"""HTML pages: innermost tables as grids with their spans, the text around them as paragraphs."""

import pytest

from dagster_project.reading.containers import read

from .seen import cells, lines, order, places, refused, rows, spans

TABLE = "<table><tr><td>甲</td><td>乙</td></tr></table>"


def page(body, head=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_tables_and_text_in_order():
    document = read(page(f"<h1>标题</h1><p>前<br>言</p>{TABLE}<div>后</div>").encode())
    assert document.format == "html"
    assert order(document) == ["标题", "前", "言", "[甲]", "后"]
    assert places(document)["言"] == "paragraph:3"
    assert places(document)["乙"] == "table:1/row:1/col:2"


def test_row_and_column_spans():
    table = (
        "<table><tr><td rowspan=2>高</td><td colspan=2>宽</td></tr><tr><td>1</td><td>2</td></tr>"
        "<tr><td>3</td><td rowspan=0>底</td><td>4</td></tr><tr><td>5</td><td>6</td></tr></table>"
    )
    assert spans(read(table.encode())) == {
        "高": (0, 0, 2, 1), "宽": (0, 1, 1, 2), "1": (1, 1, 1, 1), "2": (1, 2, 1, 1),
        "3": (2, 0, 1, 1), "底": (2, 1, 2, 1), "4": (2, 2, 1, 1), "5": (3, 0, 1, 1), "6": (3, 2, 1, 1),
    }  # fmt: skip


@pytest.mark.parametrize("span", ["", "x", "-3", "999999999999", "2.5", "０"])
def test_spans_that_make_no_sense(span):
    document = read(f'<table><tr><td colspan="{span}" rowspan="{span}">甲</td><td>乙</td></tr></table>'.encode())
    assert rows(document) == [["甲", "乙"]]
    assert max(cell.row_span for cell in cells(document)) == 1


def test_a_table_that_lays_out_the_page_is_no_grid():
    body = f"<table><tr><td>导航<br>首页</td><td><p>正文</p>{TABLE}<p>表后</p></td></tr><tr><td>页脚</td></tr></table>"
    assert order(read(page(body).encode())) == ["导航", "首页", "正文", "[甲]", "表后", "页脚"]


def test_a_frame_around_a_text_is_no_grid():
    assert order(read(page("<table><tr><td>只有<p>一格</p></td></tr></table>").encode())) == ["只有", "一格"]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("一<br>二", "一\n二"),
        ("<p>一</p><p>二</p>", "一\n二"),
        ("<div>一<span>二</span></div>", "一二"),
        ("一\n  二", "一 二"),
        ("<pre>一\n二</pre>", "一\n二"),
        ("m<sup>2</sup>", "m²"),
        ("&ge;95&nbsp;%", "≥95\xa0%"),
        ("<b>1,234</b>.<i>50</i>", "1,234.50"),
        ("<input type=checkbox checked>是<input type=radio>否", "☑是☐否"),
        ("<input value='12'><input type=hidden value='99'>", "12"),
        ("<script>document.write('99')</script>12", "12"),
        ("<style>td{color:red}</style>12<!-- 99 -->", "12"),
        ("<span style='display: none'>99</span>12", "12"),
        ("<span hidden>99</span>12", "12"),
        ("<style>.x, p.y {display:none}</style><i class='x z'>99</i>12", "12"),
        ("<style>@media print {.x {display:none}}</style><i class='x'>1</i>2", "12"),
        ("<span style='font-size:0'>99</span>12", "12"),
        ("<div style='font-size:0'><span style='font-size:12px'>12</span></div>", "12"),
        ("<span style='opacity:0.9'>12</span>", "12"),
        ("<span style='color:#fff'>99</span>12", "12"),
        ("<font color=white>99</font>12", "12"),
        ("<div style='background:#00f'><span style='color:#fff'>12</span></div>", "12"),
        ("<o:p>12</o:p>", "12"),
        ("<![if !supportEmptyParas]>12<![endif]>", "12"),
        ("<a href='http://example.invalid/x'>12</a><img src='http://example.invalid/y.png'>", "12"),
    ],
)
def test_what_a_cell_shows(cell, shown):
    assert rows(read(page(f"<table><tr><td>前</td><td>{cell}</td></tr></table>").encode())) == [["前", shown]]


def test_hidden_rows_and_tables():
    body = "<table><tr style='display:none'><td>99</td></tr><tr><td>甲</td><td>乙</td></tr></table>"
    assert rows(read(page(body + f"<div style='display:none'>{TABLE}</div>").encode())) == [["甲", "乙"]]


def test_figures_of_a_table_that_are_not_shown_are_noted():
    hidden = "<table><tr><td>甲</td><td><span style='display:none'>{}</span>乙</td></tr></table>"
    assert read(page(hidden.format("99")).encode()).left_out
    assert not read(page(hidden.format("")).encode()).left_out


@pytest.mark.parametrize(
    "struck",
    [
        "<s>99</s>", "<del>99</del>", "<STRIKE>9<b>9</b></STRIKE>", "<span class=gone>99</span>",
        "<span style='color:red; text-decoration: line-through'>99</span>",
        "<span style='text-decoration-line:line-through'>99</span>",
    ],
)  # fmt: skip
def test_what_is_struck_out_is_left_out_and_noted(struck):
    body = f"<table><tr><td>{struck}12</td><td style='text-decoration:line-through'>98</td><td>乙</td></tr></table>"
    document = read(page(body, "<style>.gone {text-decoration: line-through}</style>").encode())
    assert rows(document) == [["12", "", "乙"]]
    assert document.left_out


def test_text_underlined_is_not_struck_out():
    document = read(
        page("<table><tr><td><u style='text-decoration:underline'>12</u></td><td>乙</td></tr></table>").encode()
    )
    assert rows(document) == [["12", "乙"]]
    assert not document.left_out


def test_a_caption_is_the_first_row():
    document = read(page("<table><caption>标题</caption><tr><td>甲</td><td>乙</td></tr></table>").encode())
    assert rows(document) == [["标题"], ["甲", "乙"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "declared", ["", "<meta charset=gb2312>", '<meta http-equiv="Content-Type" content="text/html; charset=utf-8">']
)
def test_encodings_are_told_by_the_content(encoding, declared):
    assert rows(read(page(TABLE, declared).encode(encoding))) == [["甲", "乙"]]


def test_what_the_page_says_of_its_encoding_counts_before_a_guess():
    data = page("<table><tr><td>預算</td><td>績效</td></tr></table>", "<meta charset=big5>").encode("big5")
    assert rows(read(data)) == [["預算", "績效"]]


def test_a_lost_character_is_doubted_and_many_are_refused():
    data = page(TABLE + "正文" * 1000).encode("gb18030").replace("乙".encode("gb18030"), b"\xff")
    found = {cell.text: cell.doubt for cell in cells(read(data))}
    assert found["甲"] is None
    assert found["\ufffd"].reason_code == "lost_characters"
    assert refused(page(TABLE).encode("gb18030").replace(b"\xd2\xd2", b"\xff\xff\xff\xff\xff")) == "not_text"


def test_what_office_programs_save_as_a_page_under_their_own_names():
    """A .doc or .xls that is really HTML: conditional comments, islands of XML, hidden rows that only hold widths."""
    head = (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        "<head><meta http-equiv=Content-Type content='text/html; charset=gb2312'><meta name=ProgId content=Excel.Sheet>"
        "<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Name>表</x:Name></x:ExcelWorkbook></xml><![endif]--></head><body>"
    )
    table = (
        "<table><![if supportMisalignedColumns]><tr height=0 style='display:none'><td>99</td></tr><![endif]>"
        "<tr><td colspan=2 x:num='0.96'>96%</td><td><span lang=EN-US>1,234</span>.50<o:p></o:p></td></tr></table>"
    )
    document = read((head + table).encode("gb18030"))
    assert document.format == "html"
    assert rows(document) == [["96%", "1,234.50"]]


def test_a_missing_page_is_a_page_without_a_form():
    assert lines(read(page("<h1>404 Not Found</h1>").encode())) == ["404 Not Found"]


def test_tables_inside_another_text():
    assert order(read(f"标题\n\n{TABLE}<table><tr><td>丙</td><td>丁</td></tr></table>".encode())) == [
        "标题",
        "[甲]",
        "[丙]",
    ]


def test_a_page_nested_beyond_sense_is_refused():
    assert lines(read(page("<font>" * 400 + "终").encode())) == ["终"]
    assert refused(page("<div>" * 100_000 + "终").encode()) == "damaged"
    assert refused(page("<table><tr><td>" * 5_000 + "终").encode()) == "damaged"


def test_a_page_saved_with_its_pictures():
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=gb2312\n"
    body = "Content-Transfer-Encoding: base64\n\n"
    import base64

    coded = base64.encodebytes(page(TABLE).encode("gb18030")).decode()
    document = read(f"{head}{body}{coded}\n--x--\n".encode())
    assert document.format == "mhtml"
    assert rows(document) == [["甲", "乙"]]
