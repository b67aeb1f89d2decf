"""Forms as workbooks: a sheet for each form, or all below one another on one sheet; figures as numbers."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence

import openpyxl
import xlwt

from corpora.containers.word import packed
from corpora.grid import Sheet

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?(%?)")

Write = Callable[[int, int, int, int, str], None]
"""Writes a text into row, column, height, width (from 0)."""


def workbook(sheets: Sequence[Sheet], *, stacked: bool = False) -> bytes:
    """A .xlsx with merged cells."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, group in _pages(sheets, stacked=stacked):
        page = book.create_sheet(name)

        def write(row: int, col: int, height: int, width: int, text: str, page: object = page) -> None:
            value, pattern = _typed(text)
            cell = page.cell(row + 1, col + 1, value)
            cell.number_format = pattern
            if isinstance(value, str):
                cell.data_type = "s"  # 年度指标值 =100% is no formula
            if height * width > 1:
                page.merge_cells(None, row + 1, col + 1, row + height, col + width)

        _fill(group, write)
    file = io.BytesIO()
    book.save(file)
    return _undated(file.getvalue())


def _undated(data: bytes) -> bytes:
    """The same package without the time at which it was written."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = parts["docProps/core.xml"].decode()
    return packed(parts | {"docProps/core.xml": _TIME.sub("2024-01-01T00:00:00Z", core)})


def old_workbook(sheets: Sequence[Sheet], *, stacked: bool = False) -> bytes:
    """A .xls with merged cells."""
    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[str, xlwt.XFStyle] = {}
    for name, group in _pages(sheets, stacked=stacked):
        page = book.add_sheet(name)

        def write(row: int, col: int, height: int, width: int, text: str, page: object = page) -> None:
            value, pattern = _typed(text)
            style = styles.setdefault(pattern, xlwt.easyxf(num_format_str=pattern))
            if height * width > 1:
                page.write_merge(row, row + height - 1, col, col + width - 1, value, style)
            else:
                page.write(row, col, value, style)

        _fill(group, write)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _pages(sheets: Sequence[Sheet], *, stacked: bool) -> Iterator[tuple[str, Sequence[Sheet]]]:
    if stacked:
        yield "绩效公开", sheets
        return
    for number, sheet in enumerate(sheets, 1):
        yield f"附表{number}", [sheet]


def _fill(sheets: Sequence[Sheet], write: Write) -> None:
    at = 0
    for sheet in sheets:
        for line in (sheet.title, *sheet.above):
            write(at, 0, 1, len(sheet.widths), line)
            at += 1
        for placed in sheet.placed():
            if placed.box.text:
                write(at + placed.row, placed.col, placed.box.height, placed.box.width, placed.box.text)
            elif placed.box.width * placed.box.height > 1:
                write(at + placed.row, placed.col, placed.box.height, placed.box.width, "")
        at += len(sheet.rows)
        for line in sheet.below:
            write(at, 0, 1, len(sheet.widths), line)
            at += 1
        at += 1


def _typed(text: str) -> tuple[str | float, str]:
    """A figure as a number with the format that shows it as printed; any other text as it is."""
    match = _NUMBER.fullmatch(text)
    if not match:
        return text, "General"
    decimals, percent = match[1] or "", match[2]
    pattern = ("#,##0" if "," in text else "0") + (f".{'0' * len(decimals)}" if decimals else "") + percent
    value = float(text.replace(",", "").rstrip("%"))
    return (round(value / 100, len(decimals) + 4) if percent else value), pattern
