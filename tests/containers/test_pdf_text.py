"""PDF text: pages without a word of a form are passed over, pictures and locks are refused, damage is noted."""

import io

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader

from dagster_project.reading.containers import read
from dagster_project.reading.containers.limits import Limits
from dagster_project.settings import ROOT

from .papers import GRID, HELVETICA, PageBreak, chinese, drawn, line, page, pages, stream, table, title
from .seen import cells, lines, order, places, refused, rows

CORPUS = sorted((ROOT.parent / "shared" / "corpus").glob("*.pdf"))


def picture(canvas):
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, 595, 842)


def word(text):
    return lambda canvas: canvas.drawString(60, 700, text)


def test_text_in_the_order_in_which_it_runs():
    document = read(pages(title("第一部分"), line("一、主要职能"), PageBreak(), line("二、机构设置")))
    assert lines(document) == ["第一部分", "一、主要职能", "二、机构设置"]
    assert places(document)["二、机构设置"] == "page:2/line:1"


def test_pages_without_a_word_of_a_form_are_not_laid_out():
    """Their tables stay lines of text; behind a page with a word one more page is laid out."""
    sheet = table([["收入", "支出"], ["1.5", "2.5"]], [80, 80], GRID)
    document = read(
        pages(
            sheet,
            PageBreak(),
            title("绩效目标"),
            sheet,
            PageBreak(),
            sheet,
            PageBreak(),
            line("正文"),
            PageBreak(),
            sheet,
        )
    )
    assert order(document) == ["收入 支出", "1.5 2.5", "绩效目标", "[收入]", "[收入]", "正文", "收入 支出", "1.5 2.5"]


def test_a_line_that_one_library_leaves_out_is_read_by_the_other():
    """pdfium leaves out a long text that repeats the one right above it."""
    text = "本部门绩效目标情况如下，２０２４年各项情况说明如下"

    def draw(canvas):
        for at in range(3):
            canvas.drawString(60, 700 - at * 18, text)

    document = read(drawn(draw))
    assert lines(document) == [text] * 3
    assert [block.doubt and block.doubt.reason_code for block in document.blocks] == [
        None,
        "one_reading",
        "one_reading",
    ]


def test_cells_that_repeat_the_long_one_above_them_are_not_doubted():
    def draw(canvas):
        for at in range(3):
            canvas.rect(50, 700 - at * 18, 300, 18)
            canvas.rect(350, 700 - at * 18, 60, 18)
            canvas.drawString(55, 705 - at * 18, "本部门绩效目标情况如下，２０２４年各项情况说明如下")
            canvas.drawString(355, 705 - at * 18, f"{at}.5")

    document = read(drawn(draw))
    assert rows(document) == [["本部门绩效目标情况如下，２０２４年各项情况说明如下", f"{at}.5"] for at in range(3)]
    assert [cell.text for cell in cells(document) if cell.doubt] == []


def test_pictures_of_pages_are_refused():
    assert refused(drawn(picture)) == "needs_ocr"
    assert refused(drawn(lambda canvas: canvas.rect(10, 10, 50, 50))) == "needs_ocr"


def test_a_picture_among_pages_of_text_is_noted():
    data = io.BytesIO()
    merged = pypdfium2.PdfDocument.new()
    for part in (drawn(word("绩效目标")), drawn(picture), drawn(lambda canvas: None)):
        merged.import_pages(pypdfium2.PdfDocument(part))
    merged.save(data)
    document = read(data.getvalue())
    assert lines(document) == ["绩效目标"]
    assert [(problem.reason_code, problem.locator) for problem in document.problems] == [("page_needs_ocr", "page:2")]


def test_a_locked_document_is_refused_and_one_with_an_owners_password_is_read():
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert refused(drawn(word("绩效"), encrypt="secret")) == "encrypted"
    assert lines(read(drawn(word("绩效"), encrypt=StandardEncryption("", "owner", canPrint=0)))) == ["绩效"]


def test_fonts_that_do_not_say_their_characters():
    letters = b" ".join(b"<%02X> <E0%02X>" % (code, code) for code in range(65, 91))
    cmap = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 26 beginbfchar %s endbfchar endcmap" % letters
    font = HELVETICA[:-2] + b"/ToUnicode 7 0 R>>"
    assert refused(page(b"BT /F 12 Tf 30 200 Td (ABCDEFG) Tj ET", font, [stream(cmap)])) == "unmapped_text"


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.7 junk", b"\n%PDF-1.4\n1 0 obj\n<<>>\nendobj"])
def test_what_only_begins_like_a_pdf_is_refused(data):
    assert refused(data) == "damaged"


def test_a_missing_page_saved_as_a_pdf_is_a_page():
    assert read(b"<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>").format == "html"


def test_a_cut_document_is_refused_or_read_and_noted():
    data = pages(title("绩效目标"), *(line(f"第{n}行") for n in range(300)))
    for part in (0.3, 0.6, 0.9, 0.99):
        cut = data[: int(len(data) * part)]
        reason = refused(cut)
        assert reason in ("damaged", "needs_ocr") or "cut_short" in [
            problem.reason_code for problem in read(cut).problems
        ]
    assert read(data).problems == ()


def test_a_broken_page_is_noted_and_the_others_are_read():
    data = drawn(word("绩效目标"), count=2)
    first = data.index(b"/Type /Page\n")
    document = read(data[:first] + b"/Type /Pogo" + data[first + 11 :])
    assert lines(document) == ["绩效目标"]
    assert [(problem.reason_code, problem.locator) for problem in document.problems] == [("damaged", "page:1")]


def test_pages_have_a_limit():
    data = drawn(word("绩效"), count=5)
    assert refused(data, Limits(pages=4)) == "too_much"
    assert refused(data, Limits(pages=5)) == ""


def test_a_page_full_of_characters_is_read_as_text_and_its_figures_are_doubted():
    data = drawn(word("绩效得分98.5"), lambda canvas: canvas.drawString(60, 600, "甲" * 30))
    found = {block.text: block.doubt for block in read(data, Limits(page_characters=20)).blocks}
    assert found["绩效得分98.5"].reason_code == "one_reading"
    assert found["甲" * 30] is None


def test_a_page_full_of_lines_is_a_drawing():
    data = pages(title("绩效目标"), table([["甲", "1"], ["乙", "2"]], [80, 80], GRID))
    assert rows(read(data)) == [["甲", "1"], ["乙", "2"]]
    assert rows(read(data, Limits(page_rulings=3))) == []


def test_boxes_to_tick_in_a_symbol_font():
    described = (
        b"<</Type/FontDescriptor/FontName/ABCDEF+Wingdings/Flags 4/FontBBox[0 -200 1000 900]/Ascent 800/Descent -200>>"
    )
    font = (
        b"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Wingdings/FirstChar 168/LastChar 168/Widths[900]/FontDescriptor %s>>"
        % described
    )
    lines_drawn = b"20 20 200 60 re S 100 20 m 100 80 l S "
    content = (
        lines_drawn
        + b"BT /G 12 Tf 30 60 Td "
        + chinese("绩效")
        + b" ET BT /F 12 Tf 110 60 Td <FE> Tj 20 0 Td <A8> Tj ET"
    )
    assert rows(read(page(content, font))) == [["绩效", "☑ ☐"]]


def test_control_characters_do_not_come_through():
    font = HELVETICA[:-2] + b"/ToUnicode 7 0 R>>"
    cmap = b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <41> <001B> <42> <202E> endbfchar endcmap"
    data = page(b"BT /F 12 Tf 30 200 Td (ABxyz) Tj ET", font, [stream(cmap)])
    assert {char for block in read(data).blocks for char in block.text}.isdisjoint("\x1b\u202e")


def test_four_hundred_pages_without_a_form():
    def draw(canvas):
        for at in range(40):
            canvas.drawString(60, 800 - at * 18, f"{at}、本部门主要职能如下，各项收入支出情况说明如下。")

    document = read(drawn(draw, count=400))
    assert len(lines(document)) == 400 * 40
    assert document.blocks[-1].locator == "page:400/line:40"


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_published_document(path):
    """Facts read by hand: they stand in section 十; no figure of its 25 pages is doubted."""
    document = read(path.read_bytes())
    text = "".join(lines(document))
    assert "编报绩效目标的2024年度项目4个，涉及预算金额598.42万元" in text
    assert "平均得分99.43分（其中，绩效评级为“优”的项目4个；绩效评级为“良”的项目0个" in text
    assert [block.text for block in document.blocks if not hasattr(block, "cells") and block.doubt] == []
    assert [cell.text for cell in cells(document) if cell.doubt] == []
    assert ["301", "01", "基本工资", "262.33", "302", "01", "办公费", "21.21"] in rows(document)
    assert document.problems == ()


def test_a_mark_that_hangs_over_the_edge_of_its_cell_stays_with_its_text():
    def draw(canvas):
        for x, width in ((40, 60), (100, 100)):
            for y in (700, 720):
                canvas.rect(x, y, width, 20)
        canvas.drawString(57, 726, "绩效（10）")  # its bracket begins before the edge at 100, with its middle behind it
        canvas.drawString(110, 726, "其中：测试")
        canvas.drawString(45, 706, "甲")
        canvas.drawString(105, 706, "（乙）")

    assert rows(read(drawn(draw))) == [["绩效（10）", "其中：测试"], ["甲", "（乙）"]]
