"""The list of expected departments: what it may look like, and what is said where it is broken."""

from datetime import date

import pytest

from dagster_project.errors import OperatorError
from dagster_project.reading.expected import read_expected
from dagster_project.reading.manifest import unlisted

REGIONS = {"320682": "如皋市", "130272": "汉沽管理区"}


def write(folder, text: str):
    (folder / "expected.csv").write_text(text, encoding="utf-8")
    return folder


def test_without_a_list_nobody_is_expected(tmp_path):
    assert read_expected(tmp_path, REGIONS) == []


def test_whoever_is_named_alone_is_expected_with_both_stages(tmp_path):
    (row,) = read_expected(write(tmp_path, "region_code,department\n320682, [602]测试样本局 \n"), REGIONS)
    assert (row["department"], row["department_name"]) == ("[602]测试样本局", "测试样本局")
    assert (row["expects_targets"], row["expects_self_evaluations"]) == (True, True)
    assert (row["first_year"], row["last_year"], row["searched_on"]) == (None, None, None)


def test_years_stages_and_the_day_of_the_search(tmp_path):
    text = (
        "region_code,department,first_year,last_year,stages,searched_on\n"
        "320682,测试样本局,2023,2024,target,2024-12-01\n"
        "320682,测试样本局,2023,,self_evaluation; target,\n"
    )
    one, both = read_expected(write(tmp_path, text), REGIONS)
    assert (one["expected_no"], one["first_year"], one["last_year"], one["searched_on"]) == (
        1,
        2023,
        2024,
        date(2024, 12, 1),
    )
    assert (one["expects_targets"], one["expects_self_evaluations"]) == (True, False)
    assert (both["expected_no"], both["last_year"]) == (2, None)
    assert (both["expects_targets"], both["expects_self_evaluations"]) == (True, True)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("320683,测试样本局,,,,", "320682 如皋市", id="region"),
        pytest.param(",测试样本局,,,,", "region_code is empty", id="no-region"),
        pytest.param("320682,,,,,", "department is empty", id="no-department"),
        pytest.param("320682,[602],,,,", "no department's name", id="a-code-alone"),
        pytest.param("320682,测试样本局,24,,,", "'24' is no fiscal year", id="year"),
        pytest.param("320682,测试样本局,2025,2024,,", "2025 comes after last_year 2024", id="years"),
        pytest.param("320682,测试样本局,,,targets,", "'targets' is no stage", id="stage"),
        pytest.param("320682,测试样本局,,,,soon", "'soon' is no date", id="day"),
        pytest.param("320682,测试样本局", "more or fewer cells", id="cells"),
    ],
)
def test_a_broken_line_is_the_operators(tmp_path, line, said):
    text = f"region_code,department,first_year,last_year,stages,searched_on\n{line}\n"
    with pytest.raises(OperatorError) as error:
        read_expected(write(tmp_path, text), REGIONS)
    assert said in str(error.value)
    assert "expected.csv" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [("region_code\n320682\n", "no column department"), ("region_code,department,x\n320682,测试样本局,1\n", "'x'")],
)
def test_a_broken_header_is_the_operators(tmp_path, text, said):
    with pytest.raises(OperatorError, match=said):
        read_expected(write(tmp_path, text), REGIONS)


def test_the_list_is_no_document_that_somebody_forgot(tmp_path):
    write(tmp_path, "region_code,department\n")
    assert unlisted([], tmp_path) == []
