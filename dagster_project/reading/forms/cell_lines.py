"""One cell a line: what is left of a table whose cells were copied each to a line of its own.

Such a document is told by the header of an indicator table: lines that follow each other and name a column each.
Blank lines may stand between rows; where none do, the table is cut where it can be cut in one way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.blocks import is_fund_header
from dagster_project.reading.forms.figures import is_absent, is_figure
from dagster_project.reading.forms.flow_cut import cut
from dagster_project.reading.forms.flow_header import flow_header
from dagster_project.reading.forms.headers import is_indicator_header
from dagster_project.reading.forms.horizons import horizon_of
from dagster_project.reading.forms.kinds import is_note
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.forms.titles import title_of
from dagster_project.reading.vocabulary import Vocabulary

# A header names so many columns at least.
_FEWEST = 3


def gathered(rows: Sequence[Row], vocabulary: Vocabulary) -> list[Row]:
    """Rows whose cells stand one a line as rows again, where a document prints them so; else the rows as they are."""
    runs = list(_runs(rows))
    if any(_is_header(run, vocabulary) for run in runs):
        return [row for run in runs for row in _rows_of_run(run, vocabulary)]
    return [row for run in runs for row in packed(run, vocabulary)]


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Bare lines without a blank line between them; any other row is a run of its own."""
    run: list[Row] = []
    for row in rows:
        if run and not (row.is_flow and _line(row) == _line(run[-1]) + 1 > 1):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _line(row: Row) -> int:
    """The number of the line that a bare line is; 0 of any other row."""
    number = row.locator.removeprefix("line:")
    return int(number) if row.is_flow and number.isdigit() else 0


def packed(run: Sequence[Row], vocabulary: Vocabulary) -> list[Row]:
    """A run of lines as rows, where a header of one word a line says that each line is a cell; else as it is."""
    heads = dict(_heads(run, vocabulary))
    has_tasks = any(vocabulary.tasks.get(fold_label(row.text)) == "name" for row in run)  # whose rows nobody can tell
    has_header = any(is_indicator_header(_joined(run[start:end]), vocabulary) for start, end in heads.items())
    if not has_header or has_tasks:
        return list(run)
    result, at = list[Row](), 0
    while at < len(run):
        end = heads.get(at) or _end_of_sum(run, at, vocabulary)
        row = _joined(run[at:end])
        result.append(row)
        at = end
        if is_indicator_header(row, vocabulary):
            end = next((i for i in range(at, len(run)) if i in heads or _ends_table(run[i], vocabulary)), len(run))
            result += _table_rows(row, run[at:end], vocabulary)
            at = end
    return result


def _heads(run: Sequence[Row], vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """The headers in a run: where lines begin and end that are each a word of a header of indicators or of money."""
    at = 0
    while at < len(run):
        end = at
        while end < len(run) and vocabulary.knows(fold_label(run[end].text)):
            end += 1
        starts = range(at, max(at, end - _FEWEST + 1))
        found = next((i for i in starts if _is_head(run[i:end], vocabulary)), None)
        if found is not None:
            yield found, end
        at = max(end, at + 1)


def _is_head(run: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Whether lines are a header: all of them columns of indicators, or all of money, and the labels beside them."""
    labels, joined = [fold_label(row.text) for row in run], _joined(run)
    if all(label in vocabulary.columns or label in vocabulary.markers for label in labels):
        return is_indicator_header(joined, vocabulary)
    money = (vocabulary.fund_columns, vocabulary.fund_blocks, vocabulary.markers)
    return all(any(label in words for words in money) for label in labels) and is_fund_header(joined, vocabulary)


def _ends_table(row: Row, vocabulary: Vocabulary) -> bool:
    label = fold_label(row.text)
    below = vocabulary.fields.get(label) in vocabulary.fields_below_table
    is_other = below or label in vocabulary.totals or label in vocabulary.fund_blocks
    return is_other or is_note(row.text) or title_of(row, vocabulary) is not None


def _table_rows(header: Row, lines: Sequence[Row], vocabulary: Vocabulary) -> list[Row]:
    """The rows of a table below its header; its lines where they can be cut in no way or in several."""
    head = flow_header([header], Form(header.locator), vocabulary)
    cells = [line.filled[0] if len(line.filled) == 1 else Cell(line.text, 0, 0, line.locator) for line in lines]
    starts = cut(cells, head, vocabulary) if head.tail else None
    if starts is None:
        return list(lines)
    return [_joined(lines[start:end]) for start, end in pairwise([*starts, len(lines)])]


def _end_of_sum(run: Sequence[Row], at: int, vocabulary: Vocabulary) -> int:
    """Where a row of money or of totals ends that begins with an item: figures follow it, and a second half its own."""
    end = _after_figures(run, at)
    label = fold_label(run[at].text)
    if label not in vocabulary.fund_items and label not in vocabulary.totals:
        return at + 1
    while end < len(run) and _is_second(run[at].text, run[end].text, vocabulary):
        end = _after_figures(run, end)
    return end


def _after_figures(run: Sequence[Row], at: int) -> int:
    end = at + 1
    while end < len(run) and (is_figure(run[end].text) or is_absent(run[end].text)):
        end += 1
    return end


def _is_second(first: str, second: str, vocabulary: Vocabulary) -> bool:
    """Whether an item is of the second of two halves: the same again, or the year's total after that of several."""
    if fold_label(first) == fold_label(second):
        return True
    are_totals = all(vocabulary.fund_items.get(fold_label(text)) == "total" for text in (first, second))
    return are_totals and horizon_of(first, vocabulary) != horizon_of(second, vocabulary)


def _is_header(run: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Whether a run is the header of an indicator table, each line of it one of its words."""
    are_words = all(row.is_flow and vocabulary.knows(fold_label(row.text)) for row in run)
    return are_words and len(run) >= _FEWEST and is_indicator_header(_joined(run), vocabulary)


def _rows_of_run(run: Sequence[Row], vocabulary: Vocabulary) -> Iterator[Row]:
    """A run as a row; a title at its head stands by itself."""
    start = next((at for at, row in enumerate(run) if not title_of(row, vocabulary)), len(run))
    yield from run[:start]
    if run[start:]:
        yield _joined(run[start:])


def _joined(run: Sequence[Row]) -> Row:
    """A row whose cells are lines."""
    if len(run) == 1:
        return run[0]
    first = run[0].cells[0].row
    cells = tuple(replace(cell, row=first, col=at) for at, row in enumerate(run) for cell in _cells_of(row))
    return Row(cells, is_flow=True, text=" ".join(row.text for row in run))


def _cells_of(row: Row) -> Sequence[Cell]:
    """The cell that a line is, or a label and its value; blanks inside part nothing."""
    are_words = len({cell.col for cell in row.filled}) > 1
    return [replace(row.filled[0], text=row.text.strip())] if are_words else row.cells
