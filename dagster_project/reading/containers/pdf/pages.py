"""Pages as one document: what repeats on every page left out, tables that run over pages on common columns."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from dagster_project.reading.containers.grids import settled
from dagster_project.reading.containers.pdf.geometry import clustered, nearest
from dagster_project.reading.containers.pdf.page import LaidLine, LaidPage, LaidTable
from dagster_project.reading.document import Cell, Grid, Paragraph
from dagster_project.reading.fold import fold

_PAGE_NUMBER = re.compile(
    r"[-—–~·|]*(?:第?[0-9]{1,4}页?(?:[,/|]?共?[0-9]{1,4}页?)?|page[0-9]{1,4}(?:of[0-9]{1,4})?)[-—–~·|]*", re.IGNORECASE
)
_PAGE_OF = re.compile(r"第[0-9]{1,4}页[,/|]?(?:共[0-9]{1,4}页)?")
_DIGITS = re.compile(r"[0-9]+")
_EDGE = 0.1  # of a page's height: where its number and running titles stand
_SAME_HEIGHT, _SAME_SIDE, _SAME_SIZE = 3.0, 4.0, 0.6
_SNAP = 4.0


def blocks_of(pages: Sequence[LaidPage]) -> Iterator[Paragraph | Grid]:
    """The paragraphs and grids of all pages in order."""
    _drop_running_titles(pages)
    for page in pages:
        page.items = [item for item in page.items if not _is_page_number(item, page)]
    axes = _axes(pages)
    for page in pages:
        for item in page.items:
            if isinstance(item, LaidTable):
                cells = list(_cells(item, page.number, axes[page.number, item.number]))
                yield from settled(cells, is_placed=all(cell.col is None for cell in item.cells))
            else:
                yield Paragraph(item.text, f"page:{page.number}/line:{item.number}", item.doubt)


def _is_page_number(item: LaidLine | LaidTable, page: LaidPage) -> bool:
    if isinstance(item, LaidTable):
        return False
    text = fold(item.text)
    return _PAGE_OF.fullmatch(text) is not None or (
        _is_at_edge(item, page) and _PAGE_NUMBER.fullmatch(text) is not None
    )


def _is_at_edge(line: LaidLine, page: LaidPage) -> bool:
    if line.box is None or not page.height:
        return False
    return line.box.y < _EDGE * page.height or line.box.y > (1 - _EDGE) * page.height


def _drop_running_titles(pages: Sequence[LaidPage]) -> None:
    """Leave out small lines at a page's edge that the page before prints in the same place; the first one is kept."""
    before: list[LaidLine] = []
    for above, page in pairwise(pages):
        before = _edge_lines(above, before)
        page_lines = _edge_lines(page, [])
        repeated = [line for line in page_lines if any(_is_same(line, other) for other in before)]
        page.items = [item for item in page.items if item not in repeated]
        before = repeated


def _edge_lines(page: LaidPage, more: Sequence[LaidLine]) -> list[LaidLine]:
    """The small lines at a page's edges, and `more` that were taken off it before."""
    sizes = [item.size for item in page.items if isinstance(item, LaidLine) and item.size]
    usual = median(sizes) if sizes else 0.0
    lines = (item for item in page.items if isinstance(item, LaidLine) and _is_at_edge(item, page))
    return [*more, *(line for line in lines if line.size <= usual + _SAME_SIZE)]


def _is_same(line: LaidLine, other: LaidLine) -> bool:
    if line.box is None or other.box is None or abs(line.box.y - other.box.y) > _SAME_HEIGHT:
        return False
    return _DIGITS.sub("", fold(line.text)) == _DIGITS.sub("", fold(other.text))


def _axes(pages: Sequence[LaidPage]) -> dict[tuple[int, int], list[float]]:
    """The columns of every table by page and number. Tables that run on over pages have theirs in common."""
    chains: list[list[tuple[int, LaidTable]]] = []
    for page in pages:
        for at, item in enumerate(page.items):
            if not isinstance(item, LaidTable):
                continue
            last = chains[-1][-1] if chains else None
            if at == 0 and last and _goes_on(last, pages, page.number, item):
                chains[-1].append((page.number, item))
            else:
                chains.append([(page.number, item)])
    return {(number, table.number): _axis([each for _, each in chain]) for chain in chains for number, table in chain}


def _goes_on(last: tuple[int, LaidTable], pages: Sequence[LaidPage], number: int, table: LaidTable) -> bool:
    """Whether a table at the head of a page is the rest of the one at the foot of the page before."""
    above = next((page for page in pages if page.number == number - 1), None)
    if above is None or last[0] != above.number or above.items[-1] is not last[1]:
        return False
    box = last[1].box
    return abs(box.x0 - table.box.x0) <= _SAME_SIDE and abs(box.x1 - table.box.x1) <= _SAME_SIDE


def _axis(tables: Sequence[LaidTable]) -> list[float]:
    return clustered((edge for table in tables for cell in table.cells for edge in (cell.x0, cell.x1)), _SNAP)


def _cells(table: LaidTable, page: int, axis: Sequence[float]) -> Iterator[Cell]:
    for cell in table.cells:
        col, end = (nearest(axis, cell.x0), nearest(axis, cell.x1)) if cell.col is None else (cell.col, cell.col + 1)
        if end > col or cell.text:
            locator = f"page:{page}/table:{table.number}/row:{cell.row + 1}/col:{col + 1}"
            yield Cell(cell.text, cell.row, col, locator, cell.row_span, max(end - col, 1), cell.doubt)
