"""How fast documents become rows, container by container: `make bench`.

One form is written again and again as text, Word, Excel, HTML and PDF, and read to the rows of the raw tables, each
container in a process of its own; a form that is not loaded ends the benchmark. The floor of PDF is pypdfium2's
plain text of the same pages. Memory is the highest sum of resident sizes of that process and its helper, beside what
they take for one form. Linux only. Prints rows for README.md.
"""

import argparse
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pypdfium2
import xlwt
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table
from reportlab.platypus.paragraph import ParagraphStyle

from dagster_project.reading import containers
from dagster_project.reading.collect import read_all
from dagster_project.reading.manifest import Source
from dagster_project.reading.tabulating import document_rows
from refresh import conditions, megabytes

FORMS, DOCUMENTS, PAGES = 200, 60, 400
LOOK_EVERY = 0.02
FONT = "STSong-Light"
LINE = ParagraphStyle("line", fontName=FONT, fontSize=9)
TITLE = ["项目支出绩效自评表"]
ROWS = [
    ["项目名称", "测试样本项目{number}", "", "", "", "", ""],
    ["主管部门", "测试样本局", "实施单位", "测试样本站", "", "", ""],
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "得分"],
    ["", "年度资金总额", "12.5", "12.5", "10", "10", "8"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    *(["产出指标", "数量指标", f"测试场次{row}", "≥5场", "6场", "5", "5"] for row in range(18)),
    ["总分", "", "", "", "", "100", "98"],
]
Rows = list[list[str]]


def form(number: int) -> Rows:
    """The rows of a form."""
    return [[cell.format(number=number) for cell in row] for row in ROWS]


def text(count: int) -> bytes:
    """Forms as text with tabs."""
    forms = ("\n".join(map("\t".join, [TITLE, *form(number)])) for number in range(count))
    return "\n\n".join(forms).encode()


def html(count: int) -> bytes:
    """Forms as tables of a page."""
    rows = ("".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}" for row in form(number)) for number in range(count))
    return f"<html>{''.join(f'<p>{TITLE[0]}</p><table>{each}</table>' for each in rows)}".encode()


def word(count: int) -> bytes:
    """Forms as tables of a Word file."""
    document = docx.Document()
    for number in range(count):
        document.add_paragraph(TITLE[0])
        table = document.add_table(len(ROWS), len(ROWS[0]))
        for cell, printed in zip(table._cells, chain.from_iterable(form(number)), strict=True):  # noqa: SLF001 - ten times faster
            cell.text = printed
    return saved(document.save)


def xlsx(count: int) -> bytes:
    """Forms as sheets of a workbook."""
    book = openpyxl.Workbook()
    for number in range(count):
        sheet = book.create_sheet(f"表{number}")
        for row in [TITLE, *form(number)]:
            sheet.append(row)
    return saved(book.save)


def xls(count: int) -> bytes:
    """Forms as sheets of an old workbook."""
    book = xlwt.Workbook()
    for number in range(count):
        sheet = book.add_sheet(f"表{number}")
        for at, row in enumerate([TITLE, *form(number)]):
            for col, cell in enumerate(row):
                sheet.write(at, col, cell)
    return saved(book.save)


def pdf(count: int) -> bytes:
    """Forms as ruled tables, one a page."""
    style = [("FONT", (0, 0), (-1, -1), FONT, 9), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    made = (
        [Paragraph(TITLE[0], LINE), Table(form(number), colWidths=[90, *[100] * 6], style=style), PageBreak()]
        for number in range(count)
    )
    return paged(made)


def pdf_without(count: int) -> bytes:
    """Pages of a budget without a form: tables and prose."""
    style = [("FONT", (0, 0), (-1, -1), FONT, 9), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    rows = [[str(row), "测试收入科目", f"{row * 37}.20", "测试说明文字"] for row in range(24)]
    return paged(
        [Paragraph("部门收支情况说明。" * 8, LINE), Table(rows, style=style), PageBreak()] for _ in range(count)
    )


def paged(flow: Iterable[list[Any]]) -> bytes:
    """A PDF of what flows."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return saved(
        lambda file: SimpleDocTemplate(file, pagesize=landscape(A4)).build([item for page in flow for item in page])
    )


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    """What a library saves."""
    file = io.BytesIO()
    save(file)
    return file.getvalue()


KINDS: Mapping[str, Callable[[int], bytes]] = {
    "text": text, "html": html, "word": word, "xlsx": xlsx, "xls": xls, "pdf": pdf,
}  # fmt: skip


def read(path: Path, forms: int) -> float:
    """Seconds for reading a document to its rows, which must all be loaded; the better of two, libraries loaded."""
    return min(read_once(path, forms) for _ in range(2))


def read_once(path: Path, forms: int) -> float:
    """Seconds for reading a document to its rows."""
    began = time.perf_counter()
    tables = document_rows(Source(1, path.name, "110101", fiscal_year="2024"), containers.read(path.read_bytes()), "")
    seconds = time.perf_counter() - began
    if [form["status"] for form in tables["forms"]] != ["loaded"] * forms:
        sys.exit(f"{path.name}: {len(tables['forms'])} forms of {forms}, {tables['rejects'][:1]}")
    return seconds


def apart(path: Path, forms: int) -> tuple[float, float]:
    """Seconds and peak megabytes of reading a document in a process of its own."""
    command = [sys.executable, __file__, "--read", str(path), "--forms", str(forms)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True, text=True)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, megabytes(process.pid))
        time.sleep(LOOK_EVERY)
    if process.returncode or process.stdout is None:
        sys.exit(f"reading {path.name} ended with {process.returncode}")
    return float(process.stdout.read()), peak


def plain_text(data: bytes) -> float:
    """Seconds that pypdfium2 takes for the text of all pages: the floor."""
    began = time.perf_counter()
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        document[number].get_textpage().get_text_bounded()
    return time.perf_counter() - began


def measure_containers(folder: Path) -> None:
    """A row for each container."""
    print("| container | forms a second | peak MB | MB for one form |")
    print("|---|---|---|---|")
    for name, make in KINDS.items():
        one, many = folder / f"one.{name}", folder / f"many.{name}"
        one.write_bytes(make(1))
        many.write_bytes(make(FORMS))
        (_, least), (seconds, most) = apart(one, 1), apart(many, FORMS)
        print(f"| {name} | {FORMS / seconds:.0f} | {most:.0f} | {least:.0f} |", flush=True)


def measure_pages(folder: Path) -> None:
    """PDF beside its floor, and pages that hold no form."""
    floor = plain_text((folder / "many.pdf").read_bytes())
    print(f"\npypdfium2's plain text of the same {FORMS} pages: {FORMS / floor:.0f} pages a second")
    path = folder / "without.pdf"
    path.write_bytes(pdf_without(PAGES))
    seconds, most = apart(path, 0)
    print(f"{PAGES} pages without a form: {seconds:.1f} s, {most:.0f} MB")


def measure_processes(folder: Path) -> None:
    """Many documents by one process and by two."""
    listed = [Source(number, f"{number}.pdf", "110101", fiscal_year="2024") for number in range(DOCUMENTS)]
    for source in listed:
        (folder / source.path).write_bytes(pdf(1 + source.manifest_no % 3))
    for workers in (1, 2):
        began = time.perf_counter()
        read_all(listed, folder, {"110101": ""}, workers=workers)
        print(f"{DOCUMENTS} small PDFs by {workers} process(es): {time.perf_counter() - began:.1f} s", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Forms and pages a second, container by container.")
    parser.add_argument("--read", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--forms", type=int, default=0, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.read:
        print(read(arguments.read, arguments.forms))
        return
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
        measure_containers(Path(folder))
        measure_pages(Path(folder))
        measure_processes(Path(folder))
    print(f"on {conditions()}")


if __name__ == "__main__":
    main()
