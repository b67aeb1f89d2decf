"""A result as CSV, for spreadsheets and for programs: UTF-8 with its mark, as RFC 4180 has it, NULL is not ''."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Protocol

from dagster_project.errors import QueryFailed
from dagster_project.messages import text

ROWS = 100_000
"""Most rows of a file; a result with more is refused, since a file does not say that it is cut."""

_CHARACTERS = 50_000_000
_AT_ONCE = 1000
_BEGINS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# A figure, and what has neither letter nor digit: signs and dashes stand alone in many cells.
_HARMLESS = re.compile(r"[+-]?[0-9]+([.][0-9]+)?%?|\W*")

_FIGURES = re.compile(r"DECIMAL\([0-9, ]+\)|DOUBLE|FLOAT|BIGNUM|[A-Z]*INT|U?INTEGER")

Row = Sequence[str | None]


class Rows(Protocol):
    """What gives rows by and by."""

    def fetchmany(self, size: int, /) -> list[tuple[str | None, ...]]:
        """The next rows, at most `size`; none after the last."""
        ...


def is_figure(kind: str) -> bool:
    """Whether values of a type of DuckDB's are figures."""
    return bool(_FIGURES.fullmatch(kind))


def written(columns: Sequence[str], kinds: Sequence[str], rows: Rows, most: int) -> str:
    """The whole file. Raises QueryFailed where the result has more than `most` rows, or too many characters."""
    figures = [is_figure(kind) for kind in kinds]
    lines = [line(columns, [False] * len(columns))]
    size = count = 0
    for row in chain.from_iterable(iter(lambda: rows.fetchmany(_AT_ONCE), [])):
        lines.append(line(row, figures))
        size, count = size + len(lines[-1]), count + 1
        if count > most or size > _CHARACTERS:
            raise QueryFailed(text("explorer.too_long", rows=f"{most:,}", megabytes=_CHARACTERS // 1_000_000))
    return "\ufeff" + "".join(lines)


def line(cells: Row, figures: Iterable[bool]) -> str:
    """One line of the file. NULL is nothing, an empty text is two quotes."""
    return ",".join(_cell(cell, figure) for cell, figure in zip(cells, figures, strict=True)) + "\r\n"


def _cell(cell: str | None, figure: bool) -> str:  # noqa: FBT001  # of a pair
    if cell is None:
        return ""
    # A spreadsheet computes a text that begins like a formula; a figure is one, in a column of texts too.
    is_formula = not figure and cell.startswith(_BEGINS_FORMULA) and not _HARMLESS.fullmatch(cell)
    told = f"'{cell}" if is_formula else cell
    return '"' + told.replace('"', '""') + '"' if told == "" or re.search('[",\r\n]', told) else told
