"""Attainment, shares, recomputed scores and scoring schemes of a generated corpus, against values computed apart from SQL."""

from decimal import Decimal

import polars as pl
import pytest

from . import by_hand
from .conftest import Compared

ROWS = """
    select i.*, s.weight, s.score,
        if(d.target_printed is null, i.target_value, d.target_value) as against_value,
        if(d.target_printed is null, i.operator, d.operator) as against_operator,
        if(d.target_printed is null, i.target_unit, d.target_unit) as against_unit,
        if(d.target_printed is null, i.target_date, d.target_date) as against_date
    from marts.fct_indicators as i
    left join marts.fct_scores as s using (document_key, form_no, row_no)
    left join private.intermediate.int_indicator_pairs as p
        on i.judged_against = 'declared' and i.document_key = p.evaluated_document_key
        and i.form_no = p.evaluated_form_no and i.row_no = p.evaluated_row_no
    left join marts.fct_indicators as d
        on p.declared_document_key = d.document_key and p.declared_form_no = d.form_no and p.declared_row_no = d.row_no
    where i.stage = 'self_evaluation'
"""
BLOCKS = ("decision", "process", "input", "cost", "output", "benefit", "satisfaction", "execution", "other")


@pytest.fixture(scope="module")
def rows(compared: Compared) -> pl.DataFrame:
    found = compared.table(ROWS)
    told = pl.DataFrame(
        [by_hand.judged(row) for row in found.iter_rows(named=True)],
        schema={"by_hand": pl.Boolean, "low": pl.Float64, "high": pl.Float64, "ratio": pl.Float64},
    )
    copies = pl.Series([_copies(row) for row in found.iter_rows(named=True)])
    numbers = pl.col("weight", "score", "attainment_ratio").cast(pl.Float64)
    informs = (pl.col("actual_value") != pl.col("target_value")).fill_null(value=False)
    return pl.concat([found.with_columns(numbers), told], how="horizontal").with_columns(copies=copies, informs=informs)


def _copies(row: by_hand.Row) -> bool:
    """Whether the actual is the target's text, with the sign that stands in a column of its own."""
    sign = row["operator_printed"] if row["operator"] in (">=", ">", "<=", "<") else None
    target = f"{sign or ''}{row['target_printed']}"
    return row["actual_printed"] is not None and by_hand.plain(row["actual_printed"]) == by_hand.plain(target)


@pytest.fixture(scope="module")
def evaluations(compared: Compared) -> pl.DataFrame:
    found = compared.table("select * from marts.fct_project_evaluations where scope = 'project'")
    decimals = pl.col(name for name, kind in found.schema.items() if kind.is_decimal())
    return found.with_columns(decimals.cast(pl.Float64))


def test_the_corpus_is_worth_comparing(compared: Compared, rows: pl.DataFrame, evaluations: pl.DataFrame):
    assert evaluations["region_code"].n_unique() == 6
    assert set(evaluations["fiscal_year"]) == {2022, 2023, 2024}
    assert set(evaluations["grade_by_score"]) == {"excellent", "good", "fair", "poor"}
    assert evaluations["scoring_scheme_key"].n_unique() > 3
    assert len(evaluations) == sum(len(each.records) for each in _serving(compared))
    assert set(rows["judgement"]) >= {"judged", "not_judgeable"}
    assert (rows["judgement"] == "judged").mean() > 0.6
    assert set(rows["is_attained"]) == {True, False, None}


def test_every_verdict_is_that_of_the_figures(rows: pl.DataFrame):
    wrong = rows.filter(pl.col("is_attained").ne_missing(pl.col("by_hand")))
    assert (
        wrong.select("level3_printed", "target_printed", "actual_printed", "direction", "is_attained", "by_hand").rows()
        == []
    )


def test_every_ratio_is_that_of_the_figures(rows: pl.DataFrame):
    assert rows["attainment_ratio"].is_not_null().sum() > 100
    assert rows.filter(pl.col("attainment_ratio").is_null() != pl.col("ratio").is_null()).height == 0
    assert rows.filter((pl.col("attainment_ratio") - pl.col("ratio")).abs() > 1e-6).height == 0


def test_verdicts_are_those_of_the_invented_records(compared: Compared, rows: pl.DataFrame):
    """What was meant, not what was read: each figure of a record is met or not, but for targets that moved."""
    paths = dict(compared.table("select document_key, path from marts.dim_document").rows())
    found = {
        (paths[r["document_key"]], r["form_no"], r["level3_name"]): r["is_attained"]
        for r in rows.iter_rows(named=True)
        if r["judgement"] == "judged" and r["actual_value"] is not None
    }
    wanted = {}
    for each in _serving(compared):
        moved = _wrongly_declared(compared, each.year)
        moved |= {(key, change.evaluated) for key, change in each.changes if change.status == "target_moved"}
        for form_no, record in enumerate(each.records, 1):
            for one in record.indicators:
                if one.operator != "定性" and (record.project_id, one.level3) not in moved:
                    wanted[each.path, form_no, one.level3] = _met(one.operator, Decimal(one.actual), Decimal(one.value))
    both = found.keys() & wanted.keys()
    assert len(both) > 0.8 * len(wanted)
    assert {key: (found[key], wanted[key]) for key in both if found[key] != wanted[key]} == {}


def _wrongly_declared(compared: Compared, year: int) -> set[tuple[str, str]]:
    """Projects and indicators of which the target form prints another figure, as an error that was put in."""
    return {
        (record.project_id, planted.where)
        for each in compared.planned
        for record in each.records
        for planted in record.planted
        if each.year == year and planted.kind == "cost_over_budget"
    }


def _met(operator: str, actual: Decimal, target: Decimal) -> bool:
    return actual <= target if operator == "≤" else actual >= target


def _serving(compared: Compared):
    """The self-evaluations that no later document corrects."""
    corrected = {each.corrects for each in compared.planned if each.corrects}
    return [each for each in compared.planned if each.records[0].total_score and each.path not in corrected]


def test_shares_and_recomputed_scores(rows: pl.DataFrame, evaluations: pl.DataFrame):
    both = evaluations.join(by_hand.shares(rows), on=["document_key", "form_no"], how="left")
    execution = pl.col("execution_weight") * pl.col("execution_rate").clip(0, 1) - pl.col("execution_score")
    both = both.with_columns(
        wanted=pl.col("score_computed") + pl.col("changed") + execution.fill_null(0),
        has_any=pl.col("any_known") | execution.is_not_null(),
    ).with_columns(excess=pl.coalesce("score_printed", "score_computed") - pl.col("wanted"))
    for column, share in (("judged_share", "judged"), ("copied_share", "copied"), ("informative_share", "informative")):
        assert (both[column] - both[share]).abs().max() < 1e-6, column
    assert both["has_any"].all()
    assert (both["score_recomputed"] - both["wanted"]).abs().max() < 1e-3
    shown = both.filter(pl.col("judged_share") >= 0.5)
    assert both["self_score_excess"].null_count() == len(both) - len(shown)
    assert (shown["self_score_excess"] - shown["excess"]).abs().max() < 1e-3


def test_alerts(evaluations: pl.DataFrame):
    rate = pl.coalesce("execution_rate", "outturn_ratio", "execution_claimed")
    score = (
        100
        * pl.coalesce("score_printed", "score_computed")
        / pl.coalesce("weight_total_printed", "weight_total_computed")
    )
    wanted = evaluations.select((score >= 90) & (rate < 0.8)).to_series()
    assert wanted.drop_nulls().any()
    assert evaluations["is_alert"].equals(wanted, null_equal=True)


def test_schemes_are_the_weights_of_the_blocks(compared: Compared, evaluations: pl.DataFrame):
    scored = compared.table(
        "select document_key, form_no, level1_code, weight from marts.fct_scores inner join marts.dim_indicator using (indicator_key)"
    )
    sums = scored.with_columns(pl.col("weight").cast(pl.Float64)).pivot(
        "level1_code", index=["document_key", "form_no"], values="weight", aggregate_function="sum"
    )
    schemes = compared.table("select * from marts.dim_scoring_scheme").with_columns(
        pl.col(f"{block}_weight" for block in BLOCKS).cast(pl.Float64)
    )
    both = evaluations.rename({"execution_weight": "own"}).join(sums, on=["document_key", "form_no"])
    both = both.join(schemes, on="scoring_scheme_key")
    assert len(both) == len(evaluations)
    for block in BLOCKS:
        printed = pl.col(block) if block in sums.columns else pl.lit(0.0)
        own = pl.col("own") if block == "execution" else pl.lit(0.0)
        wanted = both.select(printed.fill_null(0) + own.fill_null(0)).to_series()
        assert (both[f"{block}_weight"].fill_null(0) - wanted).abs().max() < 1e-6, block
    assert both["grade_scheme"].ne_missing(both["grade_scheme_right"]).sum() == 0
