"""Attainment and scores once more, row by row in Python and summed in Polars, from what the marts print and type."""

import unicodedata
from collections.abc import Mapping
from typing import Any

import polars as pl

Row = Mapping[str, Any]

PHRASES = {"达成预期指标": (True, 0.8, 1.0), "部分达成年度指标": (False, 0.6, 0.8)}  # the two that the corpus prints
SIGNS = {">=": "≥", "<=": "≤", "≧": "≥", "≦": "≤"}


def judged(row: Row) -> dict[str, Any]:
    """What is to be said of an indicator: `against` is the target that counts, `actual` and `target` are figures."""
    target, actual = row["against_value"], row["actual_value"]
    verdict: bool | None = None
    low: float | None = None
    if target is not None and actual is not None and row["against_unit"] == row["actual_unit"]:
        verdict = _reached(row, float(target), float(actual))
        low = None if verdict is None else 1.0 if verdict else _share(row, float(target), float(actual))
    high = low
    if row["against_date"] is not None and row["actual_date"] is not None:
        verdict, low, high = _in_time(row)
    if row["against_operator"] in (None, "qualitative"):
        verdict, low, high = PHRASES.get(row["actual_printed"] or "", (None, None, None))
    return {"by_hand": verdict, "low": low, "high": high, "ratio": _ratio(row, target, actual, verdict)}


def _reached(row: Row, target: float, actual: float) -> bool | None:
    operator, direction = row["against_operator"], row["direction"]
    if (direction, operator) in (("lower", ">="), ("higher", "<=")):
        return None
    floor, ceiling = actual >= target, actual <= target
    by_operator = {">=": floor, ">": actual > target, "<=": ceiling, "<": actual < target}
    by_direction = {"higher": floor, "lower": ceiling, "exact": floor and ceiling}
    return by_operator[operator] if operator in by_operator else by_direction[direction]


def _in_time(row: Row) -> tuple[bool | None, float | None, float | None]:
    """Reached by the day that was set; a day later is late, but 年底前 may be any day before it. No share for being late."""
    if row["actual_date"] <= row["against_date"]:
        return True, 1.0, 1.0
    return (False if row["actual_operator"] == "=" else None), None, None


def _share(row: Row, target: float, actual: float) -> float:
    """The rules' share of the points of a target that is missed."""
    if target == 0:
        return 0.0
    if actual > target:
        return 1.0 if row["direction"] == "exact" else max(0.0, 1 - (actual - target) / target)
    return max(0.0, actual / target)


def _ratio(row: Row, target: Any, actual: Any, verdict: bool | None) -> float | None:
    if verdict is None or not target or actual is None or row["direction"] == "none":
        return None
    whole, part = (actual, target) if row["direction"] == "lower" else (target, actual)
    return float(part) / float(whole) if whole else None


def plain(printed: str | None) -> str | None:
    """A text without blanks, with signs of one spelling."""
    if printed is None:
        return None
    text = "".join(unicodedata.normalize("NFKC", printed).split()).rstrip("。")
    for spelled, sign in SIGNS.items():
        text = text.replace(spelled, sign)
    return text.removeprefix("=")


def shares(rows: pl.DataFrame) -> pl.DataFrame:
    """Per form: shares of weight, and points by the rule less points given."""
    points = pl.col("score").clip(pl.col("low") * pl.col("weight"), pl.col("high") * pl.col("weight")) - pl.col("score")
    known = pl.col("low").is_not_null() & pl.col("weight").is_not_null()
    weight = pl.col("weight").sum()
    return rows.group_by("document_key", "form_no").agg(
        judged=pl.col("weight").filter(pl.col("by_hand").is_not_null()).sum() / weight,
        copied=pl.col("weight").filter(pl.col("copies")).sum() / weight,
        informative=pl.col("weight").filter(pl.col("informs")).sum() / weight,
        changed=points.filter(known).sum(),
        any_known=known.any(),
    )
