"""What the tests look at of a document."""

from dagster_project.errors import ReadingError
from dagster_project.reading import containers
from dagster_project.reading.containers.limits import Limits
from dagster_project.reading.document import Cell, Document, Grid, Paragraph


def cells(document: Document) -> list[Cell]:
    """The cells of all grids."""
    return [cell for block in document.blocks if isinstance(block, Grid) for cell in block.cells]


def rows(document: Document) -> list[list[str]]:
    """The texts of all grids, row by row."""
    return [[cell.text for cell in row] for block in document.blocks if isinstance(block, Grid) for row in block.rows()]


def lines(document: Document) -> list[str]:
    """The texts of all paragraphs."""
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def order(document: Document) -> list[str]:
    """The blocks in order: a paragraph's text, a grid's first filled cell in brackets."""
    return [
        block.text if isinstance(block, Paragraph) else f"[{next(c.text for c in block.cells if c.text)}]"
        for block in document.blocks
    ]


def spans(document: Document) -> dict[str, tuple[int, int, int, int]]:
    """Text -> row, column, rows, columns."""
    return {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in cells(document)}


def places(document: Document) -> dict[str, str]:
    """Text -> locator, of cells and paragraphs."""
    paragraphs = {block.text: block.locator for block in document.blocks if isinstance(block, Paragraph)}
    return paragraphs | {cell.text: cell.locator for cell in cells(document)}


def read_or_refused(data: bytes, within: Limits | None = None) -> Document | str:
    """The document, or the reason code for which it is refused."""
    try:
        return containers.read(data, within or Limits())
    except ReadingError as error:
        return error.reason_code if error.what and error.what_to_do else "says nothing"


def refused(data: bytes, within: Limits | None = None) -> str:
    """The reason code for which a document is refused, "" where it is read."""
    found = read_or_refused(data, within)
    return found if isinstance(found, str) else ""
