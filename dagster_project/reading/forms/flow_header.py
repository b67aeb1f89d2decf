"""Headers in bare lines: which columns the first lines of an indicator table name together, in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.reading.fold import fold_label, is_of_other_time
from dagster_project.reading.forms.headers import (
    LEVELS,
    fold_header,
    is_indicator_header,
    is_prefix_of_sequence,
    parse_sequence,
)
from dagster_project.reading.forms.kinds import BESIDE
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

# What a second line of a header may name below the heading of the value.
_PARTS = {"operator", "half_year_target", "target", "unit", *BESIDE}


@dataclass(frozen=True, slots=True)
class FlowHeader:
    """The columns that a header names, in order; `end` is the first line below it."""

    names: tuple[str, ...]
    end: int
    rows: tuple[Row, ...] = ()
    label: str = ""  # the table's own, which its first line begins with, folded

    @property
    def tail(self) -> tuple[str, ...]:
        """The columns after the name, those of a second half with their levels; () where no name has a column."""
        after = self.names[self.names.index("level3") + 1 :] if "level3" in self.names else ()
        is_named = "level3" in self.names
        return after if "level3" in after else tuple(name for name in self.names if is_named and name not in LEVELS)


def flow_header(rows: Sequence[Row], form: Form, vocabulary: Vocabulary) -> FlowHeader:
    """The columns that the first lines of a block name together. Its lines, and those above it, are bound."""
    first = next((at for at, row in enumerate(rows) if is_indicator_header(row, vocabulary)), len(rows))
    heads = [fold_label(cell.text) for row in rows if is_indicator_header(row, vocabulary) for cell in row.filled]
    names: tuple[str, ...] = ()
    text, end = "", first
    for at, row in enumerate(rows[first:], first):
        text = fold_header(text + _text_of(row, vocabulary))
        if is_of_other_time(row.text):
            return FlowHeader((), first)
        words = _words(text, heads, vocabulary)
        if not is_prefix_of_sequence(text, words):
            break
        if parsed := parse_sequence(text, words):
            named = tuple(name for name in parsed if name)
            names, end = _opened(names, named[len(names) :]) if named[: len(names)] == names else named, at + 1
    form.ledger.bind_rows(rows[:end] if first < len(rows) else [])
    label = fold_label(rows[first].filled[0].text) if first < end else ""
    label = label if vocabulary.markers.get(label) == "block" else ""
    return FlowHeader(_with_target(names), end, tuple(rows[first:end]), label)


def _text_of(row: Row, vocabulary: Vocabulary) -> str:
    """The folded text of a line of a header; whole words without their marks (★指标值)."""
    labels = [fold_label(cell.text) for cell in row.filled]
    return "".join(labels) if all(map(vocabulary.knows, labels)) else fold_header(row.text)


def _words(text: str, heads: Sequence[str], vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """The words that a header may be made of, with their columns, longest first; one that heads a table has none."""
    markers = dict.fromkeys([label for label in heads if label in vocabulary.markers], "")
    markers |= dict.fromkeys([word for word, _ in vocabulary.marker_parts(text)], "")
    columns = dict(vocabulary.column_parts(text))
    columns |= {label: vocabulary.columns[label] for label in heads if label in vocabulary.columns}
    has_name = any(columns.get(label) == "level3" and label not in markers for label in heads)
    headings = columns | markers if has_name else markers | columns  # 绩效指标 may head the table or name its rows
    for label in (label for label in heads if label in vocabulary.second_names):
        if any(other != label and headings.get(other) == columns.get(label) for other in heads):
            headings[label] = vocabulary.second_names[label]
    return sorted(headings.items(), key=lambda word: -len(word[0]))


def _opened(names: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """Columns with those that another line names: parts of the value's own (符号 | 值 | 单位), or more of them."""
    if names.count("target") == 1 and len(below) > 1 and _PARTS.issuperset(below):
        at = names.index("target")
        return (*names[:at], *below, *names[at + 1 :])
    if names and set(names) - {"target"} < set(
        below
    ):  # the label of a merged cell above the levels, each other column in both lines
        return below
    return names + below


def _with_target(names: tuple[str, ...]) -> tuple[str, ...]:
    """What is expected this year beside the years before is the target."""
    first = next((at for at, name in enumerate(names) if name in BESIDE), 0)
    if first and "target" in names[:first] and names[first - 1] not in _PARTS:  # it may be the heading above those
        return ()
    return names if "target" in names else tuple("target" if n == "expected_this_year" else n for n in names)
