"""What became of each indicator, in the published file, against a reading by hand; projects under changed names."""

import csv

import pytest

from dagster_project.settings import ROOT

from . import runs

GOLD = ROOT / "tests" / "gold" / "drift.tsv"
COLUMNS = "declared_form_no, declared_row_no, evaluated_form_no, evaluated_row_no"
BUREAU = "m.region_code = '320682' and m.fiscal_year = 2024"


def read() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def shown(value: object) -> str:
    return "" if value is None else str(value)


@pytest.fixture(scope="module")
def drift(good) -> dict[tuple[str, ...], tuple[str, str, str]]:
    """Declared and evaluated form and row -> status, direction, whether partial."""
    rows = runs.query(
        good.settings.published_path,
        f"select {COLUMNS}, status, target_direction, cast(is_partial as integer) from marts.mart_indicator_drift as m where {BUREAU}",
    )
    # A row without a partner has no form on that side; the gold names the form of the pair.
    return {tuple(map(shown, row[:4])): tuple(map(shown, row[4:])) for row in rows}


def key(row: dict[str, str]) -> tuple[str, ...]:
    sides = [(row[f"{side}_form"], row[f"{side}_row"]) for side in ("declared", "evaluated")]
    return tuple(part for form, number in sides for part in ((form, number) if number else ("", "")))


def test_every_indicator_became_what_the_reading_says(drift):
    wanted = {key(row): (row["status"], row["target_direction"], row["is_partial"]) for row in read()}
    wrong = {each: (wanted[each], drift.get(each)) for each in wanted if drift.get(each) != wanted[each]}
    assert len(wanted) > 220
    assert wrong == {}
    assert drift.keys() == wanted.keys()


def test_ten_of_eleven_projects_meet_their_evaluation_two_under_another_name(good):
    met = runs.query(
        good.settings.published_path,
        f"select t.project_name_printed, e.project_name_printed from marts.mart_project_year as m "
        "inner join marts.fct_forms as t on m.target_document_key = t.document_key and m.target_form_no = t.form_no "
        "inner join marts.fct_forms as e on m.evaluation_document_key = e.document_key and m.evaluation_form_no = e.form_no "
        f"where {BUREAU}",
    )
    assert len(met) == 10
    assert sorted(evaluated for declared, evaluated in met if declared != evaluated) == [
        "人才服务专项业务费",
        "高级人才休养慰问费",
    ]
    alone = runs.query(
        good.settings.published_path,
        f"select count(*) filter (where not has_target), count(*) filter (where not has_evaluation) from marts.mart_project_year as m where {BUREAU}",
    )
    assert alone == [(3, 1 + 6)]


def test_a_county_without_evaluations_dropped_nothing(good):
    """What was not collected is not dropped: its projects have no rows, and say that there is no evaluation."""
    counted = runs.query(
        good.settings.published_path,
        "select count(*), count(*) filter (where has_evaluation), count(m.project_key) "
        "from marts.mart_project_year left join marts.mart_indicator_drift as m using (project_key, fiscal_year) "
        "where marts.mart_project_year.region_code = '130272'",
    )
    assert counted == [(30, 0, 0)]
