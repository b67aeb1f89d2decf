"""Prose: sections of a form, a numbered goal being one of its own."""

import hashlib
import re
from collections.abc import Mapping, Sequence

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold, fold_label, unwrap
from dagster_project.reading.forms.blocks import Block
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

Part = tuple[str, str]
"""A paragraph's text and its locator."""

_GOALS = ("annual_goal", "long_term_goal")
_GOAL = re.compile(r"(?=目标\s*[0-9０-９一二三四五六七八九十]+\s*[:：])")
_NUMBERED_GOAL = re.compile(r"目标\s*[0-9０-９一二三四五六七八九十]+\s*[:：]?")
_GOAL_LABEL = re.compile(r"^目标\s*[0-9０-９一二三四五六七八九十]+\s*[:：]\s*")
NUMBERED_LINE = re.compile(r"\s*(?:\d+[.、．](?!\d)|[（(]?[一二三四五六七八九十]+[)）、])")


def read_prose(block: Block, form: Form, vocabulary: Vocabulary) -> None:
    """Read a block of prose into `form.sections`, one row for each goal where goals are numbered.

    Where headings stand side by side (预期目标 | 实际完成情况), the texts below belong to the heading of their column.
    """
    heads: dict[int, str] = {}
    parts: dict[str, list[Part]] = {}
    for row in block.rows:
        cells = _without_label(row, block, vocabulary)
        beside = {cell.col: vocabulary.sections.get(fold_label(cell.text)) for cell in cells}
        if not row.is_flow and len(cells) > 1 and all(beside.values()):
            heads = {col: section for col, section in beside.items() if section}
        elif heads and not row.is_flow:
            _read_columns(cells, heads, parts, form)
            continue
        elif block.section and (text := _line(row, cells)):
            parts.setdefault(block.section, []).append((text, cells[-1].locator))
        form.ledger.bind_rows([row])
    for section, texts in parts.items():
        for goal in _goals(texts) if section in _GOALS else [texts]:
            form.sections.append({"section_code": section, "parts": goal, "locator": goal[0][1]})


def _line(row: Row, cells: Sequence[Cell]) -> str:
    return (" " if row.is_flow else "").join(map(_goal_label, cells)).strip()


def _read_columns(cells: Sequence[Cell], heads: Mapping[int, str], parts: dict[str, list[Part]], form: Form) -> None:
    """Texts under headings that stand side by side; one that stands under none belongs to nobody."""
    for cell in cells:
        if section := heads.get(cell.col):
            parts.setdefault(section, []).append((cell.text, cell.locator))
            form.ledger.bind([cell])
        else:
            form.ledger.reject([cell], "no_heading")


def _without_label(row: Row, block: Block, vocabulary: Vocabulary) -> list[Cell]:
    """A row without the section's own heading, which a merged cell repeats."""
    cells = list(row.filled)
    may_be_label = row is block.rows[0] or not row.is_flow
    is_label = may_be_label and vocabulary.sections.get(fold_label(cells[0].text)) == block.section
    return cells[1:] if is_label else cells


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
