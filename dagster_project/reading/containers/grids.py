"""Grids: what the container readers share in making them."""

from collections.abc import Iterator, Sequence

from dagster_project.reading.document import Cell, Grid, Paragraph


def settled(cells: Sequence[Cell], *, is_placed: bool = True) -> Iterator[Paragraph | Grid]:
    """A grid of cells in reading order. A frame around one text is no table: its lines are paragraphs."""
    filled = [cell for cell in cells if not cell.is_blank]
    if len(cells) == 1:
        yield from lines_of(cells[0].text, cells[0].locator)
    elif filled:
        yield Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), is_placed)


def lines_of(text: str, locator: str) -> Iterator[Paragraph]:
    """The lines of a text that print something, as paragraphs."""
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph(line.strip(), locator)


class Occupied:
    """Which positions of the rows to come are taken by cells that span rows."""

    def __init__(self) -> None:
        """Nothing is taken."""
        self._until: dict[int, int] = {}  # column -> first row in which it is free again

    def next_free(self, row: int, col: int) -> int:
        """The first column from `col` on that no cell from above covers."""
        while self._until.get(col, 0) > row:
            col += 1
        return col

    def take(self, row: int, col: int, row_span: int, col_span: int) -> None:
        """Take the place of a cell."""
        if row_span > 1:
            self._until.update(dict.fromkeys(range(col, col + col_span), row + row_span))
