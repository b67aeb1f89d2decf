"""Chinese numerals of a folded value as digits, where they count something (三次, 每年一次, 百分之九十五).

Most Chinese numerals in these documents are parts of names (四县一区, 一次性, 第三方, 三公经费), so only a string that
is nothing but sign, numeral and a unit that is counted in words is touched.
"""

import polars as pl

from dagster_project.reading.values import words

NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_NUMERAL = rf"[一二两三四五六七八九十][{NUMERALS}]*"
_PER = rf"(?:每{words.alternatives(words.DENOMINATORS)})"
_SIGN = words.alternatives(words.BEFORE)
_LEAD = words.alternatives(words.LEADS + words.ESTIMATES + words.VERBS)
_END = rf"(?:{words.alternatives(words.AFTER)}|{words.alternatives(words.TAILS)})*"

# 一年一次, 1年不少于2次: so often in a time. Not 一年三个月, which adds up, nor 一季度, which may be the first quarter.
_TIME = words.alternatives(time for time, name in words.TIMES.items() if name != "季度")
_TIMES_OVER = words.alternatives(words.units_of("occurrences"))
_OFTEN = rf"^[一1]({_TIME})({_SIGN}?(?:{_NUMERAL}|[0-9]+){_TIMES_OVER}{_END})$"
_UNIT = words.alternatives(words.IN_WORDS)
_COUNTED = rf"^(?P<before>{_PER}*{_LEAD}?{_SIGN}?)(?P<numeral>{_NUMERAL})(?P<after>{_UNIT}{_END})$"
_PERCENT = rf"^(?P<before>.*?)百分之(?P<numeral>{_NUMERAL})(?P<after>[^{NUMERALS}点]*)$"
_MONTH = r"^(?P<before>(?:(?:19|20)[0-9]{2}年)?)(?P<numeral>十[一二]?|[一二三四五六七八九])(?P<after>月.*)$"


def _digits(numeral: str) -> str | None:
    """A Chinese numeral in digits (两百 -> 200); None where it is none, as 三三 or 十百."""
    import cn2an

    try:
        return str(cn2an.cn2an(numeral.replace("两", "二").replace("〇", "零"), "strict"))
    except ValueError:
        return None


def _with_digits(text: pl.Series, pattern: str, mark: str = "") -> pl.Series:
    """The strings that match the pattern with its numeral in digits and a mark behind it, the others as they are."""
    parts = pl.DataFrame(text.rename("text").str.extract_groups(pattern)).unnest("text")
    numerals = parts["numeral"].unique().drop_nulls().to_list()
    known = {numeral: _digits(numeral) for numeral in numerals}
    digits = parts["numeral"].replace_strict(known, default=None, return_dtype=pl.String)
    return (parts["before"] + digits + mark + parts["after"]).fill_null(text)


def in_digits(folded: pl.Series) -> pl.Series:
    """Folded values with counted Chinese numerals, percentages and months in digits; 一年一次 becomes 每年1次."""
    often = folded.str.replace(_OFTEN, "每$1$2")
    counted = _with_digits(often, _COUNTED)
    percent = _with_digits(counted, _PERCENT, mark="%")
    return _with_digits(percent, _MONTH)
