"""Recall and precision of the reader against facts transcribed by hand, per document and field.

The truth of a document is a folder with forms.tsv, funds.tsv and indicators.tsv (tabs, nothing quoted, an absent
value is an empty cell, text as printed). A field is a multiset of facts; a fact that one side lacks is an
empty value and no fact at all, so a value the reader invents costs precision and one it loses costs recall.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

Row = Mapping[str, Any]
Fact = tuple[str, ...]

# The words that the documents tick, and the codes of the warehouse contract for them.
CODES = {"常年安排": "permanent", "其他运转类": "operating", "特定目标类": "special_purpose"}
MEASURES = {"half_year": "half_year_plan", "annual": "budget", "actual": "executed"}
# A target form prints one budget; whether it is the original or the revised one is the reader's judgement.
BUDGETS = {"original_budget", "revised_budget", "budget"}
SIDES = {"income": "source", "expense": "use", "plan": "whole"}


@dataclass(frozen=True)
class Measure:
    """How a field was read: counts of facts, the share found, and what differs."""

    wanted: int
    read: int
    hits: int
    missing: tuple[Fact, ...]
    extra: tuple[Fact, ...]

    @property
    def recall(self) -> float:
        """Share of the true facts that were read."""
        return self.hits / self.wanted if self.wanted else 1.0

    @property
    def precision(self) -> float:
        """Share of the facts read that are true."""
        return self.hits / self.read if self.read else 1.0


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a TSV of facts, each a mapping of column to text ("" where absent)."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def measure_document(truth: Path, tables: Mapping[str, pl.DataFrame], document_key: str) -> dict[str, Measure]:
    """Measures of one document by field: `truth` is its folder of facts, `tables` are the raw frames."""
    wanted = {name: rows_of(truth / f"{name}.tsv") for name in ("forms", "funds", "indicators")}
    read = {
        name: frame.filter(pl.col("document_key") == document_key).to_dicts()
        for name, frame in tables.items()
        if "document_key" in frame.columns
    }
    pairs = {**_forms(wanted, read), **_funds(wanted, read), **_indicators(wanted, read)}
    return {field: compare(true, got) for field, (true, got) in pairs.items() if true or got}


def compare(wanted: Iterable[Fact], read: Iterable[Fact]) -> Measure:
    """Compare two multisets of facts."""
    true, got = Counter(wanted), Counter(read)
    hits = true & got
    return Measure(
        true.total(), got.total(), hits.total(), tuple((true - got).elements()), tuple((got - true).elements())
    )


def text(value: object) -> str:
    """A printed text without blanks: where a line broke inside a cell, the truth has none and the reader may."""
    return "" if value is None else re.sub(r"\s+", "", str(value))


def number(value: object) -> str:
    """The first number of a printed figure, in one spelling ("" where there is none)."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", text(value))
    return f"{float(found[0].replace(',', '')):.10g}" if found else ""


def holds_line(locator: object, line_no: str) -> bool:
    """Whether a locator (line:12, line:12-15) covers a line."""
    found = re.match(r"line:(\d+)(?:-(\d+))?", str(locator))
    return bool(found) and int(found[1]) <= int(line_no) <= int(found[2] or found[1])


Pair = tuple[list[Fact], list[Fact]]


def _pair(wanted: Iterable[Fact], read: Iterable[Fact]) -> Pair:
    """Two lists of facts without those whose value, their last part, is absent."""
    return [fact for fact in wanted if fact[-1]], [fact for fact in read if fact[-1]]


def _forms(wanted: dict[str, list[dict[str, str]]], read: dict[str, list[dict[str, Any]]]) -> dict[str, Pair]:
    true, got = wanted["forms"], read["forms"]
    department = read["documents"][0]["department"]

    def field(column: str, printed: str) -> Pair:
        return _pair(
            ((form["form_no"], text(CODES.get(form[column], form[column]))) for form in true),
            ((str(form["form_no"]), text(form[printed])) for form in got),
        )

    # Who answers for a form stands in it as 主管部门 or 填报单位, else in the manifest alone.
    answers = _pair(
        ((form["form_no"], text(form["supervising_department"] or form["reporting_unit"])) for form in true),
        (
            (
                str(form["form_no"]),
                text(form["supervising_department_printed"] or form["reporting_unit_printed"] or department),
            )
            for form in got
        ),
    )
    return {
        "forms": _pair(
            ((f["form_no"], f["scope"], text(f["project_name"]), f["fiscal_year"], f["stage"]) for f in true),
            (
                (str(f["form_no"]), f["scope"], text(f["project_name_printed"]), str(f["fiscal_year"]), f["stage"])
                for f in got
                if f["status"] == "loaded"
            ),
        ),
        "department": answers,
        "implementing": field("implementing_unit", "implementing_unit_printed"),
        "reporting": field("reporting_unit", "reporting_unit_printed"),
        "recurrence": field("attribute", "recurrence_code"),
        "category": field("category", "category_code"),
        "start": field("start", "start_printed"),
        "end": field("end", "end_printed"),
        "term": field("term", "term_printed"),
        "total weight": field("total_weight", "weight_total_printed"),
        "total score": field("total_score", "score_total_printed"),
        "grade": _grades(true, got, read["statements"]),
        "form line": _pair(
            ((form["form_no"], form["line_no"]) for form in true),
            _covered(true, got),
        ),
    }


def _covered(true: list[dict[str, str]], got: list[dict[str, Any]]) -> list[Fact]:
    """The forms read, with the line of their title where their locator covers it."""
    lines = {form["form_no"]: form["line_no"] for form in true}
    facts = ((str(form["form_no"]), form["locator"]) for form in got)
    return [(no, lines[no] if no in lines and holds_line(at, lines[no]) else str(at)) for no, at in facts]


def _grades(true: list[dict[str, str]], got: list[dict[str, Any]], statements: list[dict[str, Any]]) -> Pair:
    """Grades of forms, stated in a field of the form or in its prose; a grade stated twice is one fact."""
    stated = {(str(s["form_no"]), text(s["value_printed"])) for s in statements if s["statement_kind"] == "grade"}
    printed = {(str(form["form_no"]), text(form["grade_printed"])) for form in got}
    return _pair(((form["form_no"], text(form["rating"])) for form in true), sorted(stated | printed))


def _funds(wanted: dict[str, list[dict[str, str]]], read: dict[str, list[dict[str, Any]]]) -> dict[str, Pair]:
    plans = [row for row in wanted["funds"] if row["unit"] == "%"]
    told = [row for row in wanted["funds"] if row["side"] == "narrative"]
    printed = [row for row in wanted["funds"] if row["unit"] != "%" and row["side"] != "narrative"]
    wide = {form["form_no"] for form in wanted["forms"] if form["scope"] == "department"}
    true, got = _true_figures(printed, wide), _read_figures(read["fund_lines"])
    stated = {(str(s["form_no"]), number(s["value_printed"])) for s in read["statements"]}
    narrative = [(row["form_no"], number(row[column])) for row in told for column in MEASURES if row[column]]
    return {
        "fund figures": ([fact[:-1] for fact in true], [fact[:-1] for fact in got]),
        "fund side": (true, got),
        "spending plan": _pair(
            ((row["form_no"], row["item"].removeprefix("资金支出计划"), number(row["annual"])) for row in plans),
            (
                (str(row["form_no"]), text(row["checkpoint_printed"]), number(row["share_printed"]))
                for row in read["spending_plan"]
            ),
        ),
        # The truth lists what was spent or budgeted; prose states other money too, so only recall is measured.
        "told figures": (narrative, [fact for fact in narrative if fact in stated]),
    }


def _figure(form_no: object, item: object, measure: str, amount: object, unit: object, side: str) -> Fact:
    """A figure of a fund table. The truth leaves 其中 out at times, and a bare 0 needs no unit to be nothing."""
    value = number(amount)
    name = re.sub(r"^其中[:：]", "", text(item))
    return str(form_no), name, measure, value, "" if value == "0" else text(unit), side


def _true_figures(rows: list[dict[str, str]], wide: set[str]) -> list[Fact]:
    """Figures of fund tables as the truth has them. A department's task lines are uses."""
    return [
        _figure(
            row["form_no"],
            row["item"],
            measure,
            row[column],
            row["unit"],
            "use" if row["form_no"] in wide else SIDES[row["side"]],
        )
        for row in rows
        for column, measure in MEASURES.items()
        if row[column]
    ]


def _read_figures(rows: list[dict[str, Any]]) -> list[Fact]:
    return [
        _figure(
            row["form_no"],
            row["item_printed"],
            "budget" if row["measure"] in BUDGETS else str(row["measure"]),
            row["amount_printed"],
            row["unit_printed"],
            str(row["fund_side"]),
        )
        for row in rows
    ]


# Column of the truth, column of the raw table: facts are form, indicator's name, value.
INDICATOR_FIELDS = {
    "target": ("target", "target_printed"),
    "half-year target": ("half_year_target", "half_year_target_printed"),
    "actual": ("actual", "actual_printed"),
    "sign": ("operator", "operator_printed"),
    "description": ("description", "description"),
    "basis": ("basis", "target_basis"),
}
SCORE_FIELDS = {"weight": "weight_printed", "score": "score_printed"}


def _indicators(wanted: dict[str, list[dict[str, str]]], read: dict[str, list[dict[str, Any]]]) -> dict[str, Pair]:
    true, got = wanted["indicators"], read["indicators"]
    names = {(row["form_no"], row["row_no"]): text(row["level3_printed"]) for row in got}
    pairs = {"indicators": _pair((_row(r, "level3") for r in true), (_row(r, "level3_printed") for r in got))}
    for field, (column, printed) in INDICATOR_FIELDS.items():
        pairs[field] = _pair(
            ((r["form_no"], text(r["level3"]), text(r[column])) for r in true),
            ((str(r["form_no"]), text(r["level3_printed"]), text(r[printed])) for r in got),
        )
    for field, printed in SCORE_FIELDS.items():
        pairs[field] = _pair(
            ((r["form_no"], text(r["level3"]), number(r[field])) for r in true),
            (
                (str(r["form_no"]), names.get((r["form_no"], r["row_no"]), "?"), number(r[printed]))
                for r in read["scores"]
            ),
        )
    return {**pairs, **_levels(true, got), "row line": _row_lines(true, got)}


def _row(row: Row, name: str) -> Fact:
    """An indicator row at its place in the form."""
    return str(row["form_no"]), str(row["row_no"]), text(row[name])


def _levels(true: list[dict[str, str]], got: list[dict[str, Any]]) -> dict[str, Pair]:
    """Levels 1 and 2 of the rows where the layout leaves no doubt about them."""
    sure = {_row(row, "level3") for row in true if row["level_doubtful"] == "0"}
    return {
        level: _pair(
            ((*_row(r, "level3"), text(r[level])) for r in true if _row(r, "level3") in sure),
            (
                (*_row(r, "level3_printed"), text(r[f"{level}_printed"]))
                for r in got
                if _row(r, "level3_printed") in sure
            ),
        )
        for level in ("level1", "level2")
    }


def _row_lines(true: list[dict[str, str]], got: list[dict[str, Any]]) -> Pair:
    """The line of each indicator's name, which the row's locator is to cover."""
    lines = {_row(row, "level3"): row["line_no"] for row in true}
    facts = ((_row(row, "level3_printed"), row["locator"]) for row in got)
    found = [
        (*row, lines[row] if row in lines and holds_line(locator, lines[row]) else str(locator))
        for row, locator in facts
    ]
    return [(*row, line) for row, line in lines.items()], found
