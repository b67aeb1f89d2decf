"""Running text: rows of a document joined into the prose that they print, over lines that break anywhere."""

import re
import tomllib
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from dagster_project.reading.fold import fold
from dagster_project.reading.forms.rows import Row, numbers_page

_WORDS = Path(__file__).parents[1] / "vocabulary" / "summaries.toml"
_FIGURES = re.compile(r"[\d,.]+(?:\s+[\d,.]+)*")
_MARKS = re.compile(r"[“”\"‘’「」]")
_PAGE_OF = re.compile(r"\d{1,4}/\d{1,4}")
_GAP = re.compile(r"^|\s+")
# Between figures that may or may not belong together: no expression reaches over it.
BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Prose:
    """Folded text in one piece; row `at` of `rows` begins at `starts[at]`."""

    text: str
    starts: tuple[int, ...]
    rows: tuple[Row, ...]

    def between(self, start: int, end: int) -> tuple[Row, ...]:
        """The rows that print the text from `start` up to `end`."""
        return self.rows[bisect_right(self.starts, start) - 1 : bisect_right(self.starts, end - 1)]


def prose_of(rows: Iterable[Row]) -> Iterator[Prose]:
    """The prose of a document in its order: each run of paragraphs in one piece, each cell of a grid by itself."""
    for is_flow, run in groupby(rows, key=lambda row: row.is_flow):
        if is_flow:
            yield _joined(list(run))
        else:
            for cell in (cell for row in run for cell in row.filled):
                yield Prose(fold(cell.text), (0,), (Row((cell,), is_flow=False, text=cell.text),))


def _joined(rows: Sequence[Row]) -> Prose:
    text, starts = "", list[int]()
    lines = [unicodedata.normalize("NFKC", row.text).strip() for row in rows]
    is_placed = False  # whether this line's figures went into the line above
    for at, line in enumerate(lines):
        starts.append(len(text))
        below, after = (*lines[at + 1 : at + 3], "", "")[:2]
        figures = _figures(line)
        if figures is None:
            filled = _filled(text[-1:], line, _figures(below) or [], after)
            text += fold(filled or line)
            is_placed = filled is not None
        elif figures and not is_placed:
            text += _alone(text[-1:], line, figures, below)
        else:
            is_placed = False
    return Prose(text, tuple(starts), tuple(rows))


def _is_page(line: str) -> bool:
    return numbers_page(line) or _PAGE_OF.fullmatch(fold(line)) is not None


def _figures(line: str) -> list[str] | None:
    """The figures of a line that prints nothing else (and marks of quotation); None of any other line."""
    bare = _MARKS.sub(" ", line).strip()
    return bare.split() if not bare or _FIGURES.fullmatch(bare) or _is_page(line) else None


def _filled(before: str, line: str, figures: Sequence[str], after: str) -> str | None:
    """A line with the figures of the line below it in its gaps, in order; None where they do not fit one by one."""
    if not figures:
        return None
    gaps = [gap.span() for gap in _GAP.finditer(line) if _follower(line, gap.end())]
    gaps = [(start, end) for start, end in gaps if not _ends_in_figure(line[start - 1 : start] if start else before)]
    wanted = [_follower(line, end) for _, end in gaps]
    if len(figures) == len(gaps) + 1 and _follower(after) and not _ends_in_figure(line):
        wanted.append(_follower(after))
        gaps.append((len(line), len(line)))
    if len(figures) != len(wanted) or not all(map(_is_kind, wanted, figures)):
        return None
    parts, at = list[str](), 0
    for (start, end), figure in zip(gaps, figures, strict=True):
        parts += [line[at:start], figure]
        at = end
    return "".join(parts) + line[at:]


def _ends_in_figure(text: str) -> bool:
    return text[-1:].isdigit() or text[-1:] in (",", ".")


def _is_kind(kind: str | None, figure: str) -> bool:
    return kind is not None and re.fullmatch(kind, figure) is not None


def _follower(text: str, at: int = 0) -> str | None:
    """What kind of figure the word at a place of a text must follow."""
    return next((kind for kind, word in _followers().items() if word.match(text, at)), None)


def _alone(before: str, line: str, figures: Sequence[str], after: str) -> str:
    """A line of figures that fits nowhere: a page's number goes, any other one parts what stands around it."""
    if _is_page(line):
        return ""
    touches = _ends_in_figure(before) or after[:1].isdigit()
    is_page = len(figures) == 1 and figures[0].isdigit() and len(figures[0]) < 4
    return "" if is_page and not touches else BREAK + line + BREAK


@cache
def _followers() -> dict[str, re.Pattern[str]]:
    words = tomllib.loads(_WORDS.read_text(encoding="utf-8"))["followers"]
    return {kind: re.compile(pattern) for kind, pattern in words.items()}
