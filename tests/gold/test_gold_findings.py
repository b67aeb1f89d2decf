"""What the checks find in the five disclosures is exactly what was read by hand, in excerpts and full texts."""

from pathlib import Path

import duckdb
import pytest

from dagster_project.operations.clock import Clock
from dagster_project.operations.progress import Silent
from dagster_project.operations.refresh import refresh
from dagster_project.settings import Settings

from .inputs import FACTS, INPUTS, ROOT, copy_full_texts
from .measure import rows_of

# Observations that are as many as the rows they are about are counted elsewhere.
_COUNTED = ("points_without_reason", "actual_repeats_target")
_FOUND = """
    select d.path, f.left_form_no, f.rule_id, f.found, f.expected, f.left_locator, f.right_locator
    from marts.fct_findings as f
    inner join marts.dim_document as d on f.left_document_key = d.document_key
    where f.kind = ? and f.rule_id not in ?
"""
Fact = tuple[str, ...]


@pytest.fixture(scope="module", params=INPUTS)
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of each input that exists."""
    folder = tmp_path_factory.mktemp(request.param)
    raw_dir = ROOT / "raw" if request.param == "excerpts" else copy_full_texts(folder)
    settings = Settings(raw_dir=raw_dir, warehouse_dir=folder / "warehouse")
    refresh(settings, Silent(), Clock())
    return settings.published_path


def read_by_hand(kind: str) -> set[Fact]:
    """The true list: path, form, rule, both figures, both places."""
    names = ("path", "form_no", "rule_id", "found", "expected", "left_locator", "right_locator")
    return {tuple(row[name] for name in names) for row in rows_of(FACTS / "findings.tsv") if row["kind"] == kind}


def found(path: Path, kind: str) -> set[Fact]:
    """The same of a warehouse."""
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(_FOUND, [kind, list(_COUNTED)]).fetchall()
    return {tuple("" if value is None else str(value).removesuffix(".000000") for value in row) for row in rows}


def test_every_inconsistency_is_found_and_nothing_else_is_one(published: Path) -> None:
    assert found(published, "inconsistency") == read_by_hand("inconsistency")


def test_what_is_worth_a_question(published: Path, request: pytest.FixtureRequest) -> None:
    told = found(published, "observation")
    assert told <= read_by_hand("observation")
    assert "excerpts" in request.node.name or told == read_by_hand("observation")
