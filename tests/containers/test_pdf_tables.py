"""PDF tables: cells and spans from the ruling lines, over pages, turned pages, tables without lines."""

import pytest
from reportlab.lib.pagesizes import landscape

from dagster_project.reading.containers import read

from .papers import A4, FONT, GRID, PageBreak, Spacer, drawn, line, pages, table, title
from .seen import cells, lines, order, places, rows, spans

WIDTHS = [60, 70, 70, 120, 70, 40]
HEAD = ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "分值"]


def indicators(count):
    """Rows of indicators; every figure is another one."""
    return [
        ["", "产出指标" if not n else "", "数量指标", f"测试指标{n}", f"≥{n * 7 + 3}个", f"{n}.5"] for n in range(count)
    ]


def form(count, *styles, repeat=0, fields=True):
    head = [["项目名称", "测试项目甲", "", "主管部门", "测试样本局", ""]] if fields else []
    spanned = [("SPAN", (1, 0), (2, 0)), ("SPAN", (4, 0), (5, 0))] if fields else []
    return table([*head, HEAD, *indicators(count)], WIDTHS, *spanned, *styles, repeat=repeat)


def test_a_ruled_table_with_merged_cells():
    rows_set = [
        ["项目名称", "测试项目甲", "", "", "主管部门", "乙"],
        HEAD,
        ["", "甲", "数量", "名", "≥3个", "1"],
        ["", "", "质量", "名二", "≤4%", "2"],
    ]
    merged = [("SPAN", (1, 0), (3, 0)), ("SPAN", (1, 2), (1, 3)), ("SPAN", (0, 1), (0, 3))]
    document = read(pages(title(), line("（2024年度）"), table(rows_set, WIDTHS, GRID, *merged), line("注：测试")))
    assert document.format == "pdf"
    assert order(document) == ["项目支出绩效自评表", "（2024年度）", "[项目名称]", "注：测试"]
    found = spans(document)
    assert found["测试项目甲"] == (0, 1, 1, 3)
    assert found["绩效指标"] == (1, 0, 3, 1)
    assert found["甲"] == (2, 1, 2, 1)
    assert found["≤4%"] == (3, 4, 1, 1)
    assert places(document)["≤4%"] == "page:1/table:1/row:4/col:5"
    assert places(document)["（2024年度）"] == "page:1/line:2"
    assert [cell.doubt for cell in cells(document) if cell.doubt] == []


def test_text_that_runs_over_lines_in_its_cell():
    rows_set = [["三级指标", "值"], [line("一个长得在格子里要分成好几行才能放下的指标名称"), "≥98.5%"]]
    found = rows(read(pages(title(), table(rows_set, [80, 60], GRID))))[1]
    assert found == ["一个长得在格子\n里要分成好几行\n才能放下的指标\n名称", "≥98.5%"]


@pytest.mark.parametrize("repeat", [0, (1,)], ids=["plain", "repeated"])
def test_a_table_that_runs_over_pages_keeps_its_columns(repeat):
    document = read(pages(title(), form(90, GRID, repeat=repeat), running="测试县公开", numbers="- {} -"))
    grids = [block for block in document.blocks if hasattr(block, "cells")]
    assert len(grids) == 3
    values = [(cell.text, cell.col) for cell in cells(document) if cell.text.startswith("≥")]
    assert values == [(f"≥{n * 7 + 3}个", 4) for n in range(90)]
    assert [cell.col for cell in cells(document) if cell.text == "一级指标"] == ([1, 1, 1] if repeat else [1])
    assert lines(document) == ["测试县公开", "项目支出绩效自评表"]  # the running title once, no page numbers


def test_a_page_that_has_no_word_of_a_form_goes_on_with_its_table():
    """Its columns are those of the page before, where other lines cut the table finer."""
    rows_set = [["甲", "≥1个", "5"] for _ in range(90)]
    head = table([["绩效目标", "", "半", "边"]], [100, 100, 50, 50], GRID, ("SPAN", (0, 0), (1, 0)))
    document = read(pages(title(), head, table(rows_set, [100, 100, 100], GRID)))
    assert {cell.col for cell in cells(document) if cell.text == "5"} == {2}
    assert {cell.col_span for cell in cells(document) if cell.text == "5"} == {2}
    assert sum(cell.text == "5" for cell in cells(document)) == 90


def test_another_form_on_the_next_page_keeps_its_title():
    """A title that stands in the same place on every page is no running title: it is set in larger type."""
    sheet = (title(), form(3, GRID), PageBreak())
    assert lines(read(pages(*sheet, *sheet, *sheet))) == ["项目支出绩效自评表"] * 3


def test_a_table_open_at_its_sides():
    inner = [("INNERGRID", (0, 0), (-1, -1), 0.5, "black"), ("LINEABOVE", (0, 0), (-1, 0), 1, "black")]
    document = read(pages(title(), form(4, *inner, ("LINEBELOW", (0, -1), (-1, -1), 1, "black"))))
    assert rows(document)[1] == HEAD
    assert rows(document)[-1] == ["", "", "数量指标", "测试指标3", "≥24个", "3.5"]


def test_dashed_double_and_thick_lines():
    for style in (
        ("GRID", (0, 0), (-1, -1), 0.5, "black", 0, (2, 2)),
        ("GRID", (0, 0), (-1, -1), 2, "black"),
        ("GRID", (0, 0), (-1, -1), 0.5, "black", None, None, None, 2, 1),
    ):
        assert rows(read(pages(title(), form(4, style))))[-1] == ["", "", "数量指标", "测试指标3", "≥24个", "3.5"]


def test_shaded_cells_and_a_border_around_the_page():
    def border(canvas):
        canvas.rect(20, 20, A4[0] - 40, A4[1] - 40)

    shaded = pages(title(), form(3, GRID, ("BACKGROUND", (0, 1), (-1, 1), "lightgrey")))
    assert rows(read(shaded))[1] == HEAD
    framed = drawn(border, lambda canvas: canvas.drawString(60, 700, "绩效目标"))
    assert order(read(framed)) == ["绩效目标"]


def test_stacked_tables_with_text_between():
    one, two = (
        table([["项目名称", "甲"], ["目标", "1"]], [80, 80], GRID),
        table([["指标", "乙"], ["值", "2"]], [80, 80], GRID),
    )
    document = read(pages(title("一表"), one, Spacer(1, 20), title("二表"), two))
    assert order(document) == ["一表", "[项目名称]", "二表", "[指标]"]
    assert places(document)["2"] == "page:1/table:2/row:2/col:2"


def test_tables_side_by_side():
    def draw(canvas):
        for left, name in ((50, "甲"), (320, "乙")):
            for n in range(3):
                canvas.rect(left + n * 60, 600, 60, 20)
                canvas.drawString(left + n * 60 + 5, 606, f"绩效{name}{n}")

    assert rows(read(drawn(draw))) == [["绩效甲0", "绩效甲1", "绩效甲2"], ["绩效乙0", "绩效乙1", "绩效乙2"]]


def test_a_small_drawn_box_is_no_cell():
    def draw(canvas):
        canvas.rect(50, 600, 100, 30)
        canvas.rect(150, 600, 100, 30)
        canvas.rect(60, 610, 8, 8)
        canvas.drawString(75, 610, "绩效新增")
        canvas.drawString(160, 610, "98.5")

    assert rows(read(drawn(draw))) == [["绩效新增", "98.5"]]


def table_drawn(canvas):
    """Two rows of two cells, text running with the canvas."""
    for col in range(2):
        for row in range(2):
            canvas.rect(100 + col * 90, 300 + row * 30, 90, 30)
            canvas.drawString(105 + col * 90, 310 + row * 30, f"绩效{col}{1 - row}.5")


FOUND = [["绩效00.5", "绩效10.5"], ["绩效01.5", "绩效11.5"]]


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_table_printed_sideways(angle):
    def draw(canvas):
        canvas.translate(300, 300)
        canvas.rotate(angle)
        canvas.translate(-200, -330)
        table_drawn(canvas)

    document = read(drawn(draw, size=(600, 600)))
    assert rows(document) == FOUND
    assert [cell.doubt for cell in cells(document) if cell.doubt] == []


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "boxes", ["", "/MediaBox [ -20 30 620 590 ]", "/CropBox [ 50 60 500 500 ] /MediaBox [ 10 20 600 700 ]"]
)
def test_a_page_that_is_turned(angle, boxes):
    """What the page says of its rotation and boxes, against content that the rotation sets upright or on its side."""
    data = drawn(table_drawn, size=(600, 640))
    plain = b"/MediaBox [ 0 0 600 640 ]"
    turned = b"/Rotate %d %s" % (angle, boxes.encode() if "MediaBox" in boxes else plain)
    assert plain in data
    data = data.replace(b" /Rotate 0", b"").replace(b"/Rotate 0", b"").replace(plain, turned)
    document = read(data)
    assert rows(document) == FOUND
    assert [cell.doubt for cell in cells(document) if cell.doubt] == []


def test_a_landscape_page():
    assert rows(read(pages(title(), form(4, GRID), size=landscape(A4))))[1] == HEAD


def test_words_in_clear_columns_are_a_table():
    document = read(pages(title(), form(8, fields=False)))
    assert rows(document) == [HEAD, *indicators(8)]
    assert places(document)["≥52个"] == "page:1/table:1/row:9/col:5"


def test_words_in_columns_with_cells_over_lines():
    rows_set = [
        HEAD,
        *([*row[:3], line("一个长得要分成两行才能放下的测试指标名称"), *row[4:]] for row in indicators(5)),
    ]
    document = read(pages(title(), table(rows_set, WIDTHS, ("BOTTOMPADDING", (0, 0), (-1, -1), 8))))
    assert rows(document)[2] == ["", "", "数量指标", "一个长得要分成两行才能\n放下的测试指标名称", "≥10个", "1.5"]


def test_a_table_of_words_that_runs_over_pages_keeps_its_columns():
    """On the second page nothing stands in the first two columns."""
    document = read(pages(title(), form(90, fields=False), running="测试县", numbers="第{}页"))
    assert [(cell.text, cell.col) for cell in cells(document) if cell.text.startswith("≥")] == [
        (f"≥{n * 7 + 3}个", 4) for n in range(90)
    ]


def test_words_that_stand_in_no_clear_columns_stay_lines():
    def draw(canvas):
        for at, text in enumerate(
            ["绩效目标  完成   情况", "一二三四五六七八九十一二三四五", "指标    值 分  值", "≥98%  10"]
        ):
            canvas.drawString(60, 700 - at * 14, text)

    document = read(drawn(draw))
    assert rows(document) == []
    assert [" ".join(text.split()) for text in lines(document)] == [
        "绩效目标 完成 情况",
        "一二三四五六七八九十一二三四五",
        "指标 值 分 值",
        "≥98% 10",
    ]


def test_wrapped_cells_without_wider_gaps_between_rows_stay_lines():
    def draw(canvas):
        for at, words in enumerate(
            [("三级指标", "指标值", "分值"), ("名称甲的", "≥98%", "10"), ("后半",), ("名称乙", "≥3个", "5")]
        ):
            for col, word in enumerate(words):
                canvas.drawString(60 + col * 150, 700 - at * 14, word)

    document = read(drawn(draw))
    assert rows(document) == []
    assert "后半" in lines(document)


def test_the_font_of_the_tests_is_there():
    assert FONT == "STSong-Light"


def at_places(texts):
    """A page with texts at places: (x, y from the top, text)."""

    def draw(canvas):
        for x, y, text in texts:
            canvas.drawString(x, 800 - y, text)

    return read(drawn(draw))


def test_a_label_centred_beside_two_rows_does_not_make_them_one():
    head = [(60, 50, "一级指标"), (140, 50, "二级指标"), (220, 50, "三级指标"), (340, 50, "指标值")]
    body = [
        (60, 86, "产出指标"),
        *((140, y, level) for y, level in ((70, "数量指标"), (80, "质量指标"), (92, "时效指标"), (102, "成本指标"))),
        *((220, y, f"测试指标{y}") for y in (70, 80, 92, 102)),
        *((340, y, f"≥{y}%") for y in (70, 80, 92, 102)),
    ]
    found = rows(at_places(head + body))
    assert [row[1:] for row in found[1:]] == [
        ["数量指标", "测试指标70", "≥70%"],
        ["质量指标", "测试指标80", "≥80%"],
        ["时效指标", "测试指标92", "≥92%"],
        ["成本指标", "测试指标102", "≥102%"],
    ]


def test_lines_below_a_table_without_rules_do_not_undo_it():
    """A lone line below it is no row; the table above stays one."""
    table_lines = [(x, y, f"{word}{y}") for y in (50, 64, 78, 92) for x, word in ((60, "甲"), (160, "乙"), (260, "丙"))]
    found = at_places(
        [
            (60, 30, "绩效目标"),
            *table_lines,
            (60, 106, "测试"),
            (60, 120, "一行不属于任何一列的长长的测试文字从左边一直写到右边去"),
        ]
    )
    assert rows(found)[:4] == [[f"甲{y}", f"乙{y}", f"丙{y}"] for y in (50, 64, 78, 92)]


@pytest.mark.parametrize(
    ("printed", "seen"),
    [("257.25", "257.25"), ("10\n10", "10\n10"), ("12.5\n10", "12.5\n10"), ("1.2\n3", "1.2\n3")],
)
def test_a_number_that_its_cell_is_too_narrow_for_is_one(printed, seen):
    """Where there is room for more, two lines are two numbers."""
    widths = [60, 34, 60] if printed == seen and "\n" not in printed else [60, 60, 60]
    document = read(
        pages(
            title(),
            table([["甲", printed if "\n" in printed else line(printed), "乙"], ["丙", "1", "丁"]], widths, GRID),
        )
    )
    assert rows(document)[0][1] == seen


def test_the_number_of_a_page_is_no_text_wherever_it_stands():
    document = at_places([(60, 50, "绩效目标"), (260, 400, "第 2 页 共 3 页"), (60, 420, "测试文字二")])
    assert [" ".join(text.split()) for text in lines(document)] == ["绩效目标", "测试文字二"]
