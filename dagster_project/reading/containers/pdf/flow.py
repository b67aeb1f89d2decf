"""The second witness, pdfium: the text of a page in the order in which it runs, and where its characters stand."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import hypot
from typing import Any, Self

import pypdfium2
import pypdfium2.raw as pdfium
from pypdfium2 import PdfiumError

from dagster_project.reading.containers.pdf.geometry import Box, Char, Frame, on_line
from dagster_project.reading.problems import refusal

_LOCKED = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
_HYPHENS = (0x02, 0xFFFE, 0xAD)  # what pdfium makes of a hyphen at the end of a line
_LARGE_PICTURE = 0.25  # of a page


@cache
def _begin() -> None:
    """Let pdfium know no fonts but its own and a document's: a machine's would place characters otherwise."""
    none = (ctypes.POINTER(ctypes.c_char) * 1)()
    pdfium.FPDF_DestroyLibrary()
    pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=none))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of running text: its number on the page from 1, its characters; a blank made by pdfium has no place."""

    number: int
    text: str
    chars: tuple[Char, ...]


class Flow:
    """A PDF opened by pdfium."""

    def __init__(self, data: bytes) -> None:
        """Open the document. Raises ReadingError where it is locked or broken."""
        _begin()
        try:
            self._pdf = pypdfium2.PdfDocument(data)
        except PdfiumError as error:
            if error.err_code in _LOCKED:
                raise refusal("encrypted") from error
            raise refusal("damaged", container="PDF", kind="no pages") from error

    def __enter__(self) -> Self:
        """The document, open until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the document."""
        self._pdf.close()

    def __len__(self) -> int:
        """The number of pages."""
        return len(self._pdf)

    def page(self, number: int) -> "FlowPage":
        """A page, counted from 0. Raises ReadingError where it is broken."""
        try:
            return FlowPage(self._pdf[number])
        except PdfiumError as error:
            raise refusal("damaged", container="PDF", kind=f"page {number + 1}") from error


class FlowPage:
    """A page and its text; to be used in a `with` block."""

    def __init__(self, page: Any) -> None:
        """Load the text of a page. Raises PdfiumError."""
        self._page = page
        self._text = page.get_textpage()

    def __enter__(self) -> Self:
        """The page, open until the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the page."""
        self._text.close()
        self._page.close()

    def count(self) -> int:
        """The number of characters."""
        return max(int(pdfium.FPDFText_CountChars(self._text)), 0)

    def text(self) -> str:
        """The running text with a line feed after every line."""
        text: str = self._text.get_text_range() if self.count() else ""
        return text.replace("\r\n", "\n").replace("\ufffe", "-").replace("\x02", "-")

    def has_picture(self) -> bool:
        """Whether pictures cover a good part of the page."""
        width, height = self._page.get_size()
        try:
            pictures = self._page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
            boxes = [each.get_bounds() for each in pictures]
        except PdfiumError:
            return False
        return bool(sum(abs((x1 - x0) * (y1 - y0)) for x0, y0, x1, y1 in boxes) > _LARGE_PICTURE * width * height)

    def lines(self, frame: Frame) -> list[Line]:
        """The lines of running text with the places of their characters."""
        lines: list[Line] = []
        chars: list[Char] = []
        number = 1
        for char in self._chars(frame):
            if char is None:
                lines += _line(number, chars)
                number, chars = number + 1, []
            else:
                chars.append(char)
        return lines + _line(number, chars)

    def _chars(self, frame: Frame) -> Iterator[Char | None]:
        """Character by character; None ends a line."""
        for at in range(self.count()):
            code = pdfium.FPDFText_GetUnicode(self._text, at)
            if code == ord("\n"):
                yield None
            elif code != ord("\r"):
                yield Char("-" if code in _HYPHENS else chr(code), self._box(at, frame))

    def _box(self, at: int, frame: Frame) -> Box:
        """Where a character stands; nowhere for one that pdfium has made."""
        loose, matrix, x, y = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        if not pdfium.FPDFText_GetLooseCharBox(self._text, at, loose):
            return Box(0, 0, 0, 0)
        box = frame.seen(loose.left, loose.bottom, loose.right, loose.top)
        if pdfium.FPDFText_GetCharOrigin(self._text, at, x, y) and pdfium.FPDFText_GetMatrix(self._text, at, matrix):
            size = pdfium.FPDFText_GetFontSize(self._text, at) * hypot(matrix.c, matrix.d)
            base = frame.seen(x.value, y.value, x.value, y.value)
            box = on_line(box, base, size or box.bottom - box.top)
        return box


def _line(number: int, chars: list[Char]) -> list[Line]:
    text = "".join(char.text for char in chars).strip()
    return [Line(number, text, tuple(chars))] if text else []


def has_place(char: Char) -> bool:
    """Whether a character stands somewhere: blanks that pdfium puts between words do not."""
    return char.box.x1 > char.box.x0 and not char.text.isspace()


def box_of(line: Line) -> Box | None:
    """Where a line stands, None where nobody knows."""
    boxes = [char.box for char in line.chars if has_place(char)]
    if not boxes:
        return None
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )
