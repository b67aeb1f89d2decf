"""The excerpts of raw/ against the full texts; collected only where those lie beside the checkout."""

import polars as pl
import pytest

from .inputs import Reading, documents, excerpt, full_text
from .measure import text

# What cutting prose and contacts changes in a table; everything else is to be read alike.
CHANGED = {
    "forms": ["contact_was_printed", "cells", "cells_bound"],
    "fund_lines": [],
    "spending_plan": [],
    "indicators": [],
    "scores": [],
    "statements": ["seq", "section_code", "subject", "clause", "has_person_name", "locator"],
}


@pytest.mark.parametrize("document", documents(), ids=lambda document: document["folder"])
def test_lines_of_raw_are_those_of_the_disclosure_or_cut(document: dict[str, str]) -> None:
    full = full_text(document).split("\n")
    ours = excerpt(document).split("\n")
    assert len(ours) == len(full)
    changed = [(mine, theirs) for mine, theirs in zip(ours, full, strict=True) if mine != theirs]
    assert all(len(text(mine)) < len(text(theirs)) for mine, theirs in changed), "a cut line is shorter"
    kept = sum(len(text(mine)) for mine, _ in changed) / sum(len(text(theirs)) for _, theirs in changed)
    assert kept < 0.25, "what is kept of the prose is its figures"


@pytest.mark.parametrize("table", CHANGED)
def test_an_excerpt_reads_like_its_full_text(excerpts: Reading, full_texts: Reading, table: str) -> None:
    ours, theirs = (_by_path(reading, table).drop(CHANGED[table]) for reading in (excerpts, full_texts))
    assert ours.height > 0
    assert ours.join(theirs, on=ours.columns, how="anti", nulls_equal=True).rows() == []
    assert theirs.join(ours, on=ours.columns, how="anti", nulls_equal=True).rows() == []
    assert ours.height == theirs.height


def _by_path(reading: Reading, table: str) -> pl.DataFrame:
    """A table with the documents' paths in place of their keys, which depend on the content."""
    paths = reading.tables["documents"].select("document_key", "path")
    return reading.tables[table].join(paths, on="document_key").drop("document_key")
