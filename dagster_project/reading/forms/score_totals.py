"""Points of a whole form: a total below its tables, points that it prints twice."""

from collections.abc import Iterable
from decimal import Decimal

from dagster_project.reading.fold import fold_label, printed
from dagster_project.reading.forms.figures import amount_of, is_number
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.vocabulary import Vocabulary

# The cells of a line of the total score: its label, its points.
_TOTAL = 2
_BLOCK = ("execution_weight_printed", "execution_score_printed")


def read_total_below(rows: Iterable[Row], form: Form, vocabulary: Vocabulary) -> None:
    """Take the total score that a line below the tables prints (总分：98.2), where it is the sum of the scores."""
    if "score_total_printed" in form.fields or not form.scores:
        return
    summed = _sum("score_printed", form)
    sums = (summed, summed + amount_of(form.fields.get("execution_score_printed") or ""))
    for row in (row for row in rows if row.is_flow and len(row.filled) == _TOTAL):
        label, points = row.filled
        if fold_label(label.text) in vocabulary.totals and is_number(points.text) and amount_of(points.text) in sums:
            form.field_once("score_total_printed", printed(points.text))
            form.field_once("total_locator", points.locator)
            form.ledger.bind(row.filled)


def drop_repeated_execution(form: Form) -> None:
    """Take the fund block's points away where an indicator prints the same ones again: a total holds them once."""
    block = [amount_of(form.fields.get(name) or "") for name in _BLOCK]
    levels = {row["row_no"]: row["level1_code"] for row in form.indicators if row["horizon"] == "annual"}
    rows = [row for row in form.scores if levels.get(row["row_no"]) == "execution"]
    is_again = any([_points(row, "weight_printed"), _points(row, "score_printed")] == block for row in rows)
    total = form.fields.get("weight_total_printed")
    if any(block) and is_again and (total is None or amount_of(total) == _sum("weight_printed", form)):
        for name in _BLOCK:
            form.fields.pop(name, None)


def _sum(name: str, form: Form) -> Decimal:
    return sum((_points(row, name) for row in form.scores), Decimal())


def _points(row: dict[str, str | None], name: str) -> Decimal:
    return amount_of(row[name] or "")
