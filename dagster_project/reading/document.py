"""What a container reader gives: a document as paragraphs and grids, every cell with its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from dagster_project.reading.problems import Problem


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a text may not be what the page shows: a reason code of the catalogue, and the `other` reading."""

    reason_code: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as printed. `row` and `col` count from 0 in its grid; a paragraph's words share a row."""

    text: str
    row: int
    col: int
    locator: str
    row_span: int = 1
    col_span: int = 1
    doubt: Doubt | None = None

    @property
    def is_blank(self) -> bool:
        """Whether the cell exists and prints nothing."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or paragraph outside any grid."""

    text: str
    locator: str
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its cells in reading order. A position without a cell is absent, an empty cell has text "".

    `is_placed` says that the container itself holds every cell in its place (a sheet, a ruled page), so that a blank
    position is blank; where columns are told by blanks or bars, cells may have moved.
    """

    cells: tuple[Cell, ...]
    is_placed: bool = False

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The cells row by row, empty ones included."""
        row: list[Cell] = []
        for cell in self.cells:
            if row and cell.row != row[0].row:
                yield tuple(row)
                row = []
            row.append(cell)
        if row:
            yield tuple(row)


def sheet_of(locator: str) -> str:
    """The sheet that a locator names; "" where the document has no sheets. A form seldom goes on in the next one."""
    return locator.partition("/cell:")[0] if locator.startswith("sheet:") else ""


def page_of(locator: str) -> str:
    """The page that a locator names; "" where the document has no pages."""
    return locator.partition("/")[0] if locator.startswith("page:") else ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document in reading order; `format` names the container (text, markdown, ...).

    `problems` are parts that are shown but could not be read (a page that is a picture), `left_out` the
    places of what the file holds and does not show (a hidden sheet, a tracked deletion).
    """

    format: str
    blocks: tuple[Paragraph | Grid, ...]
    problems: tuple[Problem, ...] = ()
    left_out: tuple[str, ...] = ()
