"""Lists in bare lines: the words of a project's own columns, put back under the header.

A project begins in a line that prints all of its own columns before a level; a line that begins with a level or with
the name of an indicator goes on with it. Whatever else stands before a level is nobody's, and keeps the project out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.figures import is_amount, is_figure
from dagster_project.reading.forms.kinds import is_note
from dagster_project.reading.forms.levels import is_level
from dagster_project.reading.forms.prose import NUMBERED_LINE
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

# The words of an indicator stand beyond all columns of the project.
_BEYOND = 1000


def placed(rows: Sequence[Row], own: Mapping[int, Cell], alone: int | None, vocabulary: Vocabulary) -> list[Row]:
    """Bare lines as rows whose first words stand in the `own` columns of a list (column -> its header's cell).

    `alone` is the column of a word that stands alone above a project (its unit); None where none may.
    """
    end = next((at for at, row in enumerate(rows) if is_note(row.text)), len(rows))
    end = end if all(NUMBERED_LINE.match(row.text) for row in rows[end + 1 :]) else len(rows)
    begun = [_begun(row, own, vocabulary) for row in rows]
    if not any(begun) and len(own) > 1:  # the unit of all projects may stand above them
        projects = {col: head for col, head in own.items() if col != min(own)}
        begun = [_begun(row, projects, vocabulary) for row in rows] if _is_unit(own[min(own)], vocabulary) else begun
    result = []
    for at, row in enumerate(rows):
        columns = begun[at]
        if not columns and (row is rows[-1] or begun[at + 1] or len(row.filled) > 1):
            columns = _own_line(row.filled, own, alone, vocabulary)
        result.append(_placed(row, columns) if row.is_flow and at < end else row)
    return result


def _begun(row: Row, own: Mapping[int, Cell], vocabulary: Vocabulary) -> list[int]:
    """The own columns of the words before the first level of a line that begins a project; [] of any other line."""
    words = row.filled
    start = next((at for at, word in enumerate(words) if is_level(word.text, vocabulary)), None)
    return [] if start is None else _columns_of(words[:start], own, vocabulary)


def _placed(row: Row, columns: Sequence[int]) -> Row:
    cells = [replace(word, col=col) for word, col in zip(row.filled, columns, strict=False)]
    rest = [replace(word, col=_BEYOND + at) for at, word in enumerate(row.filled[len(cells) :])]
    return Row((*cells, *rest), is_flow=False, text=row.text)


def _columns_of(words: Sequence[Cell], own: Mapping[int, Cell], vocabulary: Vocabulary) -> list[int]:
    """The own column of each word where they fill all of them, money under money; else none."""
    texts = "".join(word.text for word in words)
    if texts.endswith("指标") or is_level(texts, vocabulary):
        return []  # a level that a blank broke
    fits = len(words) == len(own) and all(
        is_amount(word.text)
        if _is_money(head, vocabulary)
        else not is_figure(word.text) or _is_ordinal(head, vocabulary)
        for word, head in zip(words, own.values(), strict=True)
    )
    return list(own) if fits else []


def _own_line(words: Sequence[Cell], own: Mapping[int, Cell], alone: int | None, vocabulary: Vocabulary) -> list[int]:
    """The columns of a line without an indicator: a unit alone, or with its sum."""
    if len(words) == 1 and alone is not None:
        return [alone]
    money = [col for col, head in own.items() if _is_money(head, vocabulary)]
    if len(words) == 2 and len(money) == 1 and is_amount(words[1].text) and not is_figure(words[0].text):
        return [min(own), money[0]]
    return []


def _is_money(head: Cell, vocabulary: Vocabulary) -> bool:
    return fold_label(head.text) in vocabulary.fund_columns


def _is_unit(head: Cell, vocabulary: Vocabulary) -> bool:
    return vocabulary.fields.get(fold_label(head.text)) in ("implementing_unit", "supervising_department")


def _is_ordinal(head: Cell, vocabulary: Vocabulary) -> bool:
    return vocabulary.fields.get(fold_label(head.text)) == "ordinal"
