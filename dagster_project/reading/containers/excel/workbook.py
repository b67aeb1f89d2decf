"""Workbooks in XML (.xlsx, .xlsm): sheets streamed, so that a large one costs no more memory than its cells.

A formula is displayed with the value that the program stored beside it; without one it is kept as it is and doubted.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.excel.display import display
from dagster_project.reading.containers.excel.formats import BUILT_IN
from dagster_project.reading.containers.excel.sheet import Area, Sheet, grid_of, sheet_name
from dagster_project.reading.containers.package import Package, attribute, events, is_on, local
from dagster_project.reading.document import Doubt, Grid, Paragraph
from dagster_project.reading.problems import refusal

USUAL = "xl/workbook.xml"

_NAME = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets of a workbook share: strings, the format of every style, the origin of dates.

    `cut` are the numbers of the strings of which a part is struck out, `struck` those of the styles that strike all.
    """

    strings: list[str]
    cut: set[int]
    formats: list[str]
    struck: set[int]
    is_1904: bool


def read(data: bytes, desk: Desk) -> Iterable[Paragraph | Grid]:
    """One grid for every sheet that is shown. Raises ReadingError where the file cannot be opened."""
    package = Package(data, desk)
    place = package.main_part(USUAL)
    root = package.tree(place)
    related = package.related(place)
    parts = {kind: part for kind, part in related.values() if kind in ("sharedStrings", "styles")}
    book = _Book(*_strings(package, parts.get("sharedStrings")), *_styles(package, parts.get("styles")), _is_1904(root))
    for element in root.iter("{*}sheet"):
        name = sheet_name(element.get("name") or "")
        if element.get("state") in ("hidden", "veryHidden"):
            desk.leave_out(f"sheet:{name}")
            continue
        kind, part = related.get(attribute(element, "id") or "", ("", ""))
        if kind == "worksheet" and package.has(part):
            yield from grid_of(_sheet(package.open(part), name, book, desk), desk)


def _is_1904(root: Any) -> bool:
    return any(element.get("date1904") in ("1", "true") for element in root.iter("{*}workbookPr"))


def _strings(package: Package, part: str | None) -> tuple[list[str], set[int]]:
    """The strings that cells share, runs of different fonts joined, readings beside them left out; which are cut."""
    strings, cut = list[str](), set[int]()
    if not part or not package.has(part):
        return strings, cut
    for event, element in events(package.open(part)):
        if event == "end" and local(element) == "si":
            if _is_cut(element):
                cut.add(len(strings))
            strings.append(_string(element))
            _forget(element)
    return strings, cut


def _string(element: Any) -> str:
    """The text of a string item but for what is struck out. Escapes such as `_x000D_` are what XML cannot hold."""
    texts = [
        each.text or ""
        for child in element
        for each in ([child] if local(child) == "t" else child if local(child) == "r" and not _is_struck(child) else ())
        if local(each) == "t"
    ]
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found.group(1), 16)), "".join(texts))


def _is_cut(element: Any) -> bool:
    """Whether a part of a string item is struck out."""
    return any(local(run) == "r" and _is_struck(run) for run in element)


def _is_struck(element: Any) -> bool:
    """Whether a run, or a font, strikes its text out."""
    return any(is_on(mark) for mark in element.iter("{*}strike"))


def _styles(package: Package, part: str | None) -> tuple[list[str], set[int]]:
    """The number format of every cell style, and the numbers of those that strike out."""
    if not part or not package.has(part):
        return [], set()
    root = package.tree(part)
    own = {each.get("numFmtId"): each.get("formatCode") or "General" for each in root.iter("{*}numFmt")}
    styles = next((child for child in root if local(child) == "cellXfs"), ())
    ids = [each.get("numFmtId") or "0" for each in styles]
    fonts = next((child for child in root if local(child) == "fonts"), ())
    struck = {str(number) for number, font in enumerate(fonts) if _is_struck(font)}
    return (
        [own.get(number) or BUILT_IN.get(int(number) if number.isdecimal() else 0, "General") for number in ids],
        {number for number, each in enumerate(styles) if each.get("fontId") in struck},
    )


def _sheet(stream: Any, name: str, book: _Book, desk: Desk) -> Sheet:
    sheet = Sheet(name)
    state = _Position()
    for event, element in events(stream):
        kind = local(element)
        if event == "start":
            if kind == "row":
                _begin_row(element, sheet, state)
        elif kind in _ENDS:
            _ENDS[kind](element, sheet, state, book, desk)
            _forget(element)
    return sheet


@dataclass(slots=True)
class _Position:
    """Where a sheet is being read: cells and rows may leave out their places."""

    row: int = -1
    col: int = -1


def _begin_row(element: Any, sheet: Sheet, state: _Position) -> None:
    number = element.get("r") or ""
    state.row = int(number) - 1 if number.isdecimal() and int(number) else state.row + 1
    state.col = -1
    if (element.get("hidden") or "0") in ("1", "true"):
        sheet.hidden_rows.add(state.row)


def _end_cell(element: Any, sheet: Sheet, state: _Position, book: _Book, desk: Desk) -> None:
    place = _place(element.get("r") or "") or (state.row, state.col + 1)
    state.row, state.col = place
    desk.take_cells()
    parts = {local(child): child for child in element}
    sheet.texts[place] = _text(element, parts, book)
    if "f" in parts and not sheet.texts[place] and element.get("t") != "str":
        sheet.texts[place] = f"={parts['f'].text or ''}"
        sheet.doubts[place] = Doubt("not_calculated")
    _strike(element, parts, place, sheet, book)


def _strike(element: Any, parts: Mapping[str, Any], place: tuple[int, int], sheet: Sheet, book: _Book) -> None:
    """A cell that is struck out as a whole says nothing; of one that is in part, that is noted."""
    number = (parts["v"].text or "") if "v" in parts and element.get("t") == "s" else ""
    is_cut = number.isdecimal() and int(number) in book.cut
    is_whole = _style(element) in book.struck and sheet.texts[place].strip() != ""
    if is_whole or is_cut or ("is" in parts and _is_cut(parts["is"])):
        sheet.struck.add(place)
    if is_whole:
        sheet.texts[place] = ""


def _end_merge(element: Any, sheet: Sheet, _state: _Position, _book: _Book, desk: Desk) -> None:
    desk.take_cells()
    first, _, last = (element.get("ref") or "").partition(":")
    begin, end = _place(first), _place(last)
    if begin and end:
        sheet.merged.append(Area(begin[0], begin[1], end[0] + 1, end[1] + 1))


def _end_column(element: Any, sheet: Sheet, _state: _Position, _book: _Book, _desk: Desk) -> None:
    first, last = element.get("min") or "", element.get("max") or ""
    if (element.get("hidden") or "0") in ("1", "true") and first.isdecimal() and last.isdecimal():
        sheet.hidden_columns.append(range(int(first) - 1, int(last)))


_ENDS: Mapping[str, Callable[[Any, Sheet, _Position, _Book, Desk], None]] = {
    "c": _end_cell,
    "mergeCell": _end_merge,
    "col": _end_column,
}


def _text(element: Any, parts: Mapping[str, Any], book: _Book) -> str:
    """What a cell displays."""
    kind = element.get("t") or "n"
    if kind == "inlineStr":
        return _string(parts["is"]) if "is" in parts else ""
    value = (parts["v"].text or "") if "v" in parts else ""
    if kind == "s":
        number = int(value) if value.isdecimal() else -1
        return _as_text(book.strings[number], element, book) if 0 <= number < len(book.strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    if kind == "n" and value:
        return _number(value, element, book)
    return value


def _format(element: Any, book: _Book) -> str:
    number = _style(element)
    return book.formats[number] if number < len(book.formats) else "General"


def _style(element: Any) -> int:
    style = element.get("s") or "0"
    return int(style) if style.isdecimal() else 0


def _as_text(value: str, element: Any, book: _Book) -> str:
    return display(value, _format(element, book), is_1904=book.is_1904)


def _number(value: str, element: Any, book: _Book) -> str:
    try:
        return display(float(value), _format(element, book), is_1904=book.is_1904)
    except ValueError:
        raise refusal("damaged", container="Excel", kind="no number") from None


def _place(name: str) -> tuple[int, int] | None:
    """B7 -> (6, 1); None for what is no cell's name."""
    found = _NAME.fullmatch(name.upper())
    if not found:
        return None
    col = 0
    for letter in found.group(1):
        col = col * 26 + ord(letter) - ord("A") + 1
    return int(found.group(2)) - 1, col - 1


def _forget(element: Any) -> None:
    """Free what has been read: the element's own content and the siblings before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
