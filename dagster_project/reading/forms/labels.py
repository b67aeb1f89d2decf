"""Labels nobody knows: what looks like a known one is named with it, so that one line of vocabulary teaches it."""

from collections.abc import Iterator

from dagster_project.reading.fold import fold_label
from dagster_project.reading.forms.records import Form
from dagster_project.reading.problems import Problem, problem
from dagster_project.reading.vocabulary import Vocabulary

_OTHER = "other"  # the code of a level that no list knows
_UNREAD = ("not_recognised", "no_label")


def unknown_labels(form: Form, vocabulary: Vocabulary) -> list[Problem]:
    """Cells of a form that belong to nothing, fund items and levels without a code, that are like a known word."""
    found: dict[str, Problem] = {}
    for file, text, locator in _candidates(form, vocabulary):
        label = fold_label(text).removesuffix("指标")  # which no list of levels repeats
        if text not in found and (like := vocabulary.near_labels(f"{file}:{label}")):
            near, other = like
            found[text] = problem("unknown_label", locator, text, near=near, file=other)
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
