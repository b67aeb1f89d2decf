"""When a string that holds a number is surely that figure: the conditions on its words, unit and range.

Each condition is an expression over the parts that `figures` takes a value apart into. A null counts as a doubt.
"""

import polars as pl

from dagster_project.reading.values import words
from dagster_project.reading.values.numerals import NUMERALS

# 每人每月, 人均: words before a figure that divide it.
PER = rf"每{words.alternatives(words.DENOMINATORS)}|{words.alternatives(words.AVERAGES)}"

# Words of one clause. Letters directly before a number make it a code (PM2.5, A4), other marks a list or a formula.
_BRACKETED = r"\([\p{Han}A-Za-z]*\)"
_CLAUSE = rf"^(?:(?:[\p{{Han}}A-Za-z:·“”]|{_BRACKETED})*(?:[\p{{Han}}:”]|{_BRACKETED}))?$"
_NOT_A_COUNT = rf"(?:{words.alternatives(words.NOT_A_COUNT)}|[{NUMERALS}])$|第"
# 两年1次 is no 1 次/年, and 一季度 is the first quarter or every one.
_OTHER_PERIOD = r"[二两三四五六七八九十半][年月周天季个]|一季"
_PLAIN_LEAD = rf"^{words.alternatives(words.LEADS + words.ESTIMATES)}*$"
_HARMLESS = words.alternatives(words.NOT_NEGATIONS)
_NEGATION = words.alternatives(words.NEGATIONS)

_TAIL_WORDS = rf"^{words.alternatives(words.TAILS)}*$"
_NOUN = rf"^[\p{{Han}}--[{NUMERALS}{words.NOT_A_NOUN}]][\p{{Han}}--[{NUMERALS}每]]{{0,7}}$"

_OTHER_UNIT = rf"^[\p{{Han}}A-Za-z--[{NUMERALS}成折每月日号]][\p{{Han}}A-Za-z/·--[{NUMERALS}每]]{{0,7}}$"
# A number that may be a count: longer ones without commas are codes (12345).
_COUNT = r"^(?:[0-9]{1,4}|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?$"
_CLASSIFIER = rf"^[\p{{Han}}--[{NUMERALS}{words.NO_CLASSIFIERS}]]$"
_OTHER_IN_BRACKETS = rf"^\({words.alternatives(words.units_of('persons', 'occurrences', 'objects'))}\)$"

_YEARS = (1900, 2100)
_MONTH_END = r"^(?:0[13578]|1[02])-31$|^(?:0[469]|11)-30$|^02-2[89]$"


def _denies(text: pl.Expr) -> pl.Expr:
    """Words that say what was not done (未完成), apart from 不断 and the like."""
    return text.str.replace_all(_HARMLESS, "").str.contains(_NEGATION)


def _is_year(value: pl.Expr) -> pl.Expr:
    return value.is_between(*_YEARS)


def _lead_is_plain() -> pl.Expr:
    """The words before the number leave it a count of something, and a bare number has none but 达到 and the like."""
    lead, is_ratio = pl.col("before_lead"), (pl.col("dimension") == "ratio").fill_null(value=False)
    misses_denominator = lead.str.replace_all(PER, "").str.contains("每") & ~is_ratio
    doubtful = lead.str.contains(_NOT_A_COUNT) | lead.str.contains(_OTHER_PERIOD) | _denies(lead) | misses_denominator
    return lead.str.contains(_CLAUSE) & ~doubtful & (pl.col("unit").is_not_null() | lead.str.contains(_PLAIN_LEAD))


def counts_other() -> pl.Expr:
    """A number and a word that no list knows, which is then what is counted.

    After a sign any short word (≥3800对); without one a word of one character that is no name's or rank's (6艘; 2版).
    """
    is_signed = pl.col("before_sign").is_in(words.SYMBOLS) & (pl.col("before_lead") == "")
    is_word = is_signed & pl.col("after_tail").str.contains(_OTHER_UNIT) & ~_denies(pl.col("after_tail"))
    is_count = pl.col("low_number").str.contains(_COUNT) & ~_is_year(pl.col("value"))
    is_classifier = pl.col("before_lead").str.contains(_PLAIN_LEAD) & pl.col("after_tail").str.contains(_CLASSIFIER)
    nothing_else = pl.all_horizontal(pl.col("printed_unit", "after_sign").is_null())
    found = (is_word | (is_classifier & is_count)) & nothing_else & ~pl.col("is_range")
    return found.fill_null(value=False)


def counts_both() -> pl.Expr:
    """A known unit and another one in brackets behind it (36万头(羽)): both are what is counted."""
    is_thing = pl.col("dimension").is_in(["persons", "occurrences", "objects"])
    is_pair = is_thing & pl.col("after_tail").str.contains(_OTHER_IN_BRACKETS) & pl.col("after_sign").is_null()
    return (is_pair & ~pl.col("is_range")).fill_null(value=False)


def _tail_is_plain() -> pl.Expr:
    """What follows the unit is nothing, words like 完成, or the thing counted; nothing follows a bare number."""
    tail, sign = pl.col("after_tail"), pl.col("after_sign")
    is_ratio, is_classifier = pl.col("dimension") == "ratio", pl.col("base").is_in(words.WITH_NOUN)
    is_deadline = (pl.col("dimension") == "time") & (sign.replace(words.AFTER) == "<=")
    takes_noun = pl.any_horizontal(is_ratio, is_classifier, is_deadline) & sign.ne_missing("内")
    named = tail.str.contains(_TAIL_WORDS) | (takes_noun & tail.str.contains(_NOUN) & ~_denies(tail))
    return (tail == "") | counts_other() | counts_both() | (pl.col("unit").is_not_null() & named)


def _unit_is_plain() -> pl.Expr:
    """The unit makes a figure: 5级, 15日 need a sign, 2024年 is a year, -5次 does not exist, 3余 counts nothing."""
    base, is_counted = pl.col("base"), pl.col("unit").is_not_null()
    needs_sign = base.is_in(words.SIGN_ONLY) & pl.coalesce("before_sign", "after_sign").is_null()
    is_year = (base == "年") & (_is_year(pl.col("value")) | _is_year(pl.coalesce("value_high", "value")))
    may_be_negative = ~is_counted | pl.col("dimension").is_in(["ratio", "money"])
    is_negative = (pl.col("low_minus") != "") & ~(may_be_negative & (pl.col("before_lead") == ""))
    is_vague = pl.any_horizontal(pl.col("^(low|high)_(more|over)$").is_not_null()) & ~is_counted
    return ~(needs_sign.fill_null(value=False) | is_year.fill_null(value=False) | is_negative | is_vague)


def _range_is_plain() -> pl.Expr:
    """No range, or a rising one of one unit; a bare one is neither years (2023-2025), codes nor a day (12-31)."""
    same_unit = pl.col("low_unit").is_null() | (pl.col("low_name") == pl.col("unit"))
    lacks_scale = (
        pl.col("low_magnitude").is_not_null() & pl.col("low_unit").is_null() & pl.col("high_magnitude").is_null()
    )
    span = pl.col("low_number") + "-" + pl.col("high_number")
    is_code = span.str.contains("[0-9]{5}") | span.str.contains(_MONTH_END)
    is_years = _is_year(pl.col("value")) & _is_year(pl.col("value_high"))
    is_bare = pl.col("unit").is_null() & pl.col("high_magnitude").is_null()
    rises = (pl.col("value") < pl.col("value_high")) & same_unit & ~lacks_scale & ~(is_bare & (is_code | is_years))
    return ~pl.col("is_range") | rises.fill_null(value=False)


def is_sure() -> pl.Expr:
    """All conditions hold: the parts are one figure."""
    conditions = (_lead_is_plain(), _tail_is_plain(), _unit_is_plain(), _range_is_plain())
    typed = pl.col("value").is_not_null() & pl.col("operator").is_not_null()
    return pl.all_horizontal(condition.fill_null(value=False) for condition in (typed, *conditions))
