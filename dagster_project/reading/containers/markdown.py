"""Markdown: tables between bars, headings, paragraphs."""

import re
from collections.abc import Iterator
from itertools import groupby

from dagster_project.reading.containers.markup import plain
from dagster_project.reading.document import Cell, Grid, Paragraph

_RULE = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?$")
_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"^#{1,6}\s+")


def is_markdown(text: str) -> bool:
    """Whether the text holds a table between bars with its rule."""
    return any(_RULE.match(line) for line in text.splitlines() if "-" in line and "|" in line)


def read(text: str) -> tuple[Paragraph | Grid, ...]:
    """Paragraphs and grids of a Markdown text. Locators are `line:N`."""
    numbered = list(enumerate(text.splitlines(), 1))
    blocks: list[Paragraph | Grid] = []
    for is_table, group in groupby(numbered, key=lambda line: line[1].lstrip().startswith("|")):
        lines = list(group)
        blocks.extend([_grid(lines)] if is_table else _paragraphs(lines))
    return tuple(blocks)


def _grid(lines: list[tuple[int, str]]) -> Grid:
    cells: list[Cell] = []
    for number, line in lines:
        if not _RULE.match(line):
            parts = _BAR.split(line.strip())[1:]
            if parts and not parts[-1].strip():
                parts = parts[:-1]
            row = number - lines[0][0]
            cells.extend(Cell(_text(part), row, col, f"line:{number}") for col, part in enumerate(parts))
    return Grid(tuple(cells))


def _text(part: str) -> str:
    return plain(part.replace("\\|", "|")).strip()


def _paragraphs(lines: list[tuple[int, str]]) -> Iterator[Paragraph]:
    for number, line in lines:
        if stripped := plain(_HEADING.sub("", line.strip())).strip():
            yield Paragraph(stripped, f"line:{number}")
