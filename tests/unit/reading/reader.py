"""Small documents in, rows out: what the tests of this folder read by."""

import re
from typing import Any

from dagster_project.reading import containers
from dagster_project.reading.document import Cell, Document, Grid, Paragraph
from dagster_project.reading.manifest import Source
from dagster_project.reading.tabulating import Tables, document_rows

SOURCE = Source(1, "a.txt", "320682", department="测试样本局", fiscal_year="2024")
HEAD = "项目支出绩效自评表\n\n项目名称\t测试样本项目\n"
TARGET_HEAD = "项目支出绩效目标表\n\n项目名称\t测试样本项目\n"


def read(text: str, source: Source = SOURCE) -> Tables:
    """The rows of a document."""
    return document_rows(source, containers.read(text.encode()), "")


def blocks(text: str) -> list[Any]:
    """A document's blocks: a paragraph as its text, a grid as its rows of texts."""
    return [shown(block) for block in containers.read(text.encode()).blocks]


def shown(block: Paragraph | Grid) -> Any:
    return block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]


def locators(document: Document) -> list[str]:
    """The places of a document's paragraphs and cells, in reading order."""
    places = [[block] if isinstance(block, Paragraph) else block.cells for block in document.blocks]
    return [each.locator for group in places for each in group]


def only_form(tables: Tables) -> dict[str, Any]:
    """The one form of a document; it must be loaded."""
    (form,) = tables["forms"]
    assert form["status"] == "loaded", tables["rejects"]
    return form


def reasons(tables: Tables) -> list[str]:
    """Why forms and documents were refused."""
    return [reject["reason_code"] for reject in tables["rejects"]]


def columns(rows: list[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    """Some columns of rows."""
    return [tuple(row.get(name) for name in names) for row in rows]


def table(header: str, *rows: str, head: str = TARGET_HEAD) -> Tables:
    """A form of one indicator table; cells are parted by `|`, blanks around them do not count."""
    lines = ["\t".join(cell.strip() for cell in line.split("|")) for line in (header, *rows)]
    return read(head + "\n".join(lines) + "\n")


def figures(tables: Tables, *names: str) -> list[tuple[Any, ...]]:
    """The name of every indicator and some of its figures, scores among them. Every form must be loaded."""
    only_form(tables)
    scores = {row["row_no"]: row for row in tables["scores"]}
    rows = [scores.get(row["row_no"], {}) | row for row in tables["indicators"]]
    return columns(rows, "level3_printed", *(f"{name}_printed" for name in names))


def cells(*texts: str) -> list[Cell]:
    """The filled cells of a grid row, each at its place."""
    return [Cell(text, 0, col, "line:1") for col, text in enumerate(texts) if text]


def placed(*lines: str, title: str = "项目支出绩效自评表") -> Tables:
    """The rows of a document whose grid is placed: cells parted by `|`, a cell `名称@c2r3` spans columns and rows."""
    grid = Grid(tuple(_spanned(lines)), is_placed=True)
    return document_rows(SOURCE, Document("word", (Paragraph(title, "paragraph:1"), grid)), "")


def _spanned(lines: tuple[str, ...]) -> list[Cell]:
    found: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(lines):
        col = 0
        for part in line.split("|"):
            text, _, span = part.strip().partition("@")
            wide, high = (int(each or 1) for each in re.fullmatch(r"(?:c(\d+))?(?:r(\d+))?", span).groups())
            while (row, col) in taken:
                col += 1
            taken |= {(row + down, col + right) for down in range(high) for right in range(wide)}
            found.append(Cell(text, row, col, f"table:1/row:{row + 1}/col:{col + 1}", high, wide))
            col += wide
    return found
