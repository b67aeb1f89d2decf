"""PDF: pages with a word of a form are laid out from their geometry and read by two libraries, all others passed over.

Passed over means read as running text alone, line by line. Ruled tables become grids whose spans come from the lines,
also where they run over pages; words in clear columns become grids; everything else is paragraphs in the order of the
text. Locators count from 1: `page:3/table:1/row:5/col:2`, `page:3/line:12`.
"""

import logging
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from dagster_project.errors import ReadingError
from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.pdf.flow import Flow, FlowPage
from dagster_project.reading.containers.pdf.page import LaidPage, LaidTable, laid_out, without_geometry
from dagster_project.reading.containers.pdf.pages import blocks_of
from dagster_project.reading.containers.pdf.plumber import ERRORS, Plumber
from dagster_project.reading.document import Grid, Paragraph
from dagster_project.reading.fold import fold
from dagster_project.reading.problems import refusal

_MOST_UNMAPPED = 0.5
_END, _TAIL = b"%%EOF", 2048
# Both libraries tell the log about every oddity of a file; what matters is in the document's problems.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


def read(data: bytes, desk: Desk) -> Iterable[Paragraph | Grid]:
    """Paragraphs and grids of a PDF. Raises ReadingError where it is locked, broken, or holds no text."""
    with Flow(data) as flow:
        desk.check("pages", len(flow), desk.limits.pages)
        if _END not in data[-_TAIL:]:
            desk.note("cut_short", f"page:{len(flow)}")
        reader = _Reader(data, flow, desk)
        pages = list(reader.pages())
    if not reader.characters:
        raise refusal("needs_ocr")
    if reader.unmapped > _MOST_UNMAPPED * reader.characters:
        raise refusal("unmapped_text")
    return blocks_of(pages)


@cache
def page_words() -> tuple[str, ...]:
    """The words by which a page is taken for one of a form."""
    path = Path(__file__).with_name("page_words.toml")
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["words"])


class _Reader:
    """The pages of a PDF one after the other; what has been seen of its characters."""

    def __init__(self, data: bytes, flow: Flow, desk: Desk) -> None:
        self._data, self._flow, self._desk = data, flow, desk
        self._plumber: Plumber | None = None
        self.characters = self.unmapped = 0

    def pages(self) -> Iterator[LaidPage]:
        """Every page, laid out if it may hold a form or go on with one."""
        above: LaidPage | None = None
        for number in range(1, len(self._flow) + 1):
            self._desk.check_time()
            try:
                with self._flow.page(number - 1) as page:
                    laid, goes_on = self._page(number, page, above)
            except ReadingError as error:
                self._desk.note("damaged", f"page:{number}", container="page", kind=error.reason_code)
                continue
            above = laid if goes_on else None
            yield laid

    def _page(self, number: int, page: FlowPage, above: LaidPage | None) -> tuple[LaidPage, bool]:
        """A page, and whether the next one may go on with its form."""
        text = page.text()
        self._count(number, page, text)
        folded = fold(text)
        has_word = any(word in folded for word in page_words())
        if not (has_word or above) or not folded:
            return without_geometry(number, text), False
        laid = self._laid_out(number, page, text, above)
        self._desk.take_cells(sum(len(item.cells) if isinstance(item, LaidTable) else 1 for item in laid.items))
        return laid, has_word or any(isinstance(item, LaidTable) for item in laid.items[:1])

    def _count(self, number: int, page: FlowPage, text: str) -> None:
        printed = [char for char in text if not char.isspace()]
        self.characters += len(printed)
        self.unmapped += sum(char == "\ufffd" or char < " " or "\ue000" <= char <= "\uf8ff" for char in printed)
        if not printed and page.has_picture():
            self._desk.note("page_needs_ocr", f"page:{number}")

    def _laid_out(self, number: int, page: FlowPage, text: str, above: LaidPage | None) -> LaidPage:
        """A page with its geometry; as text with doubted figures where only one library can read it."""
        if page.count() > self._desk.limits.page_characters:
            return without_geometry(number, text, is_doubted=True)
        try:
            self._plumber = self._plumber or Plumber(self._data, self._desk.limits)
            marks = self._plumber.marks(number - 1)
        except ERRORS:
            return without_geometry(number, text, is_doubted=True)
        return laid_out(number, marks, page.lines(marks.frame), above)
