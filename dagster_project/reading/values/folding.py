"""Folding of printed values: one spelling for what differs in width, blanks and marks alone.

A string that folding could turn into another figure has no folded form: 10² would become 102, ①完成 would become 1完成.
"""

import polars as pl

from dagster_project.reading.values import words

# The longest printed value in the documents has some 30 characters; longer strings are prose, whatever is in them.
LONGEST = 120

# Left in place of a blank between digits (`10 20`): with it the string is no number.
_BLANK = "\x1f"

# What prints nothing: zero-width characters, soft hyphen, byte order mark.
_INVISIBLE = r"[\u{200b}-\u{200d}\u{2060}\u{feff}\u{ad}]"
# Digits in disguise (10², ①, ½, ㏱) and control and format characters (a bidirectional mark reverses digits).
_MISLEADING = r"[\p{No}\u{32c0}-\u{32cb}\u{3358}-\u{3370}\u{33e0}-\u{33fe}]|[\p{Cc}\p{Cf}--\s]"
_SQUARED = {"m²": "m2", "m³": "m3", "米²": "平方米", "米³": "立方米"}


def _without_blanks(text: pl.Expr) -> pl.Expr:
    """Text without white space, except a mark where a blank parts two digits."""
    marked = text.str.replace_all(r"([0-9.,])\s+", "${1}" + _BLANK).str.replace_all(r"\s+", "")
    return marked.str.replace_all(_BLANK + "([0-9.,])", " $1").str.replace_all(_BLANK, "")


def _without_notes(text: pl.Expr) -> pl.Expr:
    """Text without (含), brackets around a unit, a full stop at its end; ¥5 as 5元; known slips mended."""
    unit_in_brackets = rf"([0-9])\(({words.alternatives(words.MAGNITUDES)}?{words.alternatives(words.UNITS)})\)$"
    return (
        text.str.replace_all(words.alternatives(words.NOTES), "")
        .str.replace_many(words.SLIPS)
        .str.replace(unit_in_brackets, "$1$2")
        .str.replace(r"^[¥￥]([0-9.,]+)$", "${1}元")
        .str.replace(r"[。;]+$", "")
    )


def folded(printed: pl.Expr) -> pl.Expr:
    """The printed string folded (NFKC, blanks, notes); null where it is prose or its digits cannot be trusted."""
    short = pl.when(printed.str.len_chars() <= LONGEST).then(printed)
    squared = short.str.replace_all(_INVISIBLE, "").str.replace_many(_SQUARED)
    trusted = pl.when(~squared.str.contains(_MISLEADING)).then(squared)
    plain = _without_notes(_without_blanks(trusted.str.normalize("NFKC")))
    return plain.replace(words.EQUAL_TO).str.replace(r"百分之([0-9.]+)", "${1}%")
