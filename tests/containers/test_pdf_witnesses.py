"""Two witnesses: what pdfplumber and pdfium read differently is doubted, with both readings."""

import pytest

from dagster_project.reading.containers import read
from dagster_project.reading.containers.pdf.geometry import Box, Char
from dagster_project.reading.containers.pdf.witnesses import agreed, figures

from .papers import HELVETICA, chinese, page, stream
from .seen import cells

LINES = b"1 w 20 20 200 60 re S 100 20 m 100 80 l S 20 50 m 220 50 l S "


def form(shown: bytes, font: bytes = HELVETICA, more=()) -> bytes:
    """A table of two by two; what is shown stands in its first row behind 绩效."""
    content = LINES + b"BT /G 12 Tf 30 60 Td " + chinese("绩效") + b" ET BT /F 12 Tf 110 60 Td " + shown + b" ET"
    return page(content, font, more)


def seen(data):
    """The figure's cell: its text, why it is doubted, the other reading."""
    cell = next(cell for cell in cells(read(data)) if (cell.row, cell.col) == (0, 1))
    return cell.text, cell.doubt and cell.doubt.reason_code, cell.doubt and cell.doubt.other


def with_unicode(*pairs: tuple[int, int]) -> tuple[bytes, list[bytes]]:
    """A font that says of its letters which characters they are."""
    mapped = b" ".join(b"<%02X> <%04X>" % pair for pair in pairs)
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <00> <FF> "
        b"endcodespacerange %d beginbfchar %s endbfchar endcmap end end" % (len(pairs), mapped)
    )
    return HELVETICA[:-2] + b"/ToUnicode 7 0 R>>", [stream(cmap)]


def test_a_figure_that_both_read_alike_is_not_doubted():
    assert seen(form(b"(98.5) Tj")) == ("98.5", None, None)


def test_a_text_that_says_it_is_another_is_doubted_with_both_readings():
    """ActualText: what is drawn is 98.5, what the file says to a reader aloud is 89.5. pdfium listens to it."""
    assert seen(form(b"/Span <</ActualText (89.5)>> BDC (98.5) Tj EMC")) == ("98.5", "two_readings", "89.5")


def test_figures_printed_over_one_another_are_doubted():
    assert seen(form(b"(98.5) Tj 1 0 Td (12.5) Tj")) == ("9182.5", "two_readings", "98.512.5")


def test_figures_printed_twice_to_look_bold_are_one():
    assert seen(form(b"(98.5) Tj 0.3 0 Td (98.5) Tj")) == ("98.5", None, None)


def test_characters_drawn_in_another_order_than_they_stand_are_read_as_they_stand():
    assert seen(form(b"[(9) 1200 (8)] TJ")) == ("89", None, None)


def test_a_figure_that_one_sees_outside_its_cell_is_doubted():
    """A width of 9999 for the digit 9: the rest of the figure lies beyond the page for one of the two."""
    wide = b"/FirstChar 46/LastChar 57/Widths[278 0 556 556 556 556 556 556 556 556 556 9999]>>"
    text, reason, other = seen(form(b"(98.5) Tj", HELVETICA[:-2] + wide))
    assert reason == "two_readings"
    assert text != other


def test_a_letter_without_a_character_is_no_figure():
    """The font maps 8 to nothing that is a character: one witness sees a lost character or both do; never 95."""
    font, more = with_unicode((0x38, 0xFFFD))
    text, reason, _ = seen(form(b"(98.5) Tj", font, more))
    assert reason is not None or "8" in text


def test_a_font_that_lies_to_both_is_believed():
    """No program without eyes can know: both read the map. Kept as a test so that nobody believes otherwise."""
    font, more = with_unicode((0x39, 0x36))
    assert seen(form(b"(98.5) Tj", font, more)) == ("68.5", None, None)


def test_doubt_falls_on_lines_outside_tables_too():
    data = page(
        b"BT /G 12 Tf 30 200 Td "
        + chinese("绩效平均得分")
        + b" /F 12 Tf /Span <</ActualText (89.5)>> BDC (98.5) Tj EMC ET"
    )
    [paragraph] = read(data).blocks
    assert paragraph.text == "绩效平均得分89.5"
    assert (paragraph.doubt.reason_code, paragraph.doubt.other) == ("two_readings", "绩效平均得分98.5")


@pytest.mark.parametrize(
    ("text", "found"),
    [("≥９８．５％", "98.5%"), ("1,234.50 万元", "1234.50"), ("甲.乙%", ""), ("3\n4", "34"), ("", ""), ("①", "1")],
)
def test_figures_are_digits_points_and_percent_signs(text, found):
    assert figures(text) == found


def chars(text: str) -> list[Char]:
    return [Char(char, Box(10 * at, 0, 10 * at + 10, 10)) for at, char in enumerate(text)]


@pytest.mark.parametrize(
    ("first", "second", "text", "reason"),
    [
        pytest.param("1000元/人月", "1000元/人·月", "1000元/人·月", None, id="only the second has it"),
        pytest.param("1000元/人·月", "1000元/人月", "1000元/人·月", None, id="only the first has it"),
        pytest.param("项目资金", "项目资金项目资金", "项目资金", None, id="the second sees it twice"),
        pytest.param("1000元∕人月", "1000元/人·月", "1000元∕人月", "two_readings", id="more than it differs"),
        pytest.param("1000元/人月", "1000元/人·", "1000元/人月", "two_readings", id="each lacks what the other has"),
    ],
)
def test_a_middle_dot_is_never_lost_in_silence(first, second, text, reason):
    read_as, doubt = agreed(chars(first), chars(second))
    assert (read_as, doubt and doubt.reason_code) == (text, reason)
