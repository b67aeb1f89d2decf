"""The first witness, pdfplumber: where characters and ruling lines stand on a page."""

import io
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from dagster_project.reading.containers.limits import Limits
from dagster_project.reading.containers.pdf.geometry import Box, Char, Frame, on_line
from dagster_project.reading.containers.symbols import shown

# What pdfplumber and pdfminer let out for pages that they cannot make sense of.
ERRORS = (
    PdfminerException, MalformedPDFException, PDFException, PSException, ValueError, TypeError, LookupError,
    AttributeError, AssertionError, ArithmeticError, RecursionError, NotImplementedError, OSError,
    EOFError, struct.error, zlib.error,
)  # fmt: skip

# A rectangle thinner than this is a line; one smaller than that in both directions is a box to tick or a bullet.
_LINE, _MARK = 2.0, 12.0
_LOST = "\ufffd"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A ruling line: at `at` from the left (or top) from `start` to `end`."""

    is_vertical: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Marks:
    """What is printed on a page. `frame` says how to bring another witness's places to these."""

    frame: Frame
    chars: tuple[Char, ...]
    rulings: tuple[Ruling, ...]


class Plumber:
    """A PDF opened by pdfplumber. Every method raises one of ERRORS where it fails."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the document."""
        self._pdf = pdfplumber.open(io.BytesIO(data))
        self._limits = limits

    def marks(self, number: int) -> Marks:
        """The characters and ruling lines of a page, counted from 0. Too many lines are a drawing, and none."""
        page = self._pdf.pages[number]
        try:
            frame = _frame(page, _turns(page.chars))
            chars = tuple(_char(char, page, frame) for char in page.chars)
            drawn = sum(len(kind) for kind in (page.lines, page.rects, page.curves))
            rulings = tuple(_rulings(page, frame)) if drawn <= self._limits.page_rulings else ()
            return Marks(frame, chars, rulings)
        finally:
            page.close()

    def close(self) -> None:
        """Let go of the document."""
        self._pdf.flush_cache()


def _frame(page: Any, turns: int) -> Frame:
    x0, y0, x1, y1 = (float(each) for each in page.page_obj.mediabox)
    return Frame(Box(x0, y0, x1, y1), int(page.page_obj.rotate) % 360, turns)


def _turns(chars: Iterable[Mapping[str, Any]]) -> int:
    """The quarters by which the page's text is turned: to where most of its characters run."""
    count = Counter(_direction(char["matrix"]) for char in chars)
    return count.most_common(1)[0][0] if count else 0


def _direction(matrix: tuple[float, ...]) -> int:
    a, b = matrix[0], matrix[1]
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 2
    return 1 if b > 0 else 3


def _box(thing: Mapping[str, Any], page: Any, frame: Frame) -> Box:
    """Where a thing stands, with the page's corner at 0 and its text running to the right."""
    left, top = float(page.mediabox[0]), float(page.mediabox[1])
    return frame.upright(Box(thing["x0"] - left, thing["top"] - top, thing["x1"] - left, thing["bottom"] - top))


def _char(char: Mapping[str, Any], page: Any, frame: Frame) -> Char:
    text = char["text"]
    x, y = char["matrix"][4], frame.size[1] - char["matrix"][5]
    box = _box(char, page, frame)
    box = on_line(box, frame.upright(Box(x, y, x, y)), box.bottom - box.top)
    return Char(_LOST if text.startswith("(cid:") else shown(text, str(char["fontname"])), box)


def _rulings(page: Any, frame: Frame) -> Iterator[Ruling]:
    for line in page.lines:
        yield from _sides(_box(line, page, frame))
    for rectangle in page.rects:
        yield from _sides(_box(rectangle, page, frame))
    for curve in page.curves:
        points = curve["pts"]
        for (x0, y0), (x1, y1) in pairwise(points):
            side = {"x0": min(x0, x1), "top": min(y0, y1), "x1": max(x0, x1), "bottom": max(y0, y1)}
            if side["x1"] - side["x0"] < 1 or side["bottom"] - side["top"] < 1:
                yield from _sides(_box(side, page, frame))


def _sides(box: Box) -> Iterator[Ruling]:
    """The lines that a rectangle draws: one where it is thin, none where it is a small mark, else its four sides."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    if height <= _LINE < width:
        yield Ruling(is_vertical=False, at=box.y, start=box.x0, end=box.x1)
    elif width <= _LINE < height:
        yield Ruling(is_vertical=True, at=box.x, start=box.top, end=box.bottom)
    elif max(width, height) > _MARK:
        yield Ruling(is_vertical=False, at=box.top, start=box.x0, end=box.x1)
        yield Ruling(is_vertical=False, at=box.bottom, start=box.x0, end=box.x1)
        yield Ruling(is_vertical=True, at=box.x0, start=box.top, end=box.bottom)
        yield Ruling(is_vertical=True, at=box.x1, start=box.top, end=box.bottom)
