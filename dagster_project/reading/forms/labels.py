"""Labels nobody knows: what looks like a known one is named with it, so that one line of vocabulary teaches it."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process

from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.records import Form
from dagster_project.reading.problems import Problem, problem
from dagster_project.reading.vocabulary import Vocabulary

_NEAR, _MOST = 70, 3  # of 100: three characters of four
_LABEL = re.compile(r"[^\d≥≤><=%]{2,14}")
_OTHER = "other"  # the code of a level that no list knows
_UNREAD = ("not_recognised", "no_label")


def unknown_labels(form: Form, vocabulary: Vocabulary) -> list[Problem]:
    """Cells of a form that belong to nothing, fund items and levels without a code, that are like a known word."""
    found: dict[str, Problem] = {}
    candidates = list(_candidates(form, vocabulary))
    files = _files(vocabulary) if candidates else {}
    for file, text, locator in candidates:
        near = _nearest(text, [word for word, other in files.items() if file in ("", other)])
        if near and text not in found:
            found[text] = problem("unknown_label", locator, text, near=", ".join(near), file=files[near[0]])
    return list(found.values())


def _candidates(form: Form, vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    """The file that would have to know a text ("" for any), the text, its place."""
    for cell in form.unbound:
        if cell["reason"] in _UNREAD and not _is_known(cell["text"], vocabulary):
            yield "", cell["text"], cell["locator"]
    for line in form.fund_lines:
        if line["item_code"] is None and line["item_printed"]:
            yield "funds.toml", line["item_printed"], line["locator"]
    for row in form.indicators:
        for level in ("level1", "level2"):
            if row[f"{level}_code"] in (None, _OTHER) and row[f"{level}_printed"]:
                yield "levels.toml", row[f"{level}_printed"], row["locator"]


def _is_known(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a cell that belongs to nothing is a header or a level."""
    is_level = vocabulary.level(1, text) or vocabulary.level(2, text)
    return is_level is not None or fold_label(text) in vocabulary.columns


def _nearest(text: str, known: Sequence[str]) -> list[str]:
    label = fold_label(text).removesuffix("指标")  # which no list of levels repeats
    if not _LABEL.fullmatch(label) or label in known:
        return []
    return [match[0] for match in process.extract(label, known, scorer=fuzz.ratio, limit=_MOST, score_cutoff=_NEAR)]


def _files(vocabulary: Vocabulary) -> dict[str, str]:
    """Known word -> the file that it stands in."""
    lists = {
        "levels.toml": (vocabulary.level1, vocabulary.level2),
        "funds.toml": (vocabulary.fund_items, vocabulary.fund_columns, vocabulary.fund_blocks),
        "sections.toml": (vocabulary.sections,),
        "fields.toml": (vocabulary.fields,),
    }
    return {word: file for file, parts in lists.items() for part in parts for word in part}
