"""Dates among the folded values: deadlines (12月底前), days, months and ends of periods.

A month without a day and a year are their last day. A day that the calendar lacks makes no date; one without a
year is checked against a leap year, so that `--02-29` can stand.
"""

import polars as pl

from dagster_project.reading.values import words
from dagster_project.reading.values.numerals import NUMERALS

_YEAR = r"(?:19|20)[0-9]{2}"
_NUMBER = r"[0-9]{1,2}"
_LEAP_YEAR = "2024"

_OF_YEAR = rf"(?:(?P<year>{_YEAR})年度?|{words.alternatives(words.DATES['this_year'])})"
_LEAD = (
    rf"^(?P<estimate>{words.alternatives(words.ESTIMATES)})?(?:{words.alternatives(words.DATES['leads'])})*"
    rf"(?P<until>{words.alternatives(words.DATES['not_after'])})?(?P<sign>{words.alternatives(words.BEFORE)})?"
)
_REST = r"(?P<ends>底|末)?(?P<rest>.*)$"
_OF_MONTH = rf"{_LEAD}{_OF_YEAR}?(?P<month>{_NUMBER})月(?:(?P<day>{_NUMBER})[日号]|份)?{_REST}"
_WHOLE_YEAR = rf"{_LEAD}(?:{_OF_YEAR}年?|年){_REST}"

# After a deadline the thing to be done may be named (12月底前发放到位), but no figure (年底前三名).
_THING = rf"[\p{{Han}}--[{NUMERALS}第]]{{0,10}}$"
_DONE = rf"^{words.alternatives(words.DATES['done'])}{_THING}"
_DEADLINE = rf"^{words.alternatives(words.DATES['deadline'])}{_THING}"
_START = rf"^{words.alternatives(words.DATES['starts'])}$"


def _in_words(text: pl.Series) -> pl.Series:
    """2024-01-05, 2024/1, 20240105 and quarters' ends as 2024年01月05日, 2024年1月, 3月末."""
    spelled = text.str.replace_many(words.PERIOD_ENDS, leftmost=True)
    for separator in ("-", "/", r"\."):
        day = rf"^([^0-9]*)({_YEAR}){separator}({_NUMBER}){separator}({_NUMBER})(?:[ T]00:00(?::00)?)?([^0-9]*)$"
        spelled = spelled.str.replace(day, "${1}${2}年${3}月${4}日${5}")
    month = rf"^([^0-9]*)({_YEAR})[-/]({_NUMBER})([^0-9]*)$"
    compact = rf"^({_YEAR})([01][0-9])([0-3][0-9])$"
    return spelled.str.replace(month, "${1}${2}年${3}月${4}").str.replace(compact, "${1}年${2}月${3}日")


def _parts(spelled: pl.Series) -> pl.DataFrame:
    """Columns estimate, until, sign, year, month, day, ends, rest: null where the string is no date in form."""
    frame = pl.DataFrame({"text": spelled})
    months = frame.select(pl.col("text").str.extract_groups(_OF_MONTH)).unnest("text")
    years = frame.select(pl.col("text").str.extract_groups(_WHOLE_YEAR)).unnest("text")
    has_end = pl.col("ends").is_not_null() | pl.col("rest").str.contains(_DONE)
    # A year by itself (2024年) is no date: only its end is.
    ended = years.select(pl.when(has_end).then(pl.col(name)).alias(name) for name in years.columns)
    ends = ended.with_columns(
        month=pl.when(pl.col("rest").is_not_null()).then(pl.lit("12")), day=pl.lit(None, pl.String)
    )
    return months.select(pl.coalesce(pl.col(name), ends[name]).alias(name) for name in months.columns)


def _operator() -> pl.Expr:
    """What the words around a date say; null where they say something else or contradict the sign."""
    sign = pl.col("sign").replace(words.BEFORE)
    rest, has_end = pl.col("rest"), pl.col("ends").is_not_null()
    # 12月前 and 3月起 mean the first of the month, 12月底前 and 12月完成 its last: only a day may be counted from.
    has_point = pl.col("day").is_not_null() | has_end
    after = (
        pl.when((rest.str.contains(_DEADLINE) & has_point) | rest.str.contains(_DONE))
        .then(pl.lit("<="))
        .when(rest.str.contains(_START) & pl.col("day").is_not_null())
        .then(pl.lit(">="))
        .when((rest == "") & (has_end | pl.col("until").is_not_null()))
        .then(pl.lit("<="))
        .when(rest == "")
        .then(pl.lit("="))
    )
    is_signed = (after == "=") & (has_point | (sign == "<="))
    signed = pl.when(sign.is_null() | (sign == "=") | (sign == after)).then(after).when(is_signed).then(sign)
    return pl.when(pl.col("estimate").is_not_null() & signed.is_not_null()).then(pl.lit("~")).otherwise(signed)


def _day() -> pl.Expr:
    """The date of year, month and day; the month's last where no day is printed; null where there is no such day."""
    year, month = pl.col("year").fill_null(_LEAP_YEAR), pl.col("month").str.zfill(2)
    first = (year + "-" + month + "-01").str.to_date("%Y-%m-%d", strict=False)
    printed = (year + "-" + month + "-" + pl.col("day").str.zfill(2)).str.to_date("%Y-%m-%d", strict=False)
    return pl.when(pl.col("day").is_null()).then(first.dt.month_end()).otherwise(printed)


def dated(text: pl.Series) -> pl.DataFrame:
    """Columns date_printed (`2024-12-31`, or `--12-31` without a year) and date_operator of folded values, or nulls."""
    typed = _parts(_in_words(text)).select("year", operator=_operator(), day=_day())
    written = pl.col("day").dt.strftime("%Y-%m-%d")
    without_year = pl.lit("--") + pl.col("day").dt.strftime("%m-%d")
    return typed.select(
        date_printed=pl.when(pl.col("operator").is_not_null() & pl.col("day").is_not_null()).then(
            pl.when(pl.col("year").is_null()).then(without_year).otherwise(written)
        ),
        date_operator=pl.when(pl.col("day").is_not_null()).then(pl.col("operator")),
    )
