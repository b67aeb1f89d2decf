"""Declared and evaluated indicators of ten projects, paired by reading, against the matching.

`drift.tsv`: a row for each pair, and for each indicator without one; the forms are those of the bureau's two documents of
2024. `is_open` marks what a second reader may see otherwise: it is not counted.
"""

import csv
from pathlib import Path

import polars as pl
import pytest

from dagster_project.matching import match_projects, pair_indicators
from dagster_project.matching.tables import INDICATORS, OVERRIDES, SPELLINGS

from .inputs import Reading

TARGETS, EVALUATIONS = "320682/2024/bureau-targets.txt", "320682/2024/bureau-self-evaluations.txt"

Pair = tuple[int, int, int, int]


def facts() -> list[dict[str, str]]:
    with Path(__file__).with_name("drift.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.fixture
def found(reading: Reading) -> pl.DataFrame:
    """The pairs, with documents by their paths. All forms are of one department: names alone decide."""
    forms = reading.tables["forms"].filter(pl.col("scope") == "project", pl.col("project_name").is_not_null())
    spellings = forms.with_columns(spelling_key="project_name_printed", department_key=pl.lit("k"))
    of_bureau = reading.tables["documents"].filter(pl.col("path").is_in([TARGETS, EVALUATIONS]))
    spellings = (
        spellings.join(of_bureau.select("document_key"), on="document_key").select(SPELLINGS.names()).cast(SPELLINGS)
    )
    indicators = reading.tables["indicators"].select(INDICATORS.names()).cast(INDICATORS)
    return pair_indicators(spellings, match_projects(spellings, OVERRIDES.to_frame()), indicators)


def keys(frame: pl.DataFrame) -> set[Pair]:
    columns = ("declared_form_no", "declared_row_no", "evaluated_form_no", "evaluated_row_no")
    return set(frame.select(columns).rows())


def pairs_of(rows: list[dict[str, str]]) -> set[Pair]:
    columns = ("declared_form", "declared_row", "evaluated_form", "evaluated_row")
    return {
        tuple(int(row[column]) for column in columns) for row in rows if row["declared_row"] and row["evaluated_row"]
    }


def test_the_pairs_are_those_of_the_reading(found: pl.DataFrame):
    read = pairs_of(facts())
    assert len(read) > 170
    sure = pairs_of([row for row in facts() if row["is_open"] == "0"])
    assert sure - keys(found) == set()
    assert keys(found) - read == set()


def test_what_was_split_is_told(found: pl.DataFrame):
    split = pairs_of([row for row in facts() if row["is_partial"] == "1"])
    assert keys(found.filter("is_partial")) == split


def test_what_a_second_reader_may_see_otherwise_is_doubtful(found: pl.DataFrame):
    open_pairs = pairs_of([row for row in facts() if row["is_open"] == "1"])
    assert open_pairs & keys(found.filter(~pl.col("is_doubtful"))) == set()
