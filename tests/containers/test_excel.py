"""Workbooks: every cell as it is displayed, merged ranges as spans, hidden things left out and noted."""

from datetime import date

import pytest

from dagster_project.reading.containers import read
from dagster_project.reading.containers.excel.sheet import cell_name

from .office import workbook as written
from .office import xls, xlsx
from .seen import cells, lines, order, places, refused, rows, spans


def sheet(*rows_xml, more=""):
    return f"<sheetData>{''.join(rows_xml)}</sheetData>{more}"


def row(*cells_xml, attributes=""):
    return f"<row {attributes}>{''.join(cells_xml)}</row>"


def text(value):
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def fill(book):
    page = book.active
    page.title = "自评表"
    page.append(["项目名称", "测试项目甲", None, "主管部门"])
    page.append(["年初预算数", 1234.5, 0.96, date(2024, 3, 1)])
    page["B2"].number_format, page["C2"].number_format, page["D2"].number_format = (
        "#,##0.00",
        "0%",
        'yyyy"年"m"月"d"日"',
    )
    page.merge_cells("B1:C1")
    page.merge_cells("A2:A4")
    page["B7"] = "另一张表"


def test_a_workbook_as_openpyxl_writes_it():
    document = read(written(fill))
    assert document.format == "excel"
    assert rows(document) == [
        ["项目名称", "测试项目甲", "主管部门"],
        ["年初预算数", "1,234.50", "96%", "2024年3月1日"],
        ["另一张表"],
    ]
    assert spans(document)["测试项目甲"] == (0, 1, 1, 2)
    assert spans(document)["年初预算数"] == (1, 0, 3, 1)
    assert spans(document)["另一张表"] == (6, 1, 1, 1)
    assert places(document)["96%"] == "sheet:自评表/cell:C2"


def test_every_sheet_is_a_grid_and_hidden_ones_are_noted():
    def sheets(book):
        fill(book)
        for name, state in (("藏", "hidden"), ("深藏", "veryHidden"), ("后", "visible")):
            page = book.create_sheet(name)
            page["A1"], page["B1"], page.sheet_state = name, 1, state

    document = read(written(sheets))
    assert order(document) == ["[项目名称]", "[后]"]
    assert document.left_out == ("sheet:藏", "sheet:深藏")


def test_hidden_rows_and_columns_are_left_out_but_not_what_is_merged_over_them():
    def hiding(book):
        page = book.active
        page.append(["甲", "乙", "丙"])
        page.append(["1", "2", "3"])
        page.append(["高", "5", "6"])
        page.append([None, "8", "9"])
        page.merge_cells("A3:A4")
        page.row_dimensions[2].hidden = page.row_dimensions[3].hidden = True
        page.column_dimensions["B"].hidden = True

    document = read(written(hiding))
    assert rows(document) == [["甲", "丙"], ["高"], ["9"]]
    assert document.left_out == ("sheet:Sheet/column:B", "sheet:Sheet/row:2", "sheet:Sheet/row:3")


def test_shared_strings_with_runs_readings_and_escapes():
    strings = "<si><r><t>甲</t></r><r><t>乙</t></r><rPh><t>jia</t></rPh></si><si><t>一_x000a_二</t></si>"
    data = xlsx(
        sheet(row('<c r="A1" t="s"><v>0</v></c>', '<c t="s"><v>1</v></c>', '<c t="s"><v>7</v></c>', text("后"))),
        strings,
    )
    assert rows(read(data)) == [["甲乙", "一\n二", "", "后"]]


def test_styles_give_the_format_of_a_cell():
    styles = (
        '<numFmts><numFmt numFmtId="176" formatCode="0.0%"/></numFmts><cellStyleXfs><xf numFmtId="4"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="176"/><xf numFmtId="14"/></cellXfs>'
    )
    data = xlsx(sheet(row(*(f'<c s="{style}"><v>45352.125</v></c>' for style in (0, 1, 2, 3, 9)))), styles=styles)
    assert rows(read(data)) == [["45352.125", "4535213%", "4535212.5%", "2024/3/1", "45352.125"]]


def test_what_is_struck_out_in_part_or_whole_is_left_out_and_noted():
    run = "<r><rPr><strike/></rPr><t>99</t></r><r><rPr><strike val='0'/></rPr><t>12</t></r>"
    styles = (
        "<fonts><font/><font><strike/></font></fonts>"
        '<cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="0" fontId="1"/></cellXfs>'
    )
    struck = f'<c t="s"><v>0</v></c><c t="inlineStr"><is>{run}</is></c><c s="1"><v>98</v></c><c s="1"/>'
    document = read(xlsx(sheet(row(struck, text("后"))), f"<si>{run}</si>", styles))
    assert rows(document) == [["12", "12", "", "", "后"]]
    assert document.left_out == ("sheet:表/cell:A1", "sheet:表/cell:B1", "sheet:表/cell:C1")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c t="str"><f>A1</f><v>合格</v></c>', "合格"),
        ("<c><f>A1*2</f><v>12</v></c>", "12"),
        ('<c t="str"><f>""</f><v></v></c>', ""),
        ('<c t="d"><v>2024-03-01</v></c>', "2024-03-01"),
        (text("3 MB"), "3 MB"),
    ],
)
def test_kinds_of_cells(cell, shown):
    document = read(xlsx(sheet(row(text("前"), cell, text("后")))))
    assert rows(document) == [["前", shown, "后"]]
    assert [each.doubt for each in cells(document)] == [None, None, None]


def test_a_formula_without_its_value_is_kept_and_doubted():
    document = read(written(lambda book: book.active.append(["合计", "=SUM(B2:B9)"])))
    assert rows(document) == [["合计", "=SUM(B2:B9)"]]
    assert [each.doubt.reason_code if each.doubt else "" for each in cells(document)] == ["", "not_calculated"]


def test_rows_and_cells_may_leave_out_their_names():
    document = read(xlsx(sheet(row(text("甲"), text("乙")), row(text("丙"), attributes='r="5"'), row(text("丁")))))
    assert places(document) == {
        "甲": "sheet:表/cell:A1", "乙": "sheet:表/cell:B1", "丙": "sheet:表/cell:A5", "丁": "sheet:表/cell:A6",
    }  # fmt: skip


def test_what_lies_under_a_merged_cell_is_not_shown():
    merged = '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'
    data = xlsx(sheet(row(text("甲"), text("旧")), row(text("旧"), text("旧"), text("丙")), more=merged))
    assert rows(read(data)) == [["甲"], ["丙"]]


def test_a_merge_over_a_million_rows_costs_nothing():
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert lines(read(xlsx(sheet(row(text("甲"), text("旧")), more=merged)))) == ["甲"]


def test_styled_cells_beyond_the_last_text_are_no_cells():
    data = xlsx(sheet(row(text("甲"), text("乙"), '<c s="1"/>', '<c r="XFD1"/>')))
    assert rows(read(data)) == [["甲", "乙"]]


def test_dates_from_1904():
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    data = xlsx(sheet(row(text("甲"), "<c><v>43890</v></c>")), styles=styles, book='<workbookPr date1904="1"/>')
    assert rows(read(data)) == [["甲", "2024/3/1"]]


@pytest.mark.parametrize("name", ['a "b"', "<甲>", "甲/乙", "'"])
def test_a_sheet_may_have_any_name(name):
    from xml.sax.saxutils import quoteattr

    data = xlsx(sheet(row(text("甲"), text("乙"))), sheets=f'<sheet name={quoteattr(name)} sheetId="1" r:id="rId1"/>')
    assert places(read(data))["乙"] == f"sheet:{name}/cell:B1"


@pytest.mark.parametrize("broken", ["<sheetData><row>", "<sheetData/></worksheet><x>"])
def test_a_broken_sheet_is_refused(broken):
    assert refused(xlsx(broken)) == "damaged"


def test_a_number_that_is_none_is_refused():
    assert refused(xlsx(sheet(row("<c><v>九十</v></c>")))) == "damaged"


@pytest.mark.parametrize(
    ("place", "name"), [((0, 0), "A1"), ((6, 1), "B7"), ((0, 25), "Z1"), ((0, 26), "AA1"), ((9, 16383), "XFD10")]
)
def test_cell_names(place, name):
    assert cell_name(*place) == name


def old(book):
    import xlwt

    page = book.add_sheet("老表")
    percent, money, day = xlwt.XFStyle(), xlwt.XFStyle(), xlwt.XFStyle()
    percent.num_format_str, money.num_format_str, day.num_format_str = "0.00%", "#,##0.00", "yyyy-mm-dd"
    page.write_merge(0, 0, 0, 2, "合并")
    page.write_merge(1, 2, 0, 0, "高")
    page.write(1, 1, 0.965, percent)
    page.write(1, 2, 1234.5, money)
    page.write(2, 1, 45352, day)
    page.write(2, 2, True)
    page.row(4).hidden = True
    page.write(4, 0, "藏行")
    page.write(5, 0, 98.5)
    hidden = book.add_sheet("藏")
    hidden.visibility = 1
    hidden.write(0, 0, "藏")


def test_an_old_workbook():
    document = read(xls(old))
    assert document.format == "xls"
    assert rows(document) == [["合并"], ["高", "96.50%", "1,234.50"], ["2024-03-01", "TRUE"], ["98.5"]]
    assert spans(document)["合并"] == (0, 0, 1, 3)
    assert spans(document)["高"] == (1, 0, 2, 1)
    assert places(document)["96.50%"] == "sheet:老表/cell:B2"
    assert document.left_out == ("sheet:老表/row:5", "sheet:藏")


def test_what_is_struck_out_in_an_old_workbook_is_left_out_and_noted():
    def struck(book):
        import xlwt

        page, style = book.add_sheet("老表"), xlwt.XFStyle()
        style.font.struck_out = True
        page.write_rich_text(0, 0, (("99", style.font), ("12", xlwt.Font()), ("万元", xlwt.Font())))
        page.write(0, 1, 98, style)
        page.write(0, 2, "乙")

    document = read(xls(struck))
    assert rows(document) == [["12万元", "", "乙"]]
    assert document.left_out == ("sheet:老表/cell:A1", "sheet:老表/cell:B1")


def test_a_cut_old_workbook_is_refused():
    data = xls(old)
    assert refused(data[: len(data) // 2]) == "damaged"
