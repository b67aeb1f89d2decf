"""What a document is, told by its bytes; what is refused says what to do."""

import pytest

from dagster_project.errors import ReadingError
from dagster_project.reading.containers import read

from .office import docx, ole, p, packed, xls, xlsx
from .seen import refused

OFFICE = {
    "word": docx(p("甲")),
    "excel": xlsx("<sheetData/>"),
    "xls": xls(lambda book: book.add_sheet("甲").write(0, 0, "乙")),
    "html": b"<html><body>404</body></html>",
    "text": "<甲> 不是网页".encode(),
    "markdown": b"| a | b |\n|---|---|\n| 1 | 2 |\n",
    "csv": b"a,b,c\n1,2,3\n4,5,6\n",
}


@pytest.mark.parametrize("name", OFFICE)
def test_every_container_by_its_bytes(name):
    assert read(OFFICE[name]).format == name


@pytest.mark.parametrize(
    "start",
    ["<!-- saved from url -->\n<table>", "\ufeff<!DOCTYPE html><table>", '<?xml version="1.0"?><html>', "<DIV>"],
)
def test_a_page_may_begin_in_many_ways(start):
    assert read(f"{start}甲".encode()).format == "html"


@pytest.mark.parametrize(
    ("data", "reason", "said"),
    [
        (ole("WordDocument", "1Table"), "unsupported_container", ".docx"),
        (ole("PowerPoint Document"), "unsupported_container", "PDF"),
        (ole("Anything"), "unsupported_container", "OLE"),
        (ole("EncryptedPackage", "EncryptionInfo"), "encrypted", "password"),
        (ole("WordDocument", "Workbook"), "unsupported_container", ".docx"),
        (ole()[:300], "damaged", "damaged"),
        (b"{\\rtf1\\ansi \xd2\xd2}", "unsupported_container", ".docx"),
        (b"%!PS-Adobe-3.0", "unsupported_container", "PDF"),
        (b"Rar!\x1a\x07\x00", "archive", "RAR"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "archive", "7z"),
        (b"\x1f\x8b\x08\x00", "archive", "gzip"),
        (packed({"甲.txt": "乙"}), "archive", "zip"),
        (b"PK\x05\x06" + bytes(18), "archive", "zip"),
        (packed({"OFD.xml": "<OFD/>"}), "unsupported_container", "OFD"),
        (packed({"xl/workbook.bin": b"\x00"}), "unsupported_container", ".xlsx"),
        (packed({"ppt/presentation.xml": "<p/>"}), "unsupported_container", "PDF"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "unsupported_container", ".docx"),
        (b"PK\x03\x04 not a zip", "damaged", "zip"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "unsupported_container", ".xlsx"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>', "unsupported_container", ".docx"),
        (b"\x89PNG\r\n\x1a\n", "needs_ocr", "OCR"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "needs_ocr", "OCR"),
        (b"II*\x00\x08\x00\x00\x00", "needs_ocr", "OCR"),
        (b"BM\x36\x00\x00\x00\x00\x00\x00\x00", "needs_ocr", "OCR"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_to_do(data, reason, said):
    with pytest.raises(ReadingError) as raised:
        read(data)
    assert raised.value.reason_code == reason
    assert said in str(raised.value)


def test_a_workbook_that_holds_a_letter_is_a_workbook():
    root = "Root Entry".encode("utf-16-le").ljust(64, b"\x00") + bytes(16) + b"\x20\x08\x02\x00"
    data = ole("WordDocument", "Workbook") + root.ljust(128, b"\x00")
    assert refused(data) == "damaged"  # by the reader of workbooks: there is nothing behind the directory


def test_a_word_in_a_text_is_no_container():
    assert read("工作簿 Workbook WordDocument PK %PDF-1.4".encode()).format == "text"
    assert read("Rar 文件".encode()).format == "text"
