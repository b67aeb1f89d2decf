"""Which spelling is which project: each rule on names made by hand."""

import hashlib

import polars as pl
import pytest

from dagster_project.matching import SCHEMAS, match_projects
from dagster_project.matching.names import similarity, stem
from dagster_project.matching.tables import OVERRIDES, SPELLINGS
from dagster_project.reading.names import project_name

Form = tuple[str, int | None, str, str]  # document, year, stage, project as printed


def spellings(*forms: Form, department: str = "k") -> pl.DataFrame:
    rows = []
    for number, (document, year, stage, printed) in enumerate(forms, 1):
        name, code = project_name(printed)
        rows.append((document, number, f"{department}|{printed}", department, year, stage, name, printed, code))
    return pl.DataFrame(rows, SPELLINGS, orient="row")


def verdicts(*pairs: tuple[str, str, str], department: str = "k") -> pl.DataFrame:
    return pl.DataFrame([(department, *pair) for pair in pairs], OVERRIDES, orient="row")


def matched(frame: pl.DataFrame, overrides: pl.DataFrame | None = None) -> dict[str, tuple[str, str, float]]:
    """Spelling as printed -> project by one of its spellings, method, score."""
    found = match_projects(frame, verdicts() if overrides is None else overrides)
    assert found.schema == SCHEMAS["project_matches"]
    names = {
        hashlib.md5(f"{row['department_key']}|{row['project_name']}".encode()).hexdigest(): row["project_name"]
        for row in frame.iter_rows(named=True)
    }
    return {
        key.partition("|")[2]: (names[project], method, float(score))
        for key, project, method, score in found.iter_rows()
    }


def test_no_form_no_match():
    assert matched(spellings()) == {}


def test_one_project_alone_is_itself():
    assert matched(spellings(("t", 2024, "target", "仲裁"))) == {"仲裁": ("仲裁", "exact", 1)}


def test_the_key_is_that_of_the_earliest_spelling_by_year_then_name():
    found = matched(
        spellings(
            ("b", 2025, "target", "“甲”项目（一期）"),
            ("a", 2024, "target", "「甲」项目(一期)"),
            ("c", 2025, "target", "甲项目(一期)"),
        )
    )
    assert found == {
        "「甲」项目(一期)": ('"甲"项目(一期)', "exact", 1),
        "“甲”项目（一期）": ('"甲"项目(一期)', "folded", 1),
        "甲项目(一期)": ('"甲"项目(一期)', "folded", 1),
    }


def test_one_printed_code_is_one_project_under_any_name():
    code = "51092324T000010263357"
    found = matched(spellings(("t", 2023, "target", f"{code}-抽检经费"), ("e", 2024, "target", f"{code}-食品安全监督")))
    assert found[f"{code}-食品安全监督"] == ("抽检经费", "code", 1)


def test_a_code_that_one_document_prints_at_two_projects_is_none():
    code = "51092324T000010263357"
    found = matched(spellings(("t", 2024, "target", f"{code}-抽检经费"), ("t", 2024, "target", f"{code}-道路养护")))
    assert {project for project, *_ in found.values()} == {"抽检经费", "道路养护"}


@pytest.mark.parametrize(
    ("declared", "evaluated"),
    [
        ("高级人才休养慰问费（各类优秀人才休养费、高技能人才慰问经费）", "高级人才休养慰问费"),
        ("人才服务专项业务费(人才市场招聘、人才项目申报服务)", "人才服务专项业务费"),
        ("农村公路日常养护", "农村公路日常养护经费"),
        ("仲裁专项经费", "仲裁业务费"),
        ("义务教育学校校舍维修改造", "义务教育学校校舍维修和改造"),
    ],
)
def test_a_changed_name_meets_its_target(declared, evaluated):
    found = matched(
        spellings(
            ("t", 2024, "target", declared),
            ("t", 2024, "target", "另一个事项"),
            ("e", 2024, "self_evaluation", evaluated),
        )
    )
    assert found[declared][0] == found[evaluated][0]
    assert sorted(method for _, method, _ in found.values()) == ["exact", "exact", "proposed"]
    assert all(0.75 <= score <= 1 for *_, score in found.values())


@pytest.mark.parametrize(
    ("declared", "evaluated"),
    [
        ("社保扩面业务经费", "社保业务运营经费"),
        ("职业培训（企业职工）", "职业培训（高校毕业生）"),
        ("法律援助办案补贴", "法律援助宣传经费"),
        ("一期工程", "二期工程"),
    ],
)
def test_projects_with_like_names_stay_apart(declared, evaluated):
    found = matched(spellings(("t", 2024, "target", declared), ("e", 2024, "self_evaluation", evaluated)))
    assert len({project for project, *_ in found.values()}) == 2


def test_what_is_not_clearly_the_best_on_both_sides_stays_apart():
    found = matched(
        spellings(
            ("t", 2024, "target", "人才服务（招聘）"),
            ("t", 2024, "target", "人才服务（引进）"),
            ("e", 2024, "self_evaluation", "人才服务"),
        )
    )
    assert len({project for project, *_ in found.values()}) == 3


def test_names_beside_each_other_in_one_year_and_stage_are_two_projects():
    found = matched(
        spellings(("a", 2024, "target", "仲裁经费"), ("b", 2024, "target", "仲裁业务费"), ("c", 2025, "target", "仲裁"))
    )
    assert len({project for project, *_ in found.values()}) == 3


def test_a_name_that_only_gained_an_ending_is_one_project_over_the_years():
    found = matched(spellings(("a", 2023, "target", "公路养护"), ("b", 2024, "target", "公路养护经费")))
    assert found["公路养护经费"] == ("公路养护", "proposed", 0.9)


def test_a_proposal_is_of_one_year():
    found = matched(
        spellings(
            ("t", 2023, "target", "义务教育学校校舍维修改造"),
            ("e", 2024, "self_evaluation", "义务教育学校校舍维修和改造"),
        )
    )
    assert len({project for project, *_ in found.values()}) == 2


def test_a_form_without_a_year_is_matched_by_its_name_alone():
    found = matched(spellings(("a", None, "target", "仲裁"), ("b", 2024, "target", "仲裁")))
    assert found == {"仲裁": ("仲裁", "exact", 1)}


def test_a_verdict_by_hand_joins_and_parts():
    forms = spellings(("t", 2024, "target", "甲事项"), ("e", 2024, "self_evaluation", "乙事务"))
    assert matched(forms, verdicts(("甲事项", "乙事务", "accept")))["甲事项"] == ("乙事务", "by_hand", 1)
    alike = spellings(("t", 2024, "target", "仲裁（办案）"), ("e", 2024, "self_evaluation", "仲裁"))
    assert len({project for project, *_ in matched(alike, verdicts(("仲裁", "仲裁（办案）", "reject"))).values()}) == 2


def test_what_was_rejected_by_hand_stands_in_nobodys_way():
    forms = spellings(
        ("t", 2024, "target", "人才服务（招聘）"),
        ("t", 2024, "target", "人才服务（引进）"),
        ("e", 2024, "self_evaluation", "人才服务"),
    )
    found = matched(forms, verdicts(("人才服务", "人才服务（引进）", "reject")))
    assert found["人才服务"][0] == found["人才服务（招聘）"][0] != found["人才服务（引进）"][0]


def test_a_rejected_pair_does_not_meet_by_way_of_a_third_name():
    forms = spellings(
        ("a", 2023, "target", "仲裁"), ("b", 2024, "target", "仲裁经费"), ("c", 2025, "target", "仲裁专项经费")
    )
    found = matched(forms, verdicts(("仲裁", "仲裁专项经费", "reject")))
    assert found["仲裁经费"][0] == found["仲裁"][0] != found["仲裁专项经费"][0]


def test_verdicts_about_names_that_do_not_occur_wait():
    forms = spellings(("t", 2024, "target", "甲"))
    assert matched(forms, verdicts(("甲", "没有", "accept"), ("没有", "也没有", "reject"))) == {
        "甲": ("甲", "exact", 1)
    }


def test_two_departments_with_a_project_of_one_name_have_two_projects():
    frame = pl.concat(
        [spellings(("a", 2024, "target", "党建经费")), spellings(("b", 2024, "target", "党建经费"), department="m")]
    )
    found = match_projects(frame, verdicts())
    assert found["project_key"].n_unique() == 2


def test_a_project_that_moves_to_another_department_is_one_of_each():
    code = "51092324T000010263357"
    frame = pl.concat(
        [
            spellings(("a", 2023, "target", f"{code}-医保经办")),
            spellings(("b", 2024, "target", f"{code}-医保经办"), department="m"),
        ]
    )
    assert match_projects(frame, verdicts())["project_key"].n_unique() == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("仲裁专项经费", "仲裁"),
        ("人社综合专项业务费", "人社综合"),
        ("高级人才休养慰问费(各类优秀人才休养费、高技能人才慰问经费)", "高级人才休养慰问费"),
        ("(暂定)", "(暂定)"),
        ("专项经费", "专项经费"),
        ('"三支一扶"人员经费', "三支一扶人员"),
    ],
)
def test_the_stem_of_a_name(name, expected):
    assert stem(name) == expected


def test_marks_alone_are_no_difference_and_brackets_are_little():
    assert similarity('"助保贷款"财政贴息', "助保贷款财政贴息") == 1
    assert similarity("信息化建设(二期)", "信息化建设") == 0.95
    assert similarity("仲裁", "党建") < 0.5
