"""Three invented counties over three years with what is true of them: a corpus made of several departments each.

Departments of the generated corpus are moved into counties together, so that a county has projects of several ways of giving
points. What is true is taken from the records that the documents were printed from, not from what was read of them.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl

from corpora.families.registry import FAMILIES
from corpora.plan import Planned, documents
from corpora.records import Indicator, Record
from corpora.writing import forms_of, write_corpus

SEED = 7
COUNTIES = ("410102", "340102", "120101")
UNEVALUATED = ("120101", 2023)
"""A county and year whose self-evaluations are not among the documents."""
UNDECLARED = ("410102", 2022)
"""A county and year whose first department has no target forms among the documents."""
PROVINCES = ("12", "13", "34", "41", "43", "51", "62")
"""Provinces whose forms print all that is true of a record; what others print is tested with the reader."""
YUAN = 10_000
NUMBER = pl.Decimal(38, 4)
SIGNS = ("≥", "≤")
RESULTS = ("产出指标", "成本指标", "效益指标", "满意度指标")


def counties() -> list[Planned]:
    """The documents: targets and self-evaluations, in one container."""
    homes: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    made = []
    for planned in islice(documents(SEED), 240):
        if planned.region[:2] not in PROVINCES or FAMILIES[planned.family].kind not in ("target", "self_evaluation"):
            continue
        if planned.county not in homes:
            homes[planned.county] = _home(planned, taken)
        moved = replace(
            planned,
            region=homes[planned.county],
            ending="html",
            path=_html(planned),
            corrects=_html(planned, "corrects"),
        )
        if moved.region and not _is_left_out(moved, first=planned.county == next(iter(homes))):
            made.append(moved)
    return made


def write(out: Path, made: list[Planned]) -> Path:
    """The folder of documents."""
    write_corpus(out, made, SEED)
    return out / "raw"


def projects(made: list[Planned]) -> pl.DataFrame:
    """Every project and year: its budget, what was spent, its score, its weights by block; of the latest version."""
    frame = pl.DataFrame(
        list(_facts(made)), schema_overrides={"score": NUMBER, "budget": NUMBER}, infer_schema_length=None
    )
    keys = ["region", "year", "project"]
    targets = frame.filter(pl.col("kind") == "target").select(*keys, declared="budget", has_target=pl.lit(value=True))
    evaluations = frame.filter(pl.col("kind") != "target").drop("kind")
    both = targets.join(evaluations, on=keys, how="full", coalesce=True)
    return both.with_columns(
        pl.col("has_target").fill_null(value=False),
        has_evaluation=pl.col("path").is_not_null(),
        budget=pl.coalesce("budget", "declared"),
    )


def targets_and_actuals(made: list[Planned]) -> pl.DataFrame:
    """Every declared figure, at its place, beside what the project reached under that name the year before."""
    replaced = {planned.corrects for planned in made}
    reached = {
        (record.project_id, planned.year, row.level3): Decimal(row.actual)
        for planned in made
        if planned.path not in replaced and FAMILIES[planned.family].kind == "self_evaluation"
        for record in planned.records
        for row in record.indicators
        if row.operator in SIGNS
    }
    rows = [
        (planned.path, number, row_no, row.operator, Decimal(row.value), before)
        for planned in made
        if FAMILIES[planned.family].kind == "target"
        for number, record in enumerate(planned.records, 1)
        for row_no, row in enumerate(record.indicators, 1)
        if (before := reached.get((record.project_id, planned.year - 1, row.level3))) is not None
    ]
    columns = ["path", "form_no", "row_no", "operator", "target", "before"]
    return pl.DataFrame(rows, columns, orient="row", schema_overrides={"target": NUMBER, "before": NUMBER})


def _home(planned: Planned, taken: set[tuple[str, str]]) -> str:
    # Two departments of one name would be one department.
    free = [county for county in COUNTIES if (county, planned.department.name) not in taken]
    least = min(free, key=lambda county: sum(home == county for home, _ in taken), default="")
    taken.add((least, planned.department.name))
    return least


def _html(planned: Planned, name: str = "path") -> str:
    path = getattr(planned, name)
    return f"{path.rsplit('.', 1)[0]}.html" if path else ""


def _is_left_out(planned: Planned, *, first: bool) -> bool:
    is_target = FAMILIES[planned.family].kind == "target"
    where = (planned.region, planned.year)
    return (where == UNEVALUATED and not is_target) or (where == UNDECLARED and first and is_target)


def _facts(made: list[Planned]) -> Iterator[dict[str, Any]]:
    replaced = {planned.corrects for planned in made}
    for planned in made:
        kind = FAMILIES[planned.family].kind
        for number, (record, form) in enumerate(zip(planned.records, forms_of(planned), strict=True), 1):
            if planned.path not in replaced:
                evaluated = _evaluated(record, form.truth.form.get("rating")) if kind != "target" else {}
                yield {
                    "region": planned.region,
                    "year": planned.year,
                    "project": record.project_id,
                    "kind": kind,
                    "path": planned.path if evaluated else None,
                    "form_no": number,
                    "budget": record.totals["revised" if evaluated else "original"] * YUAN,
                    **evaluated,
                }


def _evaluated(record: Record, grade: str | None) -> dict[str, Any]:
    results = [each for each in record.indicators if each.level1 in RESULTS]
    return {
        "original": record.totals["original"] * YUAN,
        "executed": record.totals["executed"] * YUAN,
        "score": Decimal(record.total_score),
        "full": Decimal(record.total_weight),
        "results_score": (100 * _sum(results, "score") / _sum(results, "weight")).quantize(Decimal("0.0001")),
        "grade": grade or None,  # not every place prints it
        "weights": "/".join(str(_sum([row for row in results if row.level1 == level], "weight")) for level in RESULTS),
    }


def _sum(rows: list[Indicator], column: str) -> Decimal:
    return sum((Decimal(getattr(each, column)) for each in rows), Decimal())
