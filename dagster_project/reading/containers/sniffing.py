"""Which container a document is, told by its bytes alone; its name is not asked."""

import re
import struct
from collections.abc import Mapping
from pathlib import PurePosixPath

from dagster_project.errors import ReadingError
from dagster_project.reading.containers import delimited, markdown
from dagster_project.reading.containers.decoding import decode
from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.problems import refusal

_HEAD = 4096
_PDF = re.compile(rb"(?:^|[\r\n\x00\xbf])%PDF-[0-9]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What cannot be read, by its first bytes: what it is called, what to save it as.
_FOREIGN: Mapping[bytes, tuple[str, str]] = {
    b"{\\rtf": ("RTF text", ".docx"),
    b"\x00\x00\x00\x0cjP": ("JPEG 2000 picture", "text"),
    b"AT&TFORM": ("DjVu", "PDF with text"),
    b"\x09\x08": ("Excel 2-4 workbook", ".xlsx"),
    b"\x09\x04": ("Excel 2-4 workbook", ".xlsx"),
    b"\x09\x02": ("Excel 2-4 workbook", ".xlsx"),
    b"%!PS": ("PostScript", "PDF"),
}
_ARCHIVES: Mapping[bytes, str] = {
    b"Rar!\x1a": "RAR",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"MSCF": "CAB",
}
# What to save a file as whose bytes nothing knows, by the end of its name.
_BY_NAME: Mapping[str, tuple[str, str]] = {
    ".doc": ("Word 97-2003 file (.doc)", ".docx"),
    ".wps": ("WPS text (.wps)", ".docx"),
    ".et": ("WPS sheet (.et)", ".xlsx"),
    ".xls": ("Excel file (.xls)", ".xlsx"),
    ".ofd": ("OFD", "PDF"),
    ".ceb": ("CEB", "PDF"),
    ".caj": ("CAJ", "PDF"),
}
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"RIFF")
_BITMAP = re.compile(rb"BM.{4}\x00\x00\x00\x00", re.DOTALL)
# Streams of an OLE file: how their names stand in its directory -> what the file is.
_STREAMS: Mapping[str, str] = {
    "EncryptedPackage": "locked",
    "Workbook": "xls",
    "Book": "xls",
    "WordDocument": "doc",
    "PowerPoint Document": "ppt",
}
_ENTRY_BYTES = 128
_OLE_HEAD = 512
# A workbook that holds a letter, or a letter that holds a workbook: the class of the file's root tells.
_EXCEL_ROOT = re.compile(b"R\x00o\x00o\x00t\x00 \x00E\x00n\x00t\x00r\x00y\x00.{60}[\x10\x20]\x08\x02\x00", re.DOTALL)
# Parts of a zip -> what the file is.
_PARTS: Mapping[str, tuple[str, str]] = {
    "xl/workbook.bin": ("binary Excel workbook (.xlsb)", ".xlsx"),
    "ppt/presentation.xml": ("presentation", "PDF"),
    "ofd.xml": ("OFD", "PDF"),
    "content.xml": ("OpenDocument file (.odt, .ods)", ".docx or .xlsx"),
}
_PAGE = re.compile(
    rb"^(?:<\?xml[^>]*>|<!--.*?-->|\s)*<(?:!doctype|html|head|body|table|meta|title|div|p\b|style|script|center)",
    re.IGNORECASE | re.DOTALL,
)
_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_CELL = re.compile(r"<td\b", re.IGNORECASE)
_FEWEST_CELLS = 4
_OFFICE_XML: Mapping[bytes, tuple[str, str]] = {
    b'<?mso-application progid="Excel.Sheet"': ("Excel 2003 XML", ".xlsx"),
    b'<?mso-application progid="Word.Document"': ("Word 2003 XML", ".docx"),
    b"/2006/xmlPackage": ("flat Word XML", ".docx"),
    b"<office:document": ("flat OpenDocument", ".docx or .xlsx"),
}
_ARCHIVED_PAGE = re.compile(rb"\A\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?mime-version:", re.IGNORECASE)


def sniff(data: bytes, desk: Desk) -> str:
    """The container's name. Raises ReadingError where no reader knows it, saying what to do with it."""
    if not data.strip(b"\x00 \t\r\n"):
        raise refusal("empty_file")
    desk.check("bytes", len(data), desk.limits.file_bytes)
    if _PDF.search(data[:1024]):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(data, desk)
    if data.startswith(_OLE):
        return _ole(data)
    _refuse_foreign(data)
    return _text(data)


def refused_by_name(path: str) -> ReadingError | None:
    """The refusal of bytes that nothing knows, where the end of the file's name says what they may be."""
    ending = PurePosixPath(path.lower()).suffix
    if ending in (".rar", ".7z", ".zip"):
        return refusal("archive", container=ending[1:])
    if ending in _BY_NAME:
        name, target = _BY_NAME[ending]
        return refusal("unsupported_container", container=name, target=target)
    return None


def _zip(data: bytes, desk: Desk) -> str:
    from dagster_project.reading.containers.package import Package

    package = Package(data, desk)
    for kind, usual in (("word", "word/document.xml"), ("excel", "xl/workbook.xml")):
        if package.has(usual) or package.main_part("").startswith(usual.split("/")[0] + "/"):
            return kind
    for part, (name, target) in _PARTS.items():
        if package.has(part):
            raise refusal("unsupported_container", container=name, target=target)
    raise refusal("archive", container="zip")


def _ole(data: bytes) -> str:
    kinds = [kind for name, kind in _STREAMS.items() if _has_stream(data, name)]
    if "xls" in kinds and not ("doc" in kinds and not _EXCEL_ROOT.search(data)):
        return "xls"
    if "locked" in kinds:
        raise refusal("encrypted")
    if not kinds and _is_cut_ole(data):
        raise refusal("damaged", container="OLE file", kind="cut short")
    names = {"doc": ("Word 97-2003 file (.doc, .wps)", ".docx"), "ppt": ("presentation", "PDF")}
    name, target = names.get(kinds[0] if kinds else "", ("OLE file", ".docx, .xlsx or PDF"))
    raise refusal("unsupported_container", container=name, target=target)


def _is_cut_ole(data: bytes) -> bool:
    """Whether the sector where the directory begins lies beyond the end."""
    if len(data) < _OLE_HEAD:
        return True
    shift, first = int.from_bytes(data[30:32], "little"), int.from_bytes(data[48:52], "little")
    return (first + 1) << min(shift, 16) >= len(data)


def _has_stream(data: bytes, name: str) -> bool:
    """Whether a directory entry of this name stands in the file: 64 bytes of name, then its length."""
    entry = name.encode("utf-16-le").ljust(64, b"\x00") + struct.pack("<H", 2 * len(name) + 2)
    at = data.find(entry)
    while at >= 0 and at % _ENTRY_BYTES:
        at = data.find(entry, at + 1)
    return at >= 0


def _refuse_foreign(data: bytes) -> None:
    for start, (name, target) in _FOREIGN.items():
        if data.startswith(start):
            raise refusal("unsupported_container", container=name, target=target)
    for start, name in _ARCHIVES.items():
        if data.startswith(start):
            raise refusal("archive", container=name)
    if data.startswith(_PICTURES) or _BITMAP.match(data):
        raise refusal("needs_ocr")


def _text(data: bytes) -> str:
    head = data[:_HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"<"):
        for mark, (name, target) in _OFFICE_XML.items():
            if mark in head:
                raise refusal("unsupported_container", container=name, target=target)
        if _PAGE.match(head):
            return "html"
    if _ARCHIVED_PAGE.match(head) and b"text/html" in data:
        return "mhtml"
    text = decode(data)
    if _TABLE.search(text) and len(_TABLE_CELL.findall(text)) >= _FEWEST_CELLS:
        return "html"
    if markdown.is_markdown(text):
        return "markdown"
    return "csv" if delimited.delimiter_of(text) else "text"
