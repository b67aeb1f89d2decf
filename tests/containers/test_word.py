"""Word documents: paragraphs and tables in order, spans, boxes to tick, what is shown and what is not."""

import io

import docx as python_docx
import pytest

from dagster_project.reading.containers import read

from .office import docx, p, packed, r, tbl, tc, tr
from .seen import cells, lines, order, places, refused, rows, spans


def test_paragraphs_and_tables_in_document_order():
    document = read(docx(p("前") + tbl(tr("甲", "乙")) + p("间") + p() + tbl(tr("丙", "丁")) + p("后")))
    assert document.format == "word"
    assert order(document) == ["前", "[甲]", "间", "[丙]", "后"]


def test_places_count_from_one():
    found = places(read(docx(p() + p("前") + tbl(tr("甲", "乙"), tr("丙", "丁")) + tbl(tr("戊", "己")))))
    assert found["前"] == "paragraph:2"
    assert found["丁"] == "table:1/row:2/col:2"
    assert found["己"] == "table:2/row:1/col:2"


def test_grid_span_moves_the_columns_behind_it():
    document = read(docx(tbl(tr(tc("宽", '<w:gridSpan w:val="3"/>'), "窄"), tr("1", "2", "3", "4"))))
    assert spans(document)["宽"] == (0, 0, 1, 3)
    assert spans(document)["窄"] == (0, 3, 1, 1)


def test_grid_before_leaves_columns_out():
    assert spans(read(docx(tbl(tr("甲", "乙"), tr("丙", properties='<w:gridBefore w:val="1"/>')))))["丙"][1] == 1


def test_vertical_merges_become_row_spans():
    restart, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = read(
        docx(tbl(tr(tc("高", restart), "1"), tr(tc("", goes_on), "2"), tr(tc("", goes_on), "3"), tr("新", "4")))
    )
    assert spans(document)["高"] == (0, 0, 3, 1)
    assert rows(document) == [["高", "1"], ["2"], ["3"], ["新", "4"]]


def test_a_merge_that_goes_on_from_nowhere_is_a_cell():
    assert rows(read(docx(tbl(tr(tc("甲", "<w:vMerge/>"), "乙"))))) == [["甲", "乙"]]


def test_the_old_horizontal_merge():
    document = read(docx(tbl(tr(tc("宽", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), "后"))))
    assert spans(document) == {"宽": (0, 0, 1, 2), "后": (0, 2, 1, 1)}


def test_a_table_in_a_cell_is_a_grid_behind_its_row():
    inner = tbl(tr("内一", "内二"))
    document = read(docx(tbl(tr("甲", tc(f"{p('旁')}{inner}")), tr("丙", "丁"))))
    assert order(document) == ["[甲]", "[内一]", "[丙]"]
    assert places(document)["内二"] == "table:1/row:1/col:2/table:1/row:1/col:2"
    assert spans(document)["丁"][:2] == (1, 1)


def test_a_frame_around_a_text_is_no_table():
    document = read(docx(tbl(tr(tc(p("一行") + p("二行"))))))
    assert lines(document) == ["一行", "二行"]
    assert cells(document) == []


def test_line_breaks_part_lines_in_cells_and_paragraphs():
    broken = "<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>"
    document = read(docx(p(broken) + tbl(tr(tc(p(broken) + p("再")), "乙"))))
    assert lines(document) == ["上", "下"]
    assert rows(document) == [["上\n下\n再", "乙"]]


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "☐"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="0052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>', "☐"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"),
        (r("R", '<w:rFonts w:ascii="Wingdings 2"/>'), "☑"),
        (r("\uf0fe"), "☑"),
        (
            '<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>',
            "☑",
        ),
        ('<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>', "☐"),
        (
            '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>'
            + r("☒")
            + "</w:sdtContent></w:sdt>",
            "☑",
        ),
        (
            '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="0"/></w14:checkbox></w:sdtPr><w:sdtContent>'
            + r("☐")
            + "</w:sdtContent></w:sdt>",
            "☐",
        ),
    ],
)
def test_boxes_to_tick(run, shown):
    assert rows(read(docx(tbl(tr(tc(p(run, "是")), "乙"))))) == [[f"{shown}是", "乙"]]


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        ("<w:del><w:r><w:delText>99</w:delText></w:r></w:del>" + "<w:ins>" + r("12") + "</w:ins>", "12"),
        ("<w:moveFrom>" + r("99") + "</w:moveFrom><w:moveTo>" + r("12") + "</w:moveTo>", "12"),
        (r("99", "<w:vanish/>") + r("12"), "12"),
        (r("12", '<w:vanish w:val="0"/>'), "12"),
        ("<w:r><w:fldChar/></w:r><w:r><w:instrText>SUM(99)</w:instrText></w:r>" + r("12"), "12"),
        ('<w:fldSimple w:instr="DATE">' + r("12") + "</w:fldSimple>", "12"),
        ("<w:hyperlink>" + r("12") + "</w:hyperlink>", "12"),
        ("<w:smartTag>" + r("1") + "</w:smartTag>" + r("2"), "12"),
        ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>", "1-2"),
        ('<m:oMath xmlns:m="urn:m"><m:r><m:t>≥12</m:t></m:r></m:oMath>', "≥12"),
        ("<w:ruby><w:rt>" + r("99") + "</w:rt><w:rubyBase>" + r("12") + "</w:rubyBase></w:ruby>", "12"),
    ],
)  # fmt: skip
def test_what_a_cell_shows(xml, shown):
    assert rows(read(docx(tbl(tr(tc(f"<w:p>{xml}</w:p>"), "乙"))))) == [[shown, "乙"]]


def test_what_was_deleted_is_noted():
    deleted = "<w:p><w:del><w:r><w:delText>99</w:delText></w:r></w:del></w:p>"
    gone = tr("旧", "行", properties="<w:del/>")
    document = read(docx(p("前") + deleted + tbl(tr("甲", "乙"), gone)))
    assert rows(document) == [["甲", "乙"]]
    assert document.left_out == ("paragraph:2", "table:1")


@pytest.mark.parametrize(
    "unseen",
    [
        r("99", "<w:vanish/>"),
        "<w:moveFrom>" + r("99") + "</w:moveFrom>",
        r("99", "<w:strike/>"),
        r("99", '<w:dstrike w:val="true"/>'),
    ],
    ids=["hidden", "moved away", "struck out", "struck out twice"],
)
def test_what_is_hidden_moved_away_or_struck_out_is_noted(unseen):
    document = read(docx(tbl(tr(tc(f"<w:p>{unseen}{r('12')}</w:p>"), "乙"))))
    assert rows(document) == [["12", "乙"]]
    assert document.left_out == ("table:1/row:1/col:1",)


def test_a_strike_that_is_off_strikes_nothing():
    off = r("9", '<w:strike w:val="0"/>') + r("8")
    document = read(docx(tbl(tr(tc(f"<w:p>{off}</w:p>"), "乙"))))
    assert rows(document) == [["98", "乙"]]
    assert document.left_out == ()


def test_text_boxes_stand_behind_their_paragraph_and_count_once():
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(read(docx(p("框外", both) + p("后")))) == ["框外", "框内", "后"]
    assert rows(read(docx(tbl(tr(tc(p("格", both)), "乙"))))) == [["格\n框内", "乙"]]


def test_content_controls_around_blocks_rows_and_cells():
    def wrapped(xml):
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{xml}</w:sdtContent></w:sdt>"

    document = read(docx(wrapped(p("前")) + wrapped(tbl(wrapped(tr("甲", wrapped(tc("乙"))))))))
    assert order(document) == ["前", "[甲]"]
    assert rows(document) == [["甲", "乙"]]


def test_the_strict_variant_of_the_standard():
    xml = f'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>{tbl(tr("甲", "乙"))}</w:body></w:document>'
    assert rows(read(packed({"word/document.xml": xml}))) == [["甲", "乙"]]


def test_the_main_part_may_have_any_name():
    relations = '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/word/text2.xml"/></Relationships>'
    xml = '<w:document xmlns:w="urn:w"><w:body>' + tbl(tr("甲", "乙")) + "</w:body></w:document>"
    assert rows(read(packed({"_rels/.rels": relations, "word/text2.xml": xml}))) == [["甲", "乙"]]


def test_a_document_as_python_docx_writes_it():
    document = python_docx.Document()
    document.add_heading("标题")
    table = document.add_table(3, 3)
    for row in range(3):
        for col in range(3):
            table.cell(row, col).text = f"{row}{col}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "宽"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "高"
    file = io.BytesIO()
    document.save(file)
    read_back = read(file.getvalue())
    assert order(read_back) == ["标题", "[00]"]
    assert spans(read_back)["宽"] == (0, 1, 1, 2)
    assert spans(read_back)["高"] == (1, 0, 2, 1)
    assert rows(read_back)[2] == ["21", "22"]


def test_pictures_alone_need_somebody_to_read_them():
    picture = {"word/media/image1.png": b"\x89PNG"}
    assert refused(docx(p(), **picture)) == "needs_ocr"
    assert refused(docx(p("有字"), **picture)) == ""


@pytest.mark.parametrize("body", ["<w:p>", "<w:document/>", ""])
def test_broken_xml_is_refused(body):
    assert refused(packed({"word/document.xml": body})) == "damaged"


def test_deeply_nested_tables_are_read_or_refused():
    xml = "终"
    for _ in range(60):
        xml = tbl(tr(tc(xml + p()) if xml != "终" else tc(xml), "旁"))
    assert "终" in str(rows(read(docx(xml))))
    for _ in range(400):
        xml = tbl(tr(tc(xml + p()), "旁"))
    assert refused(docx(xml)) == "damaged"
