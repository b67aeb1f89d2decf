"""Figures among the folded values: one number, or a range, with its sign, unit and the words around it.

A string is taken apart from the left: words and sign, number, magnitude and unit, sign and words. Whatever is left
over, a second number or a word that may change the meaning, makes it text: a wrong figure is worse than none.
"""

import polars as pl

from dagster_project.reading.values import words
from dagster_project.reading.values.doubts import PER, counts_both, counts_other, is_sure
from dagster_project.reading.values.units import canonical_units

VALUE = pl.Decimal(28, 6)

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_DENOMINATOR = words.alternatives(words.DENOMINATORS)
_UNIT = rf"{words.alternatives(words.UNITS)}(?:(?:/每|[/·.每]){_DENOMINATOR}(?:[·.]?{_DENOMINATOR})?){{0,3}}"
_MAGNITUDE = words.alternatives(words.MAGNITUDES)
_MEASURE = rf"(?P<more>[余多])?(?P<magnitude>{_MAGNITUDE})?(?P<over>[余多])?(?P<unit>{_UNIT})?"

_START = rf"^(?P<before>[^0-9]*?)(?P<minus>[-−]?)(?P<number>{_NUMBER})(?P<after>.*)$"
_BEFORE = rf"^(?P<lead>.*{words.alternatives(words.NOT_SIGNS)}|.*?)(?P<sign>{words.alternatives(words.BEFORE)})?$"
_FIRST = rf"^{_MEASURE}(?P<tail>.*)$"
_SECOND = rf"^(?:--?|——?|–|―|~|〜|∼|至|到)(?P<number>[-−]?(?:{_NUMBER})){_MEASURE}(?P<tail>.*)$"
_AFTER = rf"^(?P<sign>{words.alternatives(words.AFTER)})?(?P<tail>.*)$"


def _groups(text: pl.Series, pattern: str, prefix: str) -> pl.DataFrame:
    """The named parts of the pattern as columns with a prefix, null where it does not match."""
    parts = pl.DataFrame(text.rename("text").str.extract_groups(pattern)).unnest("text")
    return parts.rename(lambda name: f"{prefix}_{name}")


def _taken_apart(text: pl.Series) -> pl.DataFrame:
    """One row per string: lead, signs, `low_*` and `high_*` (number, magnitude, unit) and the tail, all as printed."""
    start = _groups(text, _START, "low")
    before = _groups(start["low_before"], _BEFORE, "before")
    low = _groups(start["low_after"], _FIRST, "low")
    high = _groups(low["low_tail"], _SECOND, "high")
    rest = pl.select(pl.coalesce(high["high_tail"], low["low_tail"])).to_series()
    after = _groups(rest, _AFTER, "after")
    return pl.concat([start, before, low, high, after], how="horizontal")


def _number(side: str, exponent: pl.Expr) -> pl.Expr:
    """The exact number of one side, times ten to the exponent; null where it does not fit or is a code (007)."""
    digits = pl.col(f"{side}_number").str.replace_all(",", "").str.replace("−", "-")
    value = (digits + "e" + exponent.cast(pl.String)).cast(VALUE, strict=False)
    is_code = digits.str.contains(r"^-?0[0-9]")
    vanishes = (value == 0) & digits.str.contains("[1-9]")
    return pl.when(~is_code & ~vanishes).then(value)


def _exponent(side: str) -> pl.Expr:
    """Power of ten printed on one side: of 万 or 亿, and of a unit like 千元."""
    magnitude = pl.col(f"{side}_magnitude").replace_strict(words.MAGNITUDES, default=0, return_dtype=pl.Int32)
    return magnitude + pl.col(f"{side}_unit").replace_strict(words.EXPONENTS, default=0, return_dtype=pl.Int32)


def _with_values(parts: pl.DataFrame) -> pl.DataFrame:
    """Adds is_range, value, value_high and printed_unit: 5-8万元 counts both sides in 万元, 5万-8万元 each its own."""
    shares = pl.col("low_unit").is_null() & pl.col("low_magnitude").is_null() & pl.col("high_number").is_not_null()
    minus = pl.col("low_minus").str.replace("−", "-")
    return parts.with_columns(
        is_range=pl.col("high_number").is_not_null(),
        low_number=minus + pl.col("low_number"),
        printed_unit=pl.coalesce("high_unit", "low_unit"),
    ).with_columns(
        value=_number("low", pl.when(shares).then(_exponent("high")).otherwise(_exponent("low"))),
        value_high=_number("high", _exponent("high")),
    )


def _with_unit(parts: pl.DataFrame) -> pl.DataFrame:
    """Adds unit, its base (次 of 次/年) and dimension, and low_name, the unit that a range prints at its lower end."""
    divided_by = parts.select(pl.col("before_lead").str.extract_all(PER).list.join("")).to_series()
    named = parts.with_columns(
        unit=canonical_units(parts["printed_unit"], divided_by),
        low_name=canonical_units(parts["low_unit"], divided_by),
    )
    base = pl.col("unit").str.extract("^([^/]+)")
    return named.with_columns(base=base, dimension=base.replace_strict(words.DIMENSIONS, default=None))


def _with_operator(parts: pl.DataFrame) -> pl.DataFrame:
    """Adds operator, of the signs before and after the number (>95%以上 is `>`); null where they contradict."""
    before = pl.col("before_sign").replace(words.BEFORE)
    signs = [
        pl.when(before != "=").then(before),
        pl.col("after_sign").replace(words.AFTER),
        pl.when(pl.any_horizontal(pl.col("^(low|high)_(more|over)$").is_not_null())).then(pl.lit("~")),
    ]
    sign = pl.coalesce(signs)
    agree = pl.all_horizontal((each.is_null() | (each.str.head(1) == sign.str.head(1))) for each in signs)
    estimate = pl.when(pl.col("before_lead").str.contains(words.alternatives(words.ESTIMATES))).then(pl.lit("~"))
    single = pl.coalesce(sign, estimate, pl.lit("="))
    span = pl.when(single.is_in(["=", "~"])).then(pl.lit("range"))
    return parts.with_columns(operator=pl.when(agree).then(pl.when(pl.col("is_range")).then(span).otherwise(single)))


def figures(text: pl.Series) -> pl.DataFrame:
    """Columns operator, value, value_high and unit of each folded value; nulls where it is not surely one figure."""
    parts = _with_operator(_with_unit(_with_values(_taken_apart(text))))
    both = pl.when(counts_both()).then(pl.col("unit") + pl.col("after_tail")).otherwise("unit")
    parts = parts.with_columns(unit=pl.when(counts_other()).then("after_tail").otherwise(both))
    columns = ("operator", "value", "value_high", "unit")
    return parts.select(pl.when(is_sure()).then(pl.col(name)).alias(name) for name in columns)
