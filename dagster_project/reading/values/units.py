"""Units: the one name of a unit's spellings, with what it is divided by (元/人/月)."""

import re

import polars as pl

from dagster_project.reading.values import words

_BASE = re.compile(words.alternatives(words.UNITS))
_DENOMINATOR = re.compile(words.alternatives(words.DENOMINATORS))
_RATIOS = set(words.units_of("ratio"))


def canonical_unit(printed: str, divided_by: str) -> str:
    """Name of a printed unit (元/人·月) and the words that divide it (每人每月): things first, then times.

    `printed` begins with a known unit. A percentage is divided by nothing: 每年提高5% is 5 %.
    """
    base = _BASE.match(printed)
    if base is None:
        raise ValueError(f"no unit: {printed}")
    unit = words.UNITS[base.group()]
    if unit in _RATIOS:
        return unit
    spelled = _DENOMINATOR.findall(divided_by) + _DENOMINATOR.findall(printed[base.end() :])
    names = dict.fromkeys(words.DENOMINATORS[word] for word in spelled)
    return "/".join([unit, *sorted(names, key=lambda name: name in words.TIMES)])


def canonical_units(printed: pl.Series, divided_by: pl.Series) -> pl.Series:
    """The names of many printed units; null where none is printed."""
    pairs = pl.DataFrame({"printed": printed, "divided_by": divided_by})
    distinct = pairs.drop_nulls().unique(maintain_order=True)
    names = [canonical_unit(*pair) for pair in distinct.iter_rows()]
    named = distinct.with_columns(unit=pl.Series(names, dtype=pl.String))
    return pairs.join(named, on=["printed", "divided_by"], how="left", maintain_order="left")["unit"]
