"""Projects and indicators of a generated corpus, several counties over three years, against what it says of them."""

import csv
from collections import defaultdict
from itertools import islice
from pathlib import Path

import polars as pl
import pytest

from corpora.plan import documents
from corpora.writing import write_corpus
from dagster_project.matching import match_projects, pair_indicators
from dagster_project.matching.likeness import bare
from dagster_project.matching.tables import INDICATORS, OVERRIDES, SPELLINGS
from dagster_project.reading.collect import read_all
from dagster_project.reading.fold import fold_name
from dagster_project.reading.manifest import read_manifest

SEED, DOCUMENTS = 7, 70

Tables = dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> tuple[Path, Tables]:
    """The corpus and its raw tables; without PDF and .xls, which take a process of their own."""
    out = tmp_path_factory.mktemp("corpus")
    quick = (each for each in documents(SEED) if each.ending not in {"pdf", "xls"})
    write_corpus(out, list(islice(quick, DOCUMENTS)), SEED)
    regions = {row["region_code"]: "" for row in read(out / "raw" / "sources.csv")}
    return out, read_all(read_manifest(out / "raw"), out / "raw", regions, workers=1)


@pytest.fixture(scope="module")
def spellings(corpus: tuple[Path, Tables]) -> pl.DataFrame:
    """The forms that name a project; a department is a region's and the manifest's."""
    _, tables = corpus
    columns = ["document_key", "path", "region_code", "department_name"]
    forms = tables["forms"].join(tables["documents"].select(columns), on="document_key")
    forms = forms.filter(
        pl.col("project_name").is_not_null(), pl.col("scope") == "project", pl.col("status") == "loaded"
    )
    department = pl.concat_str("region_code", pl.lit("|"), "department_name")
    key = pl.concat_str(department, pl.lit("|"), "project_name_printed")
    return forms.with_columns(department_key=department, spelling_key=key)


@pytest.fixture(scope="module")
def matches(spellings: pl.DataFrame) -> pl.DataFrame:
    return match_projects(spellings.select(SPELLINGS.names()).cast(SPELLINGS), OVERRIDES.to_frame())


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids(out: Path) -> dict[tuple[str, int], str]:
    return {(row["path"], int(row["form_no"])): row["project_id"] for row in read(out / "projects.csv")}


def test_every_project_keeps_its_key_over_the_years_and_no_two_share_one(corpus, spellings, matches):
    known = ids(corpus[0])
    keys, projects = defaultdict(set), defaultdict(set)
    for row in spellings.join(matches, on="spelling_key").iter_rows(named=True):
        project = known[row["path"], row["form_no"]]
        keys[project].add(row["project_key"])
        projects[row["project_key"]].add(project)
    assert len(keys) > 20
    assert [project for project, found in keys.items() if len(found) > 1] == []
    assert [found for found in projects.values() if len(found) > 1] == []
    assert {"exact", "proposed"} <= set(matches["match_method"])


def test_every_indicator_meets_what_became_of_it(corpus, spellings, matches):
    out, tables = corpus
    indicators = tables["indicators"].filter(pl.col("horizon") == "annual")
    pairs = pair_indicators(
        spellings.select(SPELLINGS.names()).cast(SPELLINGS),
        matches,
        indicators.select(INDICATORS.names()).cast(INDICATORS),
    )
    names = indicators.filter(~pl.col("is_template")).select("document_key", "form_no", "row_no", "level3_name")
    for side in ("declared", "evaluated"):
        on = [f"{side}_{column}" for column in ("document_key", "form_no", "row_no")]
        pairs = pairs.join(names.rename({"level3_name": side}), left_on=on, right_on=names.columns[:3])
    paths = dict(tables["documents"].select("document_key", "path").rows())
    known = ids(out)
    found = defaultdict(set)
    for row in pairs.iter_rows(named=True):
        path = paths[row["evaluated_document_key"]]
        found[path, known[path, row["evaluated_form_no"]]].add((bare(row["declared"]), bare(row["evaluated"])))
    true = defaultdict(set)
    for row in read(out / "changes.csv"):
        if row["declared"] and row["evaluated"]:
            true[row["path"], row["project_id"]].add(
                (bare(fold_name(row["declared"])), bare(fold_name(row["evaluated"])))
            )
    assert sum(map(len, found.values())) > 300
    assert {key: (pairs - true[key], true[key] - pairs) for key, pairs in found.items() if pairs != true[key]} == {}
