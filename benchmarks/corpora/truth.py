"""The truth beside a document: the layout of hand-read facts, and what that layout has no place for."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corpora.form import Form, Row

FORMS = (
    "form_no", "scope", "stage", "fiscal_year", "project_name", "supervising_department", "implementing_unit",
    "reporting_unit", "attribute", "category", "start", "end", "term", "total_weight", "total_score", "rating",
    "line_no",
)  # fmt: skip
FUNDS = ["form_no", "row_no", "side", "item", "half_year", "annual", "actual", "unit", "line_no"]
INDICATORS = (
    "form_no", "row_no", "level1", "level2", "level3", "description", "operator", "half_year_target", "target",
    "actual", "weight", "score", "basis", "level_doubtful", "line_no",
)  # fmt: skip
AMOUNTS = ["form_no", "row_no", "side", "item", "measure", "amount", "unit"]
MORE = ["form_no", "row_no", "what", "value"]
PLANTED = ["form_no", "kind", "place", "printed", "right"]

STAGES = ("target", "self_evaluation")

_COLUMN = {"half_year_plan": "half_year", "executed": "actual"}


def write_truth(folder: Path, forms: Sequence[Form]) -> None:
    """Write the truth of a document's forms; a monitoring form has none, its figures are not to be loaded.

    forms.tsv, funds.tsv and indicators.tsv have the columns of the hand-read facts; `line_no` is empty. amounts.tsv
    tells the measure of each amount, midterm.tsv has the mid-term indicators, more.tsv points of execution, reasons
    of lost points and (form 0) what a summary in prose says, planted.tsv the errors that were put in.
    """
    folder.mkdir(parents=True, exist_ok=True)
    numbered = [(str(no), form.truth) for no, form in enumerate(forms, 1) if form.truth.form["stage"] in STAGES]
    _write(folder / "forms.tsv", FORMS, ({"form_no": no, **truth.form} for no, truth in numbered))
    _write(folder / "amounts.tsv", AMOUNTS, (row for no, truth in numbered for row in _rows(no, truth.amounts)))
    _write(folder / "funds.tsv", FUNDS, (row for no, truth in numbered for row in _rows(no, _fund_rows(truth.amounts))))
    for name, part in (("indicators", "indicators"), ("midterm", "midterm")):
        rows = (row for no, truth in numbered for row in _rows(no, getattr(truth, part)))
        _write(folder / f"{name}.tsv", INDICATORS, rows)
    more = [row for no, truth in numbered for row in _more(no, truth.execution, truth.indicators)]
    told = [
        {"form_no": "0", "row_no": "", "what": what, "value": value}
        for form in forms
        for what, value in form.truth.said.items()
    ]
    _write(folder / "more.tsv", MORE, [*more, *told])
    planted = (row for no, form in enumerate(forms, 1) for row in _planted(no, form))
    _write(folder / "planted.tsv", PLANTED, planted)


def _planted(no: int, form: Form) -> Iterator[Row]:
    place = str(no if form.truth.form["stage"] in STAGES else 0)
    for error in form.truth.planted:
        told = {"kind": error.kind, "place": error.where, "printed": error.printed, "right": error.right}
        yield {"form_no": place, **told}


def _rows(no: str, rows: Iterable[Row]) -> list[Row]:
    return [{"form_no": no, "row_no": str(row_no), **row} for row_no, row in enumerate(rows, 1)]


def _fund_rows(amounts: Iterable[Row]) -> list[Row]:
    """Amounts as rows of the hand-read layout: figures of one item share a row, but two budgets do not."""
    rows: list[Row] = []
    for amount in amounts:
        same = {name: amount[name] for name in ("side", "item", "unit")}
        same["side"] = "plan" if same["side"] == "task" else same["side"]
        column = _COLUMN.get(amount["measure"], "annual")
        if not rows or column in rows[-1] or any(rows[-1][name] != text for name, text in same.items()):
            rows.append(same)
        rows[-1][column] = amount["amount"]
    return rows


def _more(no: str, execution: Row, indicators: Sequence[Row]) -> list[Row]:
    points = [
        {"form_no": no, "row_no": "", "what": f"execution_{what}", "value": value} for what, value in execution.items()
    ]
    reasons = [
        {"form_no": no, "row_no": str(at), "what": "deviation_reason", "value": row["reason"]}
        for at, row in enumerate(indicators, 1)
        if row["reason"]
    ]
    return points + reasons


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Tabs, nothing quoted, an absent value is an empty cell, line breaks inside a text removed."""
    lines = ["\t".join(columns)]
    lines += ["\t".join("".join(row.get(column, "").split("\n")) for column in columns) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """A CSV with a header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
