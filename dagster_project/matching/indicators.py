"""Indicators across stages: which declared indicator became which evaluated one."""

import polars as pl

from dagster_project.matching.tables import SCHEMAS


def pair_indicators(spellings: pl.DataFrame, matches: pl.DataFrame, indicators: pl.DataFrame) -> pl.DataFrame:
    """The pairs of every target form and evaluation of a project and year.

    `SPELLINGS`, `SCHEMAS["project_matches"]` and `INDICATORS` in, `SCHEMAS["indicator_pairs"]` out.
    """
    del spellings, matches, indicators
    return pl.DataFrame(schema=SCHEMAS["indicator_pairs"])
