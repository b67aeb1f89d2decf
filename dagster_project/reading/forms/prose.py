"""Prose: sections of a form, a numbered goal being one of its own."""

import hashlib
import re
from collections.abc import Sequence
from itertools import pairwise

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold, fold_label, unwrap
from dagster_project.reading.forms.blocks import Block, heading_of, side_by_side, unlabelled
from dagster_project.reading.forms.figures import is_figure
from dagster_project.reading.forms.headers import Column, column_over
from dagster_project.reading.forms.horizons import ANNUAL, MID_TERM, note_sides
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

Part = tuple[str, str]
"""A paragraph's text and its locator."""

_HORIZONS = {"annual_goal": ANNUAL, "long_term_goal": MID_TERM}
_GOALS = tuple(_HORIZONS)
_GOAL = re.compile(r"(?=目标\s*[0-9０-９一二三四五六七八九十]+\s*[:：])")
_NUMBERED_GOAL = re.compile(r"目标\s*[0-9０-９一二三四五六七八九十]+\s*[:：]?")
_GOAL_LABEL = re.compile(r"^目标\s*[0-9０-９一二三四五六七八九十]+\s*[:：]\s*")
NUMBERED_LINE = re.compile(r"\s*(?:\d+[.、．](?!\d)|[（(]?[一二三四五六七八九十]+[)）、])")


def read_prose(block: Block, form: Form, vocabulary: Vocabulary) -> None:
    """Read a block of prose into `form.sections`, one row for each goal where goals are numbered.

    Where headings stand side by side (预期目标 | 实际完成情况), the texts below belong to the heading of their column,
    and a text right after a heading to that one.
    """
    heads: tuple[Column, ...] = ()
    parts: dict[str, list[Part]] = {}
    for row in block.rows:
        heads = _bare_heads(row, form, vocabulary) or heads
        if row.is_flow and _read_bare(row, heads, block, parts, vocabulary):
            form.ledger.bind(row.cells)
            continue
        filled = unlabelled(row, vocabulary)
        form.ledger.bind(row.filled[: len(row.filled) - len(filled)])
        cells = _without_label(filled, block, is_open=row is block.rows[0] or not row.is_flow, vocabulary=vocabulary)
        named = [] if row.is_flow else [heading_of(cell, vocabulary) for cell in filled]
        if len(named) > 1 and all(named):
            heads = _heads(filled, named, form)
        elif len(set(filter(None, named))) > 1:
            heads = ()
            _read_pairs(filled, named, parts)
        elif heads and not row.is_flow:
            _read_columns(cells, _heads_of(cells, heads, is_placed=row.is_placed), parts, form)
            continue
        elif not row.is_flow and sum(is_figure(cell.text) for cell in cells) > 1:
            form.ledger.reject(cells, "not_recognised")  # the row of a table that nobody has recognised
            continue
        elif block.section and (text := _line(row, cells)):
            parts.setdefault(block.section, []).append((text, cells[-1].locator))
        form.ledger.bind_rows([row])
    for section, texts in parts.items():
        for goal in _goals(texts) if section in _GOALS else [texts]:
            form.sections.append({"section_code": section, "parts": goal, "locator": goal[0][1]})


def _read_bare(
    row: Row, heads: Sequence[Column], block: Block, parts: dict[str, list[Part]], vocabulary: Vocabulary
) -> bool:
    """Read a bare line of texts below headings that stand side by side, or of headings each with its text after it.

    As many words as headings are their texts; of any other number nobody can say which is whose.
    """
    if side_by_side(row, vocabulary):
        return True
    if heads:
        words = row.filled[1:] if row.filled[0].text == block.rows[0].filled[0].text else row.filled
        inner = _inner(heads)
        if len(words) == len(inner):
            for head, word in zip(inner, words, strict=True):
                _add(word, parts.setdefault(head.name, []))
        elif words:
            parts.setdefault("other", []).append((" ".join(word.text for word in words), words[0].locator))
        return True
    named = [vocabulary.sections.get(fold_label(cell.text)) for cell in row.filled]
    is_pair = bool(named[0]) and len(set(filter(None, named))) > 1
    if is_pair and all(not (one and other) for one, other in pairwise([*named, "end"])):
        _read_pairs(row.filled, named, parts)
        return True
    return False


def _bare_heads(row: Row, form: Form, vocabulary: Vocabulary) -> tuple[Column, ...]:
    """The headings that a bare line prints side by side; () of any other row."""
    beside = side_by_side(row, vocabulary) if row.is_flow else []
    return _heads(row.filled[-len(beside) :], beside, form) if beside else ()


def _inner(heads: Sequence[Column]) -> Sequence[Column]:
    """The headings that have texts: the first may be the label of the block."""
    return heads[1:] if heads[0].name in {head.name for head in heads[1:]} else heads


def _heads(cells: Sequence[Cell], named: Sequence[str | None], form: Form) -> tuple[Column, ...]:
    heads = tuple(
        Column(section, cell.col, cell.col_span) for cell, section in zip(cells, named, strict=True) if section
    )
    inner = _inner(heads)
    note_sides({head.col: _HORIZONS[head.name] for head in inner if head.name in _HORIZONS}, form)
    return heads


def _heads_of(cells: Sequence[Cell], heads: tuple[Column, ...], *, is_placed: bool) -> tuple[Column, ...]:
    """The headings above the texts of a row. Where cells may have moved, as many texts as headings are in their order.

    The first heading may be the label of the block, which has no text.
    """
    inner = _inner(heads)
    if is_placed or len(cells) != len(inner):
        return heads
    return tuple(Column(head.name, cell.col) for head, cell in zip(inner, cells, strict=True))


def _line(row: Row, cells: Sequence[Cell]) -> str:
    return (" " if row.is_flow else "").join(map(_goal_label, cells)).strip()


def _read_pairs(cells: Sequence[Cell], named: Sequence[str | None], parts: dict[str, list[Part]]) -> None:
    """Headings in one row, each with its text after it."""
    section = ""
    for cell, heading in zip(cells, named, strict=True):
        section = heading or section
        if not heading:
            _add(cell, parts.setdefault(section, []))


def _add(cell: Cell, texts: list[Part]) -> None:
    """Add a text; a merged cell that was taken apart prints it again in each of its places."""
    if not texts or texts[-1][0] != cell.text:
        texts.append((cell.text, cell.locator))


def _read_columns(cells: Sequence[Cell], heads: Sequence[Column], parts: dict[str, list[Part]], form: Form) -> None:
    """Texts under headings that stand side by side; one that stands under none belongs to nobody."""
    for cell in cells:
        if head := column_over(cell, heads):
            _add(cell, parts.setdefault(head.name, []))
            form.ledger.bind([cell])
        else:
            form.ledger.reject([cell], "no_heading")


def _without_label(filled: Sequence[Cell], block: Block, *, is_open: bool, vocabulary: Vocabulary) -> Sequence[Cell]:
    """Cells without the section's own heading, which a merged cell repeats, where a row `is_open` to it."""
    is_label = is_open and vocabulary.sections.get(fold_label(filled[0].text)) == block.section
    return filled[1:] if is_label else filled


def _goal_label(cell: Cell) -> str:
    """A cell's text; the number of a goal in a cell of its own gets the colon that sets it off elsewhere."""
    return f"{cell.text.strip().rstrip(':：')}：" if _is_goal_number(cell.text) else cell.text


def _is_goal_number(text: str) -> bool:
    return _NUMBERED_GOAL.fullmatch(text.strip()) is not None


def _goals(parts: Sequence[Part]) -> list[list[Part]]:
    """The paragraphs of a section of goals, those of each numbered goal together."""
    goals: list[list[Part]] = []
    for text, locator in parts:
        for piece in (piece for piece in _GOAL.split(text) if piece.strip() and not _is_goal_number(piece)):
            if not goals or NUMBERED_LINE.match(piece) or _GOAL.match(piece):
                goals.append([])
            goals[-1].append((_GOAL_LABEL.sub("", piece), locator))
    return goals


def finish_sections(form: Form, vocabulary: Vocabulary) -> None:
    """Number the sections of a form, join their paragraphs, mark empty phrases (set in place)."""
    seq: dict[str, int] = {}
    for section in form.sections:
        section["text"] = "".join(unwrap(text) for text, _ in section.pop("parts"))
        code, folded = section["section_code"], fold(section["text"])
        seq[code] = seq.get(code, 0) + 1
        section["seq"] = seq[code]
        section["is_empty_phrase"] = folded.strip("。.；;") in vocabulary.empty_phrases
        section["text_hash"] = hashlib.md5(folded.encode(), usedforsecurity=False).hexdigest()
