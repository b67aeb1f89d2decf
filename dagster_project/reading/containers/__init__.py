"""Containers: bytes become a `Document`. They know nothing of forms."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module

from dagster_project.errors import ReadingError
from dagster_project.reading.containers import apart, delimited, limits, markdown, text
from dagster_project.reading.containers.cleaning import clean_block
from dagster_project.reading.containers.decoding import decode, is_cut
from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.limits import Limits
from dagster_project.reading.containers.markup import has_struck
from dagster_project.reading.containers.sniffing import refused_by_name, sniff
from dagster_project.reading.document import Document, Grid, Paragraph

Reader = Callable[[bytes, Desk], Iterable[Paragraph | Grid]]


def _markdown(data: bytes, desk: Desk) -> Iterable[Paragraph | Grid]:
    return _counted(markdown.read(_noted(_decoded(data, desk), desk)), desk)


def _plain(data: bytes, desk: Desk) -> Iterable[Paragraph | Grid]:
    return _counted(text.read(_noted(_decoded(data, desk), desk)), desk)


def _csv(data: bytes, desk: Desk) -> Iterable[Paragraph | Grid]:
    return delimited.read(_decoded(data, desk), desk)


def _counted(blocks: Iterable[Paragraph | Grid], desk: Desk) -> Iterator[Paragraph | Grid]:
    for block in blocks:
        desk.take_cells(len(block.cells) if isinstance(block, Grid) else 1)
        yield block


def _decoded(data: bytes, desk: Desk) -> str:
    printed = decode(data)
    if is_cut(data):
        desk.note("cut_short", f"line:{printed.count(chr(10)) + 1}")
    return printed


def _noted(printed: str, desk: Desk) -> str:
    """The text itself, with a note of the lines that hold what is struck out: that is not read."""
    for number, line in enumerate(printed.splitlines(), 1):
        if has_struck(line):
            desk.leave_out(f"line:{number}")
    return printed


def _later(module: str, function: str = "read") -> Reader:
    """A reader whose library is imported when the first document needs it."""

    def read_later(data: bytes, desk: Desk) -> Iterable[Paragraph | Grid]:
        reader: Reader = getattr(import_module(f"{__name__}.{module}"), function)
        return reader(data, desk)

    return read_later


def _apart(kind: str) -> Reader:
    """A reader that runs in a process of its own."""

    def read_apart(data: bytes, desk: Desk) -> Iterable[Paragraph | Grid]:
        return apart.read(kind, data, desk)

    return read_apart


READERS: Mapping[str, Reader] = {
    "csv": _csv,
    "excel": _later("excel.workbook"),
    "html": _later("web"),
    "markdown": _markdown,
    "mhtml": _later("web", "read_archive"),
    "pdf": _apart("pdf"),
    "text": _plain,
    "word": _later("word"),
    "xls": _apart("xls"),
}


def read(data: bytes, within: Limits = limits.DEFAULT, path: str = "") -> Document:
    """A document from its bytes. Raises ReadingError (what, what to do) where it cannot be opened.

    The ending of `path` is asked only for what to do with bytes that are no container and no text.
    """
    desk = Desk(within)
    try:
        name = sniff(data, desk)
    except ReadingError as error:
        raise (refused_by_name(path) if error.reason_code == "not_text" else None) or error from error
    blocks = tuple(clean_block(block) for block in READERS[name](data, desk))
    return Document(name, blocks, tuple(desk.problems), tuple(desk.left_out))
