"""Plain text: cells between tabs, one cell per line (indented by a tab), or a fixed layout of bare lines."""

from collections.abc import Iterator

from dagster_project.reading.containers.markup import plain
from dagster_project.reading.document import Cell, Grid, Paragraph

Line = tuple[int, str]


def read(text: str) -> tuple[Paragraph | Grid, ...]:
    """Paragraphs and grids of a text. Locators are `line:N`, `line:N-M` for a cell over several lines."""
    blocks: list[Paragraph | Grid] = []
    rows: list[list[tuple[str, str]]] = []  # of a grid whose rows are runs of lines: (text, locator)
    for run in _runs(text):
        lead, table = _split_lead(run)
        if lead and rows:
            blocks.append(_grid(rows))
            rows = []
        if table and _is_cell_per_line(table):
            blocks.extend(Paragraph(plain(line).strip(), f"line:{number}") for number, line in lead)
            rows.append(_run_row(table))
        else:
            if rows:
                blocks.append(_grid(rows))
                rows = []
            blocks.extend(_tabbed(run))
    if rows:
        blocks.append(_grid(rows))
    return tuple(blocks)


def _runs(text: str) -> Iterator[list[Line]]:
    """Lines without a blank line between them; a line of nothing but a tab is an empty cell, not blank."""
    run: list[Line] = []
    for number, line in enumerate(text.replace("\f", "\n").splitlines(), 1):
        if line.strip() or "\t" in line:
            run.append((number, line))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _split_lead(run: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines before the first tab, and the rest."""
    start = next((at for at, (_, line) in enumerate(run) if "\t" in line), len(run))
    return run[:start], run[start:]


def _is_cell_per_line(table: list[Line]) -> bool:
    """Whether every tab stands before its line's text: then a line is a cell and a run is a row."""
    return all("\t" not in line.strip() and (line[0] == "\t" or "\t" not in line) for _, line in table)


def _run_row(table: list[Line]) -> list[tuple[str, str]]:
    """The cells of a row printed one per line; a line without a tab goes on with the cell above it."""
    cells: list[tuple[str, int, int]] = []
    for number, line in table:
        if line.startswith("\t") or not cells:
            cells.append((line.strip(), number, number))
        else:
            above, first, _ = cells[-1]
            cells[-1] = (f"{above}\n{line.strip()}", first, number)
    return [(plain(text), _locator(first, last)) for text, first, last in cells]


def _locator(first: int, last: int) -> str:
    return f"line:{first}" if first == last else f"line:{first}-{last}"


def _grid(rows: list[list[tuple[str, str]]]) -> Grid:
    return Grid(
        tuple(Cell(text, at, col, locator) for at, row in enumerate(rows) for col, (text, locator) in enumerate(row))
    )


def _tabbed(run: list[Line]) -> Iterator[Paragraph | Grid]:
    """Lines with tabs are rows of a grid, lines without are paragraphs."""
    rows: list[list[tuple[str, str]]] = []
    for number, line in run:
        if "\t" in line:
            rows.append([(plain(part).strip(), f"line:{number}") for part in line.split("\t")])
            continue
        if rows:
            yield _grid(rows)
            rows = []
        yield Paragraph(plain(line).strip(), f"line:{number}")
    if rows:
        yield _grid(rows)
