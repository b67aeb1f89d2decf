"""Typing of printed values: each distinct string once, from the string alone (what stands beside it is staging's).

`≥9.8万人` becomes `>=`, 98000, 人; `12月底前` becomes `<=`, --12-31; words become `qualitative`. Rules: a figure only
where the whole string is understood; when in doubt, text. Numbers are exact decimals, rounded (half to even) where
more than six decimals are printed.
"""

from collections.abc import Iterable, Mapping

import polars as pl

from dagster_project.reading.tables import SCHEMAS
from dagster_project.reading.values import words
from dagster_project.reading.values.dates import dated
from dagster_project.reading.values.figures import figures
from dagster_project.reading.values.folding import folded
from dagster_project.reading.values.numerals import in_digits

# The printed figures, dates and signs of the raw tables; the other *_printed columns hold names and words.
PRINTED_COLUMNS: dict[str, tuple[str, ...]] = {
    "fund_lines": ("amount_printed",),
    "spending_plan": ("checkpoint_printed", "share_printed"),
    "indicators": ("operator_printed", "half_year_target_printed", "target_in_unit", "actual_in_unit"),
    "scores": ("weight_printed", "score_printed"),
    "forms": (
        "weight_total_printed",
        "score_total_printed",
        "start_printed",
        "end_printed",
        "execution_weight_printed",
        "execution_score_printed",
        "execution_rate_printed",
    ),
    "statements": ("value_printed",),
    "summaries": ("targets_budget_printed", "evaluated_budget_printed", "average_score_printed"),
}


def printed_values(tables: Mapping[str, pl.DataFrame]) -> list[str]:
    """The distinct printed figures of all raw tables, sorted. A missing table or column is an error of the caller."""
    columns = [tables[table][column] for table, names in PRINTED_COLUMNS.items() for column in names]
    return pl.concat([column.alias("printed") for column in columns]).drop_nulls().unique().sort().to_list()


def type_values(printed: Iterable[str]) -> pl.DataFrame:
    """A row of `typed_values` for each distinct string, sorted. Never raises for what a string holds.

    kind `number` has value (and unit), `range` value and value_high, `date` date_printed, `operator` is a sign by
    itself; `text` is `qualitative` and has none of them. Money is in 元, % is not a fraction (95% is 95).
    """
    strings = pl.DataFrame({"printed": sorted(set(printed))}, schema={"printed": pl.String})
    values = strings.with_columns(folded=folded(pl.col("printed")))
    digits = in_digits(values["folded"])
    parts = pl.concat([values, dated(digits), figures(digits)], how="horizontal")
    return _typed(parts).select(SCHEMAS["typed_values"].names()).cast(SCHEMAS["typed_values"])


def _typed(parts: pl.DataFrame) -> pl.DataFrame:
    """One reading per string: a sign by itself, else a date, else a figure, else text."""
    sign = pl.col("folded").replace_strict(words.ALONE, default=None, return_dtype=pl.String)
    is_date = sign.is_null() & pl.col("date_printed").is_not_null()
    is_figure = sign.is_null() & ~is_date & pl.col("value").is_not_null()
    number = pl.when(pl.col("value_high").is_null()).then(pl.lit("number")).otherwise(pl.lit("range"))
    return parts.with_columns(
        kind=pl.when(sign.is_not_null())
        .then(pl.lit("operator"))
        .when(is_date)
        .then(pl.lit("date"))
        .when(is_figure)
        .then(number)
        .otherwise(pl.lit("text")),
        operator=pl.coalesce(
            sign,
            pl.when(is_date).then(pl.col("date_operator")),
            pl.when(is_figure).then(pl.col("operator")),
            pl.lit("qualitative"),
        ),
        has_magnitude=is_figure & pl.col("folded").str.contains("[万亿]"),
        date_printed=pl.when(is_date).then(pl.col("date_printed")),
        **{name: pl.when(is_figure).then(pl.col(name)) for name in ("value", "value_high", "unit")},
    )
