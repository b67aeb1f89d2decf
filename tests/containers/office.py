"""Office files for the tests: packed by hand, or written by the libraries that others write them with."""

import io
from collections.abc import Callable

import openpyxl
import xlwt

from corpora.containers.word import W, packed

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
VML = "urn:schemas-microsoft-com:vml"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body: str, **parts: str | bytes) -> bytes:
    """A .docx around the XML of a body."""
    names = f'xmlns:w="{W}" xmlns:w14="{W14}" xmlns:mc="{MC}" xmlns:wps="{WPS}" xmlns:v="{VML}"'
    return packed({"word/document.xml": f"<w:document {names}><w:body>{body}</w:body></w:document>", **parts})


def p(*runs: str) -> str:
    """A paragraph of plain texts; what begins with < is XML of its own."""
    return f"<w:p>{''.join(run if run.startswith('<') else r(run) for run in runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(content: str, properties: str = "") -> str:
    """A cell of plain text or of XML."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content if content.startswith('<') else p(content)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    made = (cell if cell.startswith(("<w:tc>", "<w:sdt")) else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(made)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def xlsx(sheet: str, strings: str = "", styles: str = "", sheets: str = "", book: str = "") -> bytes:
    """A .xlsx of one sheet `表` whose XML (behind the root element) is given."""
    listed = sheets or '<sheet name="表" sheetId="1" r:id="rId1"/>'
    names = f'xmlns="{SHEET}" xmlns:r="{RELATIONS}"'
    relations = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for key, kind, target in (
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "sharedStrings", "sharedStrings.xml"),
            ("rId3", "styles", "styles.xml"),
        )
    )
    return packed(
        {
            "xl/workbook.xml": f"<workbook {names}>{book}<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
            "xl/worksheets/sheet1.xml": f"<worksheet {names}>{sheet}</worksheet>",
            "xl/sharedStrings.xml": f"<sst {names}>{strings}</sst>",
            "xl/styles.xml": f"<styleSheet {names}>{styles}</styleSheet>",
        }
    )


def workbook(fill: Callable[[openpyxl.Workbook], object]) -> bytes:
    """A .xlsx as openpyxl writes it."""
    book = openpyxl.Workbook()
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xls(fill: Callable[[xlwt.Workbook], object]) -> bytes:
    """A .xls as xlwt writes it."""
    book = xlwt.Workbook()
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ole(*streams: str) -> bytes:
    """The head of an OLE file and a directory of streams: enough to tell what it is, and nothing else."""
    entries = b"".join(
        name.encode("utf-16-le").ljust(64, b"\x00") + (2 * len(name) + 2).to_bytes(2, "little") + bytes(62)
        for name in ("Root Entry", *streams)
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entries


__all__ = ["W", "packed"]
