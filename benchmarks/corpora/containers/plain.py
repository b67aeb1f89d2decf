"""Forms as text between tabs, as Markdown, as CSV, as HTML with spans."""

import csv
import html
import io
from collections.abc import Sequence

from corpora.grid import Sheet


def text(sheets: Sequence[Sheet]) -> bytes:
    """Tab-separated: a line for each row, nothing where a merged cell goes on."""
    blocks = []
    for sheet in sheets:
        lines = ["\t".join(row) for row in sheet.texts()]
        parts = ([sheet.title, *sheet.above], lines, sheet.below)
        blocks += ["\n".join(part) for part in parts if part]
    return ("\n\n".join(blocks) + "\n").encode()


def lines(sheets: Sequence[Sheet]) -> bytes:
    """A cell on each line, set in by a tab; a blank line between rows."""
    blocks = []
    for sheet in sheets:
        blocks += ["\n".join([sheet.title, *sheet.above])]
        blocks += ["\n".join(f"\t{cell}" for cell in row) for row in sheet.texts()]
        blocks += sheet.below
    return ("\n\n".join(blocks) + "\n").encode()


def flat(sheets: Sequence[Sheet]) -> bytes:
    """What is left when a page's text is copied: words between blanks, no table, no empty cell."""
    blocks = []
    for sheet in sheets:
        rows = (" ".join(cell for cell in row if cell) for row in sheet.texts())
        blocks += ["\n".join([sheet.title, *sheet.above, *(row for row in rows if row), *sheet.below])]
    return ("\n\n".join(blocks) + "\n").encode()


def markdown(sheets: Sequence[Sheet]) -> bytes:
    """Tables between bars, under headings."""
    blocks = []
    for sheet in sheets:
        lines = [f"| {' | '.join(row)} |" for row in sheet.texts()]
        lines[1:1] = ["|" + "---|" * len(sheet.widths)] * bool(lines)
        blocks += [f"# {sheet.title}", *sheet.above, *(["\n".join(lines)] * bool(lines)), *sheet.below]
    return ("\n\n".join(blocks) + "\n").encode()


def table(sheets: Sequence[Sheet], encoding: str = "gb18030") -> bytes:
    """CSV as a spreadsheet saves it: every form below the other, titles in the first column."""
    file = io.StringIO()
    writer = csv.writer(file)
    width = max(len(sheet.widths) for sheet in sheets)
    for sheet in sheets:
        rows = [[sheet.title], *([line] for line in sheet.above), *sheet.texts(), *([line] for line in sheet.below), []]
        writer.writerows([*row, *[""] * (width - len(row))] for row in rows)
    return file.getvalue().encode(encoding)


def page(sheets: Sequence[Sheet]) -> bytes:
    """A web page: a table with spans for each form."""
    parts = []
    for sheet in sheets:
        cells: list[list[str]] = [[] for _ in sheet.rows]
        for placed in sheet.placed():
            cells[placed.row].append(_td(placed.box.text, placed.box.width, placed.box.height))
        rows = "\n".join(f"<tr>{''.join(row)}</tr>" for row in cells)
        parts.append(f"<h2>{html.escape(sheet.title)}</h2>\n{_paragraphs(sheet.above)}")
        parts.append(f'<table border="1">\n{rows}\n</table>\n' if rows else "")
        parts.append(_paragraphs(sheet.below))
    head = '<!DOCTYPE html>\n<html lang="zh">\n<head><meta charset="utf-8"><title>绩效公开</title></head>\n<body>\n'
    return f"{head}{''.join(parts)}</body>\n</html>\n".encode()


def _paragraphs(lines: Sequence[str]) -> str:
    return "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)


def _td(content: str, width: int, height: int) -> str:
    spans = (f' rowspan="{height}"' if height > 1 else "") + (f' colspan="{width}"' if width > 1 else "")
    return f"<td{spans}>{html.escape(content).replace(chr(10), '<br>')}</td>"
