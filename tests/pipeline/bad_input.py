"""Bad input, a file for every kind: what operators fetch from web pages and what somebody may send them."""

import io
import struct
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

import xlwt
from reportlab.pdfgen.canvas import Canvas

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ROWS = (
    ("项目支出绩效自评表",),
    ("项目名称", "{name}"),
    ("主管部门", "测试样本局"),
    ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("产出指标", "数量指标", "测试场次", "≥5场", "6场", "90", "90"),
)


@dataclass(frozen=True)
class Bad:
    """A file under a name, the reason for which it is refused, noted or kept out (None: it is read), what is said."""

    path: str
    content: bytes | None
    reason: str | None
    said: str = ""
    line: Mapping[str, str] = field(default_factory=dict)


def form(name: str, end: str = "\n") -> str:
    """A small form as text."""
    return end.join("\t".join(row).format(name=name) for row in ROWS) + end


SIBLINGS = """测试样本局
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数
\t年度资金总额\t120\t120\t110
\t其中：财政资金\t120\t120\t110
\t财政专户管理资金\t0\t0\t0
\t单位资金\t0\t0\t0"""


def changed(name: str, *pairs: str) -> bytes:
    """A small form in which texts are others: each by the one after it."""
    text = form(f"测试{name}")
    for printed, other in zip(pairs[::2], pairs[1::2], strict=True):
        text = text.replace(printed, other)
    return text.encode()


def page(name: str) -> str:
    """A small form as a web page."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS[1:])
    return f"<html><body><p>{ROWS[0][0]}</p><table>{rows.format(name=name)}</table></body></html>"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    with zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
        for part in parts.items():
            package.writestr(*part)
    return made.getvalue()


def word(name: str, before: str = "") -> bytes:
    """A small form as a Word file."""
    rows = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in row)}</w:tr>"
        for row in ROWS
    )
    body = f'<w:document xmlns:w="{WORD}"><w:body><w:tbl>{rows.format(name=name)}</w:tbl></w:body></w:document>'
    return packed({"word/document.xml": before + body})


def excel(*rows: tuple[str, ...], sheet: str = "表") -> bytes:
    """A workbook of texts; what begins with < is a cell's own XML."""
    cells = "".join(f"<row>{''.join(map(_excel_cell, row))}</row>" for row in rows)
    return packed(
        {
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets><sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/s.xml"/></Relationships>',
            "xl/worksheets/s.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{cells}</sheetData></worksheet>',
        }
    )


def _excel_cell(text: str) -> str:
    return text if text.startswith("<") else f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def filled(name: str) -> list[tuple[str, ...]]:
    return [tuple(cell.format(name=name) for cell in row) for row in ROWS]


def gigabyte() -> bytes:
    """A workbook of three megabytes whose sheet unpacks to a gigabyte."""
    file = io.BytesIO(excel(("1",)))
    with zipfile.ZipFile(file) as small, zipfile.ZipFile(made := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
        for name in small.namelist()[:2]:
            package.writestr(name, small.read(name))
        with package.open("xl/worksheets/s.xml", "w", force_zip64=True) as part:
            part.write(f'<worksheet xmlns="{SHEET}"><sheetData><row>'.encode())
            for _ in range(1000):
                part.write(b" " * 1_000_000)
            part.write(b"</row></sheetData></worksheet>")
    return made.getvalue()


def pdf(encrypt: str | None = None, *, picture: bool = False) -> bytes:
    """A PDF of one line, or of a picture alone."""
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=encrypt)
    if picture:
        canvas.drawInlineImage(_image(), 0, 0, 500, 700)
    else:
        canvas.drawString(100, 700, "2024")
    canvas.save()
    return file.getvalue()


def _image():
    from PIL import Image

    return Image.new("L", (50, 70), 200)


def xls() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for at, row in enumerate(filled("测试旧表")):
        for col, cell in enumerate(row):
            sheet.write(at, col, cell)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ole(stream: str) -> bytes:
    """The head of an OLE file with one stream: enough to tell what it is."""
    entries = (
        f"{name}\x00".encode("utf-16-le").ljust(64, b"\x00") + struct.pack("<H", 2 * len(name) + 2)
        for name in ("Root Entry", stream)
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"".join(entry.ljust(128, b"\x00") for entry in entries)


SIGNED = ["+测试1", "-测试2", "@测试"]


def signs() -> str:
    """A form as CSV, with names that a sheet would calculate."""
    named = [("产出指标", "数量指标", name, "≥5场", "6场", "5", "5") for name in SIGNED]
    return "\n".join(",".join(row + ("",) * (7 - len(row))) for row in [*filled("=cmd()|测试"), *named])


BOMB = '<!DOCTYPE d [<!ENTITY a "测"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
NOISE = bytes((7 * n * n + 3) % 256 for n in range(3000))

CASES = [
    Bad("truncated.docx", word("测试甲")[:-200], "damaged", "Fetch it again"),
    Bad("truncated.xlsx", excel(*filled("测试乙"))[:300], "damaged", "Fetch it again"),
    Bad("truncated.xls", xls()[:3000], "damaged", "Fetch it again"),
    Bad("truncated.pdf", pdf()[:400], "damaged", "Fetch it again"),
    Bad("truncated.txt", form("测试丙").encode() + "尾".encode()[:2], "cut_short", "Fetch"),
    Bad("empty.docx", b"", "empty_file", "published document"),
    Bad("word named.pdf", word("测试丁"), None),
    Bad("excel named.docx", excel(*filled("测试戊")), None),
    Bad("page named.xls", page("测试己").encode("gb18030"), None),
    Bad("page named.doc", page("测试庚").encode(), None),
    Bad("locked.pdf", pdf("secret"), "encrypted", "password"),
    Bad("locked.xlsx", ole("EncryptedPackage"), "encrypted", "password"),
    Bad("scan.pdf", pdf(picture=True), "needs_ocr", "OCR"),
    Bad("scan.pdf.txt", form("测试辛").encode(), None),
    Bad("picture.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "needs_ocr", "OCR"),
    Bad("entities.docx", word("测试", BOMB), "unsafe_xml", "Do not open"),
    Bad("outside.docx", word("测试", OUTSIDE), "unsafe_xml", "Do not open"),
    Bad("gigabyte.xlsx", gigabyte(), "too_much", "Take out"),
    Bad("not found.pdf", b"<!DOCTYPE html><html><head><title>404</title></head><body>404 Not Found</body></html>", "web_page", "Fetch"),
    Bad("one line.txt", ("项目名称 测试 " * 150_000).encode(), "no_form", "jixiao show"),
    Bad("one line.html", b"<html><body>" + "<b>测</b>".encode() * 300_000, "no_form", "jixiao show"),
    Bad("control.txt", form("测试\x1b[31m\x07\x7f壬").encode(), None),
    Bad("backwards.txt", form("测试\u202e癸").encode(), "runs_backwards", "without the marks"),
    Bad("noise.bin", NOISE, "not_text", "UTF-8"),
    Bad("year.txt", form("测试年").encode(), "bad_year", "four digits", {"fiscal_year": "20224"}),
    Bad("no year.txt", form("测试无年").encode(), "no_year", "fiscal_year", {"fiscal_year": ""}),
    Bad("date.txt", form("测试日").encode(), "bad_date", "YYYY-MM-DD", {"published_on": "2024-02-30"}),
    Bad("region.txt", form("测试区").encode(), "unknown_region", "region_changes.csv", {"region_code": "999999"}),
    Bad("old.doc", ole("WordDocument"), "unsupported_container", ".docx"),
    Bad("old.wps", ole("WordDocument"), "unsupported_container", ".docx"),
    Bad("other.wps", NOISE, "unsupported_container", ".docx"),
    Bad("sheet.et", xls(), None),
    Bad("other.et", NOISE, "unsupported_container", ".xlsx"),
    Bad("a.ofd", packed({"OFD.xml": "<OFD/>"}), "unsupported_container", "PDF"),
    Bad("a.rar", b"Rar!\x1a\x07\x00", "archive", "unpack"),
    Bad("a.7z", b"7z\xbc\xaf\x27\x1c\x00\x04", "archive", "unpack"),
    Bad("broken.rar", NOISE, "archive", "unpack"),
    Bad("documents.zip", packed({"a.txt": form("测试内")}), "archive", "jixiao add"),
    Bad("same.txt", form("测试辛").encode(), "duplicate_content", "take this one out"),
    Bad("missing.txt", None, "missing_file", "Put it there"),
    Bad("../outside.txt", form("测试外").encode(), "outside_folder", "Copy"),
    Bad("formula.xlsx", excel(*filled("测试式"), ("产出指标", "数量指标", "测试人次", "<c><f>1+1</f></c>", "6人", "5", "5")), "not_calculated", "calculate"),
    Bad("cells.csv", signs().encode(), None),
    Bad("a slip of points.txt", changed("滑", "90\t90", "-25\t240"), None),
    Bad("words alone.txt", changed("词", "≥5场\t6场", "2024年2月30日前\t8艘"), None),
    Bad("braces.txt", changed("括{left}", "测试样本局", "测试样本局{expected}"), None),
    Bad("a name that is a word.txt", changed("峰", "测试样本局", "测试样本局\n项目负责人\t高峰", "测试场次", "高峰期通行效率"), "names_a_person", "one of them holds a word"),
    Bad("a telephone.txt", changed("电", "测试场次", "拨打138" + "0" * 8), "names_a_person", "nothing of a person"),
    Bad("siblings.txt", changed("财", "测试样本局", SIBLINGS), None),
    *(
        Bad(name, form(f"测试名{at}").encode(), None)
        for at, name in enumerate(["a  b .txt", "quo'te\".txt", "new\nline.txt", "*?[a].txt", "$(x)`y`;&.txt", "=1.txt", "[red]x[bold].txt", "\x1b[31mc.txt", "r\u202etl.txt", "-f.txt", "甲乙/丙 丁.txt"])
    ),
]  # fmt: skip
