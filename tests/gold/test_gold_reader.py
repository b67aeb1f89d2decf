"""The reader against the facts of the five disclosures, for the excerpts and for the full texts alike."""

import polars as pl
import pytest

from .floors import FLOORS
from .inputs import Reading, documents
from .measure import Measure, number

SELF_EVALUATION_SCORES = [98, 99, 97, 99, 98, 99, 98, 98, 98, 99, 98, 99, 96]
# Of the self-evaluations that tell how many indicators of levels 1, 2 and 3 they have.
LEVELS_TOLD = {
    1: (5, 13, 22),
    4: (5, 13, 19),
    6: (5, 14, 22),
    8: (5, 13, 20),
    9: (5, 13, 20),
    10: (5, 13, 21),
    11: (5, 14, 20),
    13: (5, 14, 21),
}
DOCUMENTS = [pytest.param(document, id=document["folder"]) for document in documents()]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_recall_and_precision_reach_their_floors(reading: Reading, document: dict[str, str]) -> None:
    floors = FLOORS.get(document["folder"], {})
    below = [
        f"{field}: recall {m.recall:.2%} of {m.wanted}, precision {m.precision:.2%} of {m.read};"
        f" missing {m.missing[:5]}, extra {m.extra[:5]}"
        for field, m in reading.measures(document).items()
        if _is_below(m, floors.get(field, (1.0, 1.0)))
    ]
    assert not below, "\n".join(below)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_floors_rise_with_the_reader(reading: Reading, document: dict[str, str]) -> None:
    measures = reading.measures(document)
    risen = {
        field: (measures[field].recall, measures[field].precision)
        for field, floor in FLOORS.get(document["folder"], {}).items()
        if (measures[field].recall, measures[field].precision) > floor
    }
    assert not risen, f"raise these floors in tests/gold/floors.py: {risen}"


def test_report_recall_and_precision(reading: Reading, report: list[str]) -> None:
    columns = [(document["folder"], reading.measures(document)) for document in documents()]
    fields = list(dict.fromkeys(field for _, measures in columns for field in measures))
    lines = [
        f"{'recall/precision of facts, ' + reading.name:44}" + "".join(f"{_head(name):>24}" for name, _ in columns)
    ]
    for field in fields:
        cells = (_cell(measures.get(field)) for _, measures in columns)
        lines.append(f"  {field:42}" + "".join(f"{cell:>24}" for cell in cells))
    report.extend(lines)
    assert {"forms", "fund figures", "indicators", "target"} <= set(fields)


def test_every_cell_of_every_form_is_accounted_for(reading: Reading) -> None:
    unread = (
        reading.tables["cells"]
        .group_by("document_key", "form_no")
        .agg(pl.len().alias("unread"), pl.col("reason").is_null().sum().alias("without_reason"))
    )
    forms = (
        reading.tables["forms"]
        .join(unread, on=["document_key", "form_no"], how="left")
        .with_columns(pl.col("unread", "without_reason").fill_null(0))
    )
    wrong = forms.filter(
        (pl.col("cells") != pl.col("cells_bound") + pl.col("unread"))
        | (pl.col("without_reason") > 0)
        | (pl.col("cells") == 0)
    )
    assert forms.height == 68
    assert wrong.select("document_key", "form_no", "cells", "cells_bound", "unread").rows() == []


@pytest.mark.parametrize(
    ("column", "total"), [("weight_printed", "weight_total_printed"), ("score_printed", "score_total_printed")]
)
def test_parts_of_each_self_evaluation_add_up_to_its_printed_total(reading: Reading, column: str, total: str) -> None:
    evaluations = reading.tables["forms"].filter(pl.col("stage") == "self_evaluation").sort("form_no")
    printed = [float(number(text)) for text in evaluations[total]]
    parts = reading.tables["scores"].with_columns(pl.col(column).cast(pl.Decimal(9, 4)))
    sums = parts.group_by("document_key", "form_no").agg(pl.col(column).sum()).sort("form_no")
    assert printed == ([100.0] * 13 if column == "weight_printed" else SELF_EVALUATION_SCORES)
    assert [float(value) for value in sums[column]] == printed


def test_counts_and_scores_told_in_prose(reading: Reading) -> None:
    told = reading.tables["statements"].with_columns(pl.col("value_printed").str.extract(r"(\d+)").alias("figure"))
    counts = {
        form_no: tuple(
            int(row["figure"])
            for row in told.filter(form_no=form_no).sort("statement_kind").to_dicts()
            if "level" in row["statement_kind"]
        )
        for form_no in LEVELS_TOLD
    }
    assert counts == LEVELS_TOLD
    assert told.filter(pl.col("statement_kind").str.contains("level")).height == 3 * len(LEVELS_TOLD)
    assert told.filter(statement_kind="score").sort("form_no").select("form_no", "figure").rows() == [
        (2, "99"),
        (13, "96"),
    ]


def _head(folder: str) -> str:
    """Region and kind of a document, short enough for a column."""
    return f"{folder[:6]} {folder[12:].removeprefix('bureau-')}"


def _is_below(measure: Measure, floor: tuple[float, float]) -> bool:
    return measure.recall < floor[0] or measure.precision < floor[1]


def _cell(measure: Measure | None) -> str:
    return f"{measure.recall:.1%}/{measure.precision:.1%} {measure.wanted:4}" if measure else "-"
