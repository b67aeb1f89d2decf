"""What a family makes and a container prints: lines, and a table of cells with spans."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

_LINE_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of `height` rows and `width` columns. Its text may hold line breaks, which mean nothing."""

    text: str
    width: int = 1
    height: int = 1

    @property
    def line(self) -> str:
        """The text on one line."""
        return _LINE_BREAK.sub("", self.text)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at its place, counted from 0."""

    box: Box
    row: int
    col: int


@dataclass(slots=True)
class Sheet:
    """A printed form: a title, lines above its table, the rows of the table, lines below it.

    A row lists the cells that begin in it; what a higher cell covers is not listed. `widths` are shares of the
    page; `repeated` is the row that a printer repeats on every page (the header of the longest table), if any.
    """

    title: str
    widths: tuple[float, ...]
    above: list[str] = field(default_factory=list)
    rows: list[list[Box]] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    repeated: int | None = None

    def placed(self) -> Iterator[Placed]:
        """The cells at their places, in reading order. Raises ValueError where a row is too wide or too narrow."""
        taken: set[tuple[int, int]] = set()
        for row, boxes in enumerate(self.rows):
            col = 0
            for box in boxes:
                while (row, col) in taken:
                    col += 1
                yield Placed(box, row, col)
                taken.update((row + down, col + right) for down in range(box.height) for right in range(box.width))
                col += box.width
        wanted = {(row, col) for row in range(len(self.rows)) for col in range(len(self.widths))}
        if taken != wanted:
            raise ValueError(f"{self.title}: cells missing or doubled at {sorted(taken ^ wanted)[:5]}")

    def texts(self) -> list[list[str]]:
        """The table as a rectangle of one-line texts; a merged cell prints its text once, at its upper left."""
        rows = [["" for _ in self.widths] for _ in self.rows]
        for placed in self.placed():
            rows[placed.row][placed.col] = placed.box.line
        return rows

    def cut(self, at: int) -> tuple["Sheet", "Sheet"]:
        """The table in two at a row: a merged cell keeps its text above and goes on empty below."""
        head = replace(
            self, rows=[[_first(box, at - row) for box in boxes] for row, boxes in enumerate(self.rows[:at])]
        )
        rows: list[dict[int, Box]] = [{} for _ in self.rows[at:]]
        for placed in self.placed():
            box, left = placed.box, placed.row + placed.box.height - at
            if placed.row >= at:
                rows[placed.row - at][placed.col] = box
            elif left > 0:
                rows[0][placed.col] = Box("", box.width, left)
        return head, replace(self, rows=[[row[col] for col in sorted(row)] for row in rows])

    def with_header(self, of: "Sheet") -> "Sheet":
        """The table with the header that a printer repeats set above it anew; cells that reach down from it do not."""
        if of.repeated is None:
            return self
        begun = {placed.col: placed.box for placed in of.placed() if placed.row == of.repeated}
        covered = {col + right for col, box in begun.items() for right in range(box.width)}
        blank = {col: Box("") for col in range(len(self.widths)) if col not in covered}
        header = {col: Box(box.text if box.height == 1 else "", box.width) for col, box in begun.items()} | blank
        return replace(self, rows=[[header[col] for col in sorted(header)], *self.rows], repeated=0)


def _first(box: Box, rows: int) -> Box:
    return replace(box, height=min(box.height, rows))
