"""Blocks and problems as JSON, for the way from one process to another."""

from collections.abc import Iterable, Mapping
from typing import Any

from dagster_project.errors import ReadingError
from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.document import Cell, Doubt, Grid, Paragraph
from dagster_project.reading.problems import Problem


def packed(blocks: Iterable[Paragraph | Grid], desk: Desk) -> dict[str, Any]:
    """What a reader has made, and what it noted on its desk."""
    return {
        "blocks": [_packed(block) for block in blocks],
        "problems": [[each.reason_code, each.what, each.what_to_do, each.locator, each.text] for each in desk.problems],
        "left_out": desk.left_out,
        "cells": desk.cells,
    }


def unpacked(answer: Mapping[str, Any], desk: Desk) -> list[Paragraph | Grid]:
    """The blocks of an answer; what it notes goes to `desk`. Raises the ReadingError that it tells of."""
    if "refused" in answer:
        raise ReadingError(*answer["refused"])
    desk.problems += [Problem(*each) for each in answer["problems"]]
    for place in answer["left_out"]:
        desk.leave_out(place)
    desk.take_cells(answer["cells"])
    return [_unpacked(block) for block in answer["blocks"]]


def packed_refusal(error: ReadingError) -> dict[str, Any]:
    """A refusal."""
    return {"refused": [error.reason_code, error.what, error.what_to_do]}


def _packed(block: Paragraph | Grid) -> list[Any]:
    if isinstance(block, Paragraph):
        return ["paragraph", block.text, block.locator, _doubt(block)]
    return [
        "grid",
        block.is_placed,
        *([c.text, c.row, c.col, c.locator, c.row_span, c.col_span, _doubt(c)] for c in block.cells),
    ]


def _doubt(printed: Cell | Paragraph) -> list[str] | None:
    return [printed.doubt.reason_code, printed.doubt.other] if printed.doubt else None


def _unpacked(packed_block: list[Any]) -> Paragraph | Grid:
    kind, *rest = packed_block
    if kind == "paragraph":
        text, locator, doubt = rest
        return Paragraph(text, locator, Doubt(*doubt) if doubt else None)
    is_placed, *cells = rest
    return Grid(tuple(_cell(*values) for values in cells), is_placed)


def _cell(text: str, row: int, col: int, locator: str, *rest: Any) -> Cell:
    row_span, col_span, doubt = rest
    return Cell(text, row, col, locator, row_span, col_span, Doubt(*doubt) if doubt else None)
