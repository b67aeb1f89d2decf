"""A document as one sequence of rows: grid rows as they are, paragraphs as rows of words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from dagster_project.reading.document import Cell, Document, Grid, Paragraph
from dagster_project.reading.fold import fold, fold_label
from dagster_project.reading.vocabulary import Vocabulary

_COLON = re.compile(r"[:：]")
_POINTS = re.compile(r"\d{1,3}(?:\.\d+)?分?")
_ERROR = re.compile(r"#(?:DIV/0!|N/A|REF!|VALUE!|NUM!|NAME\?|NULL!)", re.IGNORECASE)
_PAGE = re.compile(r"[-–—]+\d{1,4}[-–—]+|第\d{1,4}页(?:[,/(]?共\d{1,4}页\)?)?")
_BLANK = re.compile(r"\s+")
# A character of a label set wide, the last one with what it says in brackets: 实 施 单 位（盖章）.
_LONE = re.compile(r".(?:[（(][^（()）]*[）)])?[:：]?")
# So many cells of a row with the same text were one.
_REPEATED = 3
# So many numbers in a row from 1 on are those of columns.
_NUMBERED = 4


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A grid row, or a paragraph (`is_flow`) whose cells are its words.

    A cell that prints a label and its value (`填报单位：…`) stands as two cells in one place. `hanging` are the
    cells of rows above that span this one; `is_placed` as in `Grid`; `was_grid` where the row of
    a grid is read as a bare line.
    """

    cells: tuple[Cell, ...]
    is_flow: bool
    text: str
    hanging: tuple[Cell, ...] = ()
    is_placed: bool = False
    was_grid: bool = False
    filled: tuple[Cell, ...] = field(init=False)  # the cells that print something

    def __post_init__(self) -> None:
        """Look once which cells print something: every step asks."""
        filled = (cell for cell in self.cells if cell.text.strip() and (self.is_flow or not is_error(cell)))
        object.__setattr__(self, "filled", tuple(filled))

    @property
    def errors(self) -> tuple[Cell, ...]:
        """The cells of a grid in which a spreadsheet prints an error for a figure: there is none, as in a blank one."""
        return () if self.is_flow else tuple(cell for cell in self.cells if is_error(cell))

    @property
    def locator(self) -> str:
        """Where the row stands: its first filled cell."""
        return (self.filled or self.cells)[0].locator


def numbers_page(text: str) -> bool:
    """Whether a line is a marked number of its page: - 3 -, 第3页 共9页. A bare number may be a figure."""
    return _PAGE.fullmatch(fold(text)) is not None


def is_error(cell: Cell) -> bool:
    """Whether a cell prints what a spreadsheet shows for a formula that has no result."""
    return cell.text.lstrip()[:1] in ("#", "＃") and _ERROR.fullmatch(fold(cell.text)) is not None


def numbers_columns(row: Row) -> bool:
    """Whether a row prints nothing but the numbers of its columns (1, 2, 3, ...)."""
    texts = [fold(cell.text) for cell in row.filled]
    return len(texts) >= _NUMBERED and texts == [str(number) for number in range(1, len(texts) + 1)]


def rows_of(document: Document, vocabulary: Vocabulary) -> list[Row]:
    """All rows of a document in reading order; rows that print nothing are left out."""
    rows: list[Row] = []
    for at, block in enumerate(document.blocks):
        rows.extend(_grid_rows(block, vocabulary) if isinstance(block, Grid) else [_flow_row(block, at, vocabulary)])
    return [row for row in rows if row.filled]


def _grid_rows(grid: Grid, vocabulary: Vocabulary) -> Iterator[Row]:
    spanning: list[Cell] = []
    for cells in grid.rows():
        split = tuple(part for cell in cells for part in _split(_without_places(cell, vocabulary), vocabulary))
        merged = split if grid.is_placed else _without_repeats(split, vocabulary)
        spanning = [cell for cell in spanning if cell.row + cell.row_span > cells[0].row]
        text = "".join(cell.text for cell in (cells if merged is split else merged))
        yield Row(merged, is_flow=False, text=text, hanging=tuple(spanning), is_placed=grid.is_placed)
        spanning += [cell for cell in cells if cell.row_span > 1 and not cell.is_blank and not is_error(cell)]


def _without_places(cell: Cell, vocabulary: Vocabulary) -> Cell:
    """A cell without lines that only keep a place for another one (指标2：) below its own."""
    lines = cell.text.split("\n")
    kept = [line for line in lines[1:] if not vocabulary.placeholders.search(fold(line))]
    is_whole = len(kept) + 1 == len(lines) or vocabulary.placeholders.search(fold(lines[0]))
    return cell if is_whole else replace(cell, text="\n".join([lines[0], *kept]))


def _without_repeats(cells: tuple[Cell, ...], vocabulary: Vocabulary) -> tuple[Cell, ...]:
    """A row whose merged cells were printed once for each of their places: one text, or a label and its text."""
    filled = [cell for cell in cells if not cell.is_blank]
    texts = list(dict.fromkeys(cell.text for cell in filled))
    label = fold_label(texts[0]) if texts else ""
    is_labelled = label in vocabulary.sections or label in vocabulary.fields
    if len(filled) < _REPEATED or len(texts) > 1 + is_labelled:
        return cells
    firsts = [next(cell for cell in filled if cell.text == text) for text in texts]
    ends = [*(cell.col for cell in firsts[1:]), filled[-1].col + filled[-1].col_span]
    return tuple(replace(cell, col_span=end - cell.col) for cell, end in zip(firsts, ends, strict=True))


def _flow_row(paragraph: Paragraph, at: int, vocabulary: Vocabulary) -> Row:
    words = [
        Cell(word, at, col, paragraph.locator, doubt=paragraph.doubt)
        for col, word in enumerate(_words(paragraph.text, vocabulary))
    ]
    cells = tuple(part for word in words for part in _split(word, vocabulary))
    return Row(cells, is_flow=True, text=paragraph.text)


def _words(text: str, vocabulary: Vocabulary) -> list[str]:
    """The words between blanks; a label set wide (项 目 名 称) is one."""
    words: list[str] = []
    for is_lone, group in groupby(_BLANK.split(text.strip()), key=lambda word: bool(_LONE.fullmatch(word))):
        run = list(group)
        joined_up = "".join(run)
        label = fold_label(joined_up)
        is_label = is_lone and len(run) > 1 and (vocabulary.knows(label) or label in vocabulary.totals)
        words += [joined_up] if is_label else run
    return words


def _split(cell: Cell, vocabulary: Vocabulary) -> Iterator[Cell]:
    """A cell `label：value` as two cells; any other cell as it is."""
    if vocabulary.knows(fold_label(cell.text)):
        yield cell
        return
    words = _BLANK.split(cell.text.strip())
    starts = [at for at, word in enumerate(words) if at and _is_labelled(word, vocabulary)]
    if starts:  # several labels in one cell, each with its value
        for start, end in pairwise([0, *starts, len(words)]):
            yield from _split(replace(cell, text=" ".join(words[start:end])), vocabulary)
        return
    colon = _COLON.search(cell.text)
    blank = _BLANK.search(cell.text.strip())
    for mark, labels in ((colon, (vocabulary.fields, vocabulary.sections)), (blank, (vocabulary.fields,))):
        if mark and any(fold_label(cell.text[: mark.start()]) in known for known in labels):
            yield replace(cell, text=cell.text[: mark.end()].strip())
            if rest := cell.text[mark.end() :].strip():
                yield replace(cell, text=rest)
            return
    if colon and _is_total(cell.text, colon, vocabulary):
        yield replace(cell, text=cell.text[: colon.end()].strip())
        yield replace(cell, text=cell.text[colon.end() :].strip())
        return
    yield cell


def _is_total(text: str, colon: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Whether a cell prints a total and its points (总分：98.2)."""
    return fold_label(text[: colon.start()]) in vocabulary.totals and bool(_POINTS.fullmatch(fold(text[colon.end() :])))


def _is_labelled(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word begins with a label and its colon."""
    label, colon, _ = word.replace("：", ":").partition(":")
    return bool(colon) and fold_label(label) in vocabulary.fields


def has_lost_blanks(rows: Sequence[Row]) -> bool:
    """Whether the rows of a grid print no blank cell and differ in width: then no cell stands in its place."""
    grid = [row for row in rows if not row.is_flow]
    are_full = all(len(row.filled) == len(row.cells) and not row.is_placed for row in grid)
    return are_full and len({len(row.cells) for row in grid}) > 1


def as_lines(rows: Sequence[Row]) -> list[Row]:
    """Rows of a grid as bare lines whose words are its cells."""
    texts = [" ".join(cell.text for cell in row.cells) for row in rows]
    return [
        row if row.is_flow else Row(row.cells, is_flow=True, text=text, was_grid=True)
        for row, text in zip(rows, texts, strict=True)
    ]


def joined(rows: list[Row]) -> str:
    """The folded text of several rows as one string."""
    return "".join(fold(row.text) for row in rows)
