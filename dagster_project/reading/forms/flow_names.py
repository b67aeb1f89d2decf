"""Labels and names in bare lines: which of the words before a row's figures are levels, and are the others a name."""

import re

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.kinds import is_bare_figure, is_broken_figure, is_points
from dagster_project.reading.forms.levels import is_level
from dagster_project.reading.vocabulary import Vocabulary

# A label may be broken over so many words.
_PARTS = 4
_NUMBERING = re.compile(r"[(（]?\d+[.、．)）]")
# What no name begins with: the rest of a value.
_REST = "%％‰：:。、，；."


def is_name(words: list[Cell]) -> bool:
    """Whether words make up one name: a label or a figure among them belongs to a row that was not closed."""
    texts = [word.text for word in words if not _NUMBERING.fullmatch(word.text)]
    pieces = (t for t in texts if is_bare_figure(t) or is_broken_figure(t) or t.endswith("指标"))
    return bool(texts) and not any(pieces) and texts[0][0] not in _REST


def are_two(words: list[Cell]) -> bool:
    """Whether words that stand apart on one line are more than a name: a level that no list knows, and the name."""
    numbered = words[1:] if _NUMBERING.fullmatch(words[0].text) else words
    return len({word.row for word in numbered}) < len(numbered)


def are_levels(labels: list[Cell], vocabulary: Vocabulary) -> bool:
    """Whether two labels are a level 1 and a level 2; else one may be a piece of the name."""
    if len(labels) < 2:
        return True
    return all(vocabulary.level(number, label.text) is not None for number, label in enumerate(labels, 1))


def may_be_cut(labels: list[Cell], names: list[Cell]) -> bool:
    """Whether a short level word after another may be the first piece of the name below it (长效管理 | 制度)."""
    places = [each.row for each in (*labels, names[0])]
    is_at_end = len(labels) > 1 and places[0] == places[1] != places[2]
    return is_at_end and not labels[-1].text.endswith(("指标", "目标"))


def split_labels(words: list[Cell], vocabulary: Vocabulary) -> tuple[list[Cell], list[Cell]]:
    """Leading level words, each of one or more pieces, and the words after them."""
    labels: list[Cell] = []
    rest = words
    while len(labels) < 2:
        sizes = [size for size in range(1, min(_PARTS, len(rest) - 1) + 1) if is_level(_text(rest[:size]), vocabulary)]
        if not sizes:
            break
        are_two = 1 in sizes and len(rest) > 1 and is_level(rest[1].text, vocabulary)  # 产出 数量 are two levels
        size = 1 if are_two else max(sizes)
        labels.append(Cell(_text(rest[:size]), rest[0].row, 0, rest[0].locator))
        rest = rest[size:]
    return labels, rest


def _text(words: list[Cell]) -> str:
    return "".join(word.text for word in words)


def joined_cell(words: list[Cell]) -> Cell:
    """Words of several lines as the one cell they were."""
    return Cell(_text(words), 0, 0, _span(words))


def _span(words: list[Cell]) -> str:
    """One locator for words of several lines: `line:99-101`."""
    first, last = words[0].locator, words[-1].locator
    if first == last or not (first.startswith("line:") and last.startswith("line:")):
        return first
    return f"{first.split('-')[0]}-{last.removeprefix('line:').split('-')[-1]}"


def is_total_line(words: list[Cell], vocabulary: Vocabulary) -> bool:
    """Whether a line is 总分 or one of its kind and its points alone."""
    figures = [word for word in words[1:] if is_points(word.text)]
    return fold_label(words[0].text) in vocabulary.totals and len(figures) == len(words) - 1 > 0


def is_one_row(words: list[Cell], vocabulary: Vocabulary) -> bool:
    """Whether words are labels and a name, and neither two names nor a figure."""
    names = split_labels(words, vocabulary)[1]
    return bool(names) and is_name(names) and not are_two(names)
