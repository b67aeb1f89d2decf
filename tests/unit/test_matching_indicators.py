"""Which declared indicator became which evaluated one: each rule on rows made by hand."""

import polars as pl
import pytest

from dagster_project.matching import SCHEMAS, pair_indicators
from dagster_project.matching.indicators import _Row, paired
from dagster_project.matching.likeness import bare, is_apart, likeness, words
from dagster_project.matching.tables import INDICATORS, SPELLINGS
from dagster_project.reading.fold import fold_name

Told = tuple[int, int, str, bool, bool]
LEVEL1 = {
    "quantity": "output",
    "quality": "output",
    "timeliness": "output",
    "cost": "cost",
    "satisfaction": "satisfaction",
}


def rows(*indicators: tuple[str, str] | tuple[str, str, str], is_template: bool = False) -> list[_Row]:
    """Rows of (level 2, name) or (level 2, name, target)."""
    return [
        _Row(number, LEVEL1.get(level2, "benefit"), level2, fold_name(name), is_template, target[0] if target else None)
        for number, (level2, name, *target) in enumerate(indicators, 1)
    ]


def told(declared: list[_Row], evaluated: list[_Row]) -> list[Told]:
    """Declared row, evaluated row, method, whether partial, whether doubtful."""
    pairs = paired(declared, evaluated)
    return sorted(
        (each.declared.row_no, each.evaluated.row_no, each.method, each.is_partial, each.is_doubtful) for each in pairs
    )


def one(left: tuple[str, str], right: tuple[str, str]) -> list[Told]:
    return told(rows(left), rows(right))


def test_nothing_on_one_side_pairs_nothing():
    assert told(rows(("quality", "合格率")), []) == told([], rows(("quality", "合格率"))) == []


def test_equal_names_meet_and_so_do_those_that_differ_by_marks_and_numbering():
    assert one(("quality", "合格率"), ("quality", "合格率")) == [(1, 1, "exact", False, False)]
    assert one(("quality", "1.举办各类技能竞赛。"), ("quality", "举办各类技能竞赛")) == [(1, 1, "folded", False, False)]
    assert one(("quality", "指标2：合格率"), ("quality", "指标1：合格率")) == [(1, 1, "folded", False, False)]
    assert one(("satisfaction", "专家满意度指标"), ("satisfaction", "专家满意度")) == [(1, 1, "folded", False, False)]


def test_a_name_that_stands_twice_meets_that_of_its_level_then_that_of_its_target():
    declared = rows(("quantity", "完成率", "90%"), ("quality", "完成率", "100%"), ("quality", "完成率", "95%"))
    evaluated = rows(("quality", "完成率", "95%"), ("quality", "完成率", "100%"), ("quantity", "完成率", "90%"))
    assert [each[:2] for each in told(declared, evaluated)] == [(1, 3), (2, 2), (3, 1)]


def test_names_that_the_list_calls_one_meet_though_everybody_fills_them_in():
    left, right = (rows(("implementation", name), is_template=True) for name in ("管理制度健全性", "管理制度及安全性"))
    assert told(left, right) == [(1, 1, "alias", False, False)]


def test_what_everybody_fills_in_meets_by_its_name_alone():
    left, right = (
        rows(("performance_objective", name), is_template=True) for name in ("绩效目标合理性", "绩效指标明确性")
    )
    assert likeness("绩效目标合理性", "绩效指标明确性") > 0.56
    assert told(left, right) == []


@pytest.mark.parametrize(
    ("declared", "evaluated", "doubtful"),
    [
        ("人社事务完成率", "人社法律事务完成率", False),
        ("构建和谐劳动关系", "农民工工资基本无拖欠，构建和谐劳动关系。", False),
        ("提升人社部门服务质量", "提升人社部门服务质量，保障社保基金可持续发展。", False),
        ("开办培训班期数", "开办培训班期数（含续办）", False),
        ("及时完成各项人社事务", "按时完成各项任务", True),
        ("信用文书送达率", "信用文书邮寄完成率", True),
    ],
)
def test_other_words_for_the_same(declared, evaluated, doubtful):
    assert one(("quality", declared), ("quality", evaluated)) == [(1, 1, "similar", False, doubtful)]


@pytest.mark.parametrize(
    ("declared", "evaluated"),
    [
        ("服务响应率", "日常管理到位率"),
        ("促进经济发展", "依法用工意识增强"),
        ("申报省级及以上人才项目数量15项", "招聘任务完成率"),
        ("按时完成省内招聘活动", "按时完成省外招聘活动"),
        ("一季度完成率", "二季度完成率"),
        ("2023年发放人数", "2024年发放人数"),
    ],
)
def test_other_indicators_stay_apart(declared, evaluated):
    assert one(("quality", declared), ("quality", evaluated)) == []


def test_under_another_level_only_effects_meet_and_only_if_much_alike():
    assert one(("quality", "保质完成职称评审"), ("timeliness", "按时完成职称评审")) == []
    assert one(
        ("social_benefit", "提升办案质效，维护和谐稳定"), ("economic_benefit", "提升办案质效，维护和谐稳定，促进发展")
    ) == [(1, 1, "similar", False, True)]
    assert one(("cost", "项目总成本控制"), ("economic_cost", "项目成本总控制")) == [(1, 1, "similar", False, False)]


def test_the_assignment_is_the_best_as_a_whole():
    """The first is most like what the second needs more."""
    declared = rows(("quantity", "开展专项检查次数"), ("quantity", "专项执法检查"))
    evaluated = rows(("quantity", "开展专项检查户次"), ("quantity", "开展专项执法检查次数"))
    assert likeness(declared[0].name, evaluated[1].name) > likeness(declared[0].name, evaluated[0].name)
    assert [each[:2] for each in told(declared, evaluated)] == [(1, 1), (2, 2)]


def test_the_last_satisfaction_on_either_side_is_one_but_doubtful():
    assert one(("satisfaction", "公众满意度"), ("satisfaction", "单位、职工满意度")) == [(1, 1, "similar", False, True)]
    two = rows(("satisfaction", "单位、职工满意度"), ("satisfaction", "参训学员满意度"))
    assert told(rows(("satisfaction", "公众满意度")), two) == []


def test_an_indicator_that_was_split_meets_each_of_its_parts():
    declared = rows(("quantity", "新进人员培训率，证书发放到位率。"))
    evaluated = rows(("quantity", "人员应培尽培率"), ("quantity", "证书发放到位率"))
    assert [(*each[:2], each[3]) for each in told(declared, evaluated)] == [(1, 1, True), (1, 2, True)]
    assert [(*each[:2], each[3]) for each in told(evaluated, declared)] == [(1, 1, True), (2, 1, True)]


def test_what_was_added_beside_a_split_is_no_part():
    declared = rows(("quantity", "新进人员培训率，证书发放到位率。"))
    evaluated = rows(("quantity", "证书发放到位率"), ("quantity", "工伤调查次数"))
    assert told(declared, evaluated) == [(1, 1, "similar", False, False)]


def test_a_row_without_a_name_meets_nothing():
    nameless = [_Row(1, "output", "quality", None, False, "95%")]
    assert told(nameless, rows(("quality", "合格率"))) == []


def test_target_forms_meet_evaluations_of_their_project_and_year():
    forms = [("t", 1, "a", 2024, "target"), ("t", 2, "b", 2024, "target"), ("t3", 1, "a", 2023, "target")]
    forms += [("e", 1, "c", 2024, "self_evaluation"), ("e2", 1, "c", 2024, "evaluation"), ("n", 1, "a", None, "target")]
    spellings = pl.DataFrame(
        [(document, no, key, "k", year, stage, key, key, None) for document, no, key, year, stage in forms],
        SPELLINGS,
        orient="row",
    )
    matches = pl.DataFrame(
        [("a", "p", "exact", 1), ("c", "p", "proposed", 0.9), ("b", "q", "exact", 1)],
        SCHEMAS["project_matches"],
        orient="row",
    )
    indicators = pl.DataFrame(
        [(document, no, 1, "output", "quality", "合格率", False, "95%") for document, no, *_ in forms],
        INDICATORS,
        orient="row",
    )
    found = pair_indicators(spellings, matches, indicators)
    assert found.schema == SCHEMAS["indicator_pairs"]
    assert found.select("declared_document_key", "declared_form_no", "evaluated_document_key").rows() == [
        ("t", 1, "e"),
        ("t", 1, "e2"),
    ]


def test_opposites_make_two_names_of_equal_length():
    assert is_apart("省内招聘", "省外招聘")
    assert not is_apart("省内招聘", "省内招聘")
    assert not is_apart("省内招聘", "省内招聘会")


def test_the_list_calls_no_name_two_things():
    names = [bare(name) for group in words()["same"] for name in group]
    assert len(set(names)) == len(names)
