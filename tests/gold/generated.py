"""A generated corpus as the reader reads it, measured against the truth beside each document."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from corpora.plan import Planned
from corpora.writing import truth_of
from dagster_project.reading.collect import read_all
from dagster_project.reading.manifest import read_manifest

from .measure import Fact, Measure, compare, number, rows_of, text

Rows = list[dict[str, Any]]
Measured = tuple[dict[str, Measure], tuple[str, ...], tuple[str, ...]]
"""Measures by field, reasons of rejects, statuses of forms."""

TEXTS = {
    "target": "target_printed",
    "actual": "actual_printed",
    "sign": "operator_printed",
    "half-year target": "half_year_target_printed",
}
TRUE = {"target": "target", "actual": "actual", "sign": "operator", "half-year target": "half_year_target"}
SIDES = {"income": "source", "expense": "use", "plan": "whole", "task": "use"}


@dataclass(frozen=True)
class Document:
    """A document: its family and container, its measures by field, what became of its forms and why."""

    path: str
    family: str
    ending: str
    measures: Mapping[str, Measure]
    reasons: tuple[str, ...]
    statuses: tuple[str, ...]


def read_corpus(out: Path, planned: Sequence[Planned], workers: int = 1) -> list[Document]:
    """Read every document of a corpus that was written to `out`."""
    regions = {each.region: "" for each in planned}
    tables = read_all(read_manifest(out / "raw"), out / "raw", regions, workers=workers)
    parts = {name: _by_document(frame) for name, frame in tables.items()}
    keys = dict(tables["documents"].select("path", "document_key").rows())
    return [
        Document(p.path, p.family, p.ending, *_measured(out / "truth" / truth_of(p), keys[p.path], parts))
        for p in planned
    ]


def _by_document(frame: pl.DataFrame) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in frame.iter_rows(named=True):
        found[row["document_key"]].append(row)
    return found


def _measured(truth: Path, key: str, parts: Mapping[str, Mapping[str, Rows]]) -> Measured:
    read = {name: rows.get(key, []) for name, rows in parts.items()}
    wanted = {path.stem: rows_of(path) for path in truth.glob("*.tsv")}
    pairs = {**_forms(wanted, read), **_amounts(wanted, read), **_indicators(wanted, read)}
    pairs["summary"] = _summary(wanted["more"], read["summaries"])
    reasons = tuple(f"form {r['form_no']} {r['reason_code']} at {r['locator']}: {r['what']}" for r in read["rejects"])
    statuses = tuple(form["status"] for form in read["forms"])
    return {name: compare(true, got) for name, (true, got) in pairs.items() if true or got}, reasons, statuses


Pair = tuple[list[Fact], list[Fact]]


def _pair(true: Iterable[Fact], got: Iterable[Fact]) -> Pair:
    return [fact for fact in true if fact[-1]], [fact for fact in got if fact[-1]]


def _forms(wanted: Mapping[str, Rows], read: Mapping[str, Rows]) -> dict[str, Pair]:
    got = [form for form in read["forms"] if form["status"] == "loaded"]
    names = {
        "department": ("supervising_department", "supervising_department_printed"),
        "unit": ("implementing_unit", "implementing_unit_printed"),
        "total weight": ("total_weight", "weight_total_printed"),
        "total score": ("total_score", "score_total_printed"),
    }
    pairs = {
        name: _pair(
            ((f["form_no"], text(f[column])) for f in wanted["forms"]),
            ((str(f["form_no"]), text(f[printed])) for f in got),
        )
        for name, (column, printed) in names.items()
    }
    forms = _pair(
        ((f["form_no"], f["scope"], f["stage"], text(f["project_name"]), f["fiscal_year"]) for f in wanted["forms"]),
        (
            (str(f["form_no"]), f["scope"], f["stage"], text(f["project_name_printed"]), str(f["fiscal_year"]))
            for f in got
        ),
    )
    execution = _pair(
        ((m["form_no"], m["what"], m["value"]) for m in wanted["more"] if m["what"].startswith("execution")),
        (
            (str(f["form_no"]), what, text(f[f"{what}_printed"]))
            for f in got
            for what in ("execution_weight", "execution_rate", "execution_score")
        ),
    )
    # A grade stands in a field or in prose; one that stands twice is one fact.
    grades = {(str(f["form_no"]), text(f["grade_printed"])) for f in got}
    grades |= {
        (str(s["form_no"]), text(s["value_printed"])) for s in read["statements"] if s["statement_kind"] == "grade"
    }
    pairs["grade"] = _pair(((f["form_no"], text(f["rating"])) for f in wanted["forms"]), sorted(grades))
    return {"forms": forms, "execution": execution, **pairs}


def _amounts(wanted: Mapping[str, Rows], read: Mapping[str, Rows]) -> dict[str, Pair]:
    printed = [row for row in wanted["amounts"] if row["side"] in SIDES and row["unit"] != "%"]
    told = [(r["form_no"], number(r["amount"])) for r in wanted["amounts"] if r["side"] == "narrative"]
    stated = {(str(s["form_no"]), number(s["value_printed"])) for s in read["statements"]}
    return {
        "amounts": (
            [_amount(r, SIDES[r["side"]], r["item"], r["amount"], r["unit"]) for r in printed],
            [
                _amount(r, r["fund_side"], r["item_printed"], r["amount_printed"], r["unit_printed"])
                for r in read["fund_lines"]
            ],
        ),
        # Prose states other figures too, so only recall is measured.
        "told": (told, [fact for fact in told if fact in stated]),
        "spending plan": _pair(
            (
                (r["form_no"], r["item"].removeprefix("资金支出计划"), r["amount"])
                for r in wanted["amounts"]
                if r["unit"] == "%"
            ),
            (
                (str(r["form_no"]), text(r["checkpoint_printed"]), text(r["share_printed"]))
                for r in read["spending_plan"]
            ),
        ),
    }


SAID = (
    "fiscal_year", "targets_projects", "targets_budget", "evaluated_projects", "evaluated_budget", "average_score",
    "excellent_projects", "good_projects", "fair_projects", "poor_projects",
)  # fmt: skip


def _summary(more: Rows, read: Rows) -> Pair:
    return _pair(
        ((row["what"], row["value"]) for row in more if row["form_no"] == "0"),
        ((name, text(row[f"{name}_printed"])) for row in read for name in SAID),
    )


def _amount(row: Mapping[str, Any], side: str, item: str, amount: str, unit: str | None) -> Fact:
    """A figure; nothing is nothing in any unit, and 其中 and the colon belong to no name."""
    value = number(amount)
    name = re.sub(r"^其中[:：]|[:：]$", "", text(item))
    return str(row["form_no"]), name, row["measure"], side, value, "" if value == "0" else unit or ""


def _indicators(wanted: Mapping[str, Rows], read: Mapping[str, Rows]) -> dict[str, Pair]:
    annual = [row for row in read["indicators"] if row["horizon"] == "annual"]
    names = {(row["form_no"], row["row_no"]): text(row["level3_printed"]) for row in read["indicators"]}
    pairs = _table("", wanted["indicators"], annual)
    pairs |= {
        f"{field} points": _pair(
            ((r["form_no"], text(r["level3"]), number(r[field])) for r in wanted["indicators"]),
            (
                (str(s["form_no"]), names[s["form_no"], s["row_no"]], number(s[f"{field}_printed"]))
                for s in read["scores"]
            ),
        )
        for field in ("weight", "score")
    }
    true_names = {(row["form_no"], row["row_no"]): text(row["level3"]) for row in wanted["indicators"]}
    pairs["reasons"] = _pair(
        (
            (m["form_no"], true_names[m["form_no"], m["row_no"]], text(m["value"]))
            for m in wanted["more"]
            if m["what"] == "deviation_reason"
        ),
        ((str(s["form_no"]), names[s["form_no"], s["row_no"]], text(s["deviation_reason"])) for s in read["scores"]),
    )
    midterm = [row for row in read["indicators"] if row["horizon"] == "mid_term"]
    return {**pairs, **_table("midterm ", wanted["midterm"], midterm)}


def _table(prefix: str, true: Rows, got: Rows) -> dict[str, Pair]:
    pairs = {
        f"{prefix}{name}": _pair(
            ((r["form_no"], text(r["level3"]), text(r[TRUE[name]])) for r in true),
            ((str(r["form_no"]), text(r["level3_printed"]), text(r[printed])) for r in got),
        )
        for name, printed in TEXTS.items()
    }
    return (
        pairs
        | {
            f"{prefix}{level}": _pair(
                ((r["form_no"], text(r["level3"]), text(r[level])) for r in true),
                ((str(r["form_no"]), text(r["level3_printed"]), text(r[f"{level}_printed"])) for r in got),
            )
            for level in ("level1", "level2")
        }
        | {
            f"{prefix}indicators": _pair(
                ((r["form_no"], text(r["level3"])) for r in true),
                ((str(r["form_no"]), text(r["level3_printed"])) for r in got),
            )
        }
    )
