"""Workbooks of Excel 97-2003 (.xls, and .et of WPS, which holds the same streams), through xlrd.

xlrd and not python-calamine: only xlrd knows the number formats, without which 96% would come out as 0.96.
"""

import io
import struct
from collections.abc import Iterable, Iterator
from typing import Any

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.compdoc import CompDocError

from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.excel.display import display
from dagster_project.reading.containers.excel.sheet import Area, Sheet, grid_of, sheet_name
from dagster_project.reading.document import Grid, Paragraph
from dagster_project.reading.problems import refusal

# What xlrd lets out for broken or cut files, besides its own two.
_DAMAGE = (
    XLRDError, CompDocError, struct.error, AssertionError, IndexError, KeyError, ValueError, TypeError, AttributeError,
    OverflowError, NotImplementedError, EOFError, RecursionError, MemoryError, ZeroDivisionError, UnboundLocalError,
)  # fmt: skip


def read(data: bytes, desk: Desk) -> Iterable[Paragraph | Grid]:
    """One grid for every sheet that is shown. Raises ReadingError where the file is broken or locked."""
    book = _open(data)
    for number in range(book.nsheets):
        try:
            sheet = _sheet(book, number, desk)
        except _DAMAGE as error:
            raise _refused(error) from error
        if sheet is not None:
            yield from grid_of(sheet, desk)


def _open(data: bytes) -> Any:
    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=io.StringIO()
        )
    except _DAMAGE as error:
        raise _refused(error) from error


def _refused(error: BaseException) -> Exception:
    if isinstance(error, XLRDError) and "encrypted" in str(error).lower():
        return refusal("encrypted")
    return refusal("damaged", container="Excel 97-2003", kind=type(error).__name__)


def _sheet(book: Any, number: int, desk: Desk) -> Sheet | None:
    source = book.sheet_by_index(number)
    name = sheet_name(book.sheet_names()[number])
    if source.visibility:
        desk.leave_out(f"sheet:{name}")
        return None
    sheet = Sheet(name)
    for row in range(source.nrows):
        desk.take_cells(source.row_len(row))
        for col, text in _row(book, source, row):
            shown = _not_struck(text, (row, col), book, source)
            sheet.texts[row, col] = shown
            if shown != text:
                sheet.struck.add((row, col))
    sheet.merged = [Area(top, left, bottom, right) for top, bottom, left, right in source.merged_cells]
    sheet.hidden_rows = {row for row, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = [range(col, col + 1) for col, info in source.colinfo_map.items() if info.hidden]
    book.unload_sheet(number)
    return sheet


def _row(book: Any, source: Any, row: int) -> Iterator[tuple[int, str]]:
    for col in range(source.row_len(row)):
        cell = source.cell(row, col)
        if cell.ctype != xlrd.XL_CELL_EMPTY:
            yield col, _text(book, cell)


def _not_struck(text: str, place: tuple[int, int], book: Any, source: Any) -> str:
    """What is left of a cell's text without what is struck out: in whole by its style, in part by runs of its text."""
    style = source.cell(*place).xf_index
    font = book.xf_list[style].font_index if style is not None else 0
    runs = [(0, font), *source.rich_text_runlist_map.get(place, [])]
    ends = [start for start, _ in runs[1:]] + [len(text)]
    return "".join(
        text[start:end] for (start, number), end in zip(runs, ends, strict=True) if not _strikes(book, number)
    )


def _strikes(book: Any, font: int) -> bool:
    return font < len(book.font_list) and bool(book.font_list[font].struck_out)


def _text(book: Any, cell: Any) -> str:
    """What a cell displays."""
    if cell.ctype == xlrd.XL_CELL_BLANK:
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(error_text_from_code.get(cell.value, "#N/A"))
    return display(cell.value, _format(book, cell), is_1904=bool(book.datemode))


def _format(book: Any, cell: Any) -> str:
    style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
    found = book.format_map.get(style.format_key) if style else None
    return found.format_str or "General" if found else "General"
