"""Rows whose cells do not stand under their headers: each shape of the known documents, and what nobody can decide.

`|` parts the cells of a row. What is expected was dealt by hand.
"""

import pytest

from .reader import HEAD, columns, figures, reasons, table

SIGNED = "绩效目标指标 | 一级指标 | 二级指标 | 三级指标 | 计算符号 | 半年指标值 | 全年指标值"
SCORED = "一级指标 | 二级指标 | 三级指标 | 年初指标值 | 实际完成值 | 分值 | 得分 | 评分依据"
PLAIN = "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值"
FIRST_SIGNED = " | 产出指标 | 数量指标 | 测试场次 | ≥ | 5场 | 9场"
FIRST_SCORED = "产出指标 | 数量指标 | 测试场次 | 5场 | 6场 | 10 | 9 | "
FIRST_PLAIN = " | 产出指标 | 数量指标 | 测试场次 | ≥5场"


def signed(*rows: str) -> list[tuple]:
    """Level 2 code and figures of the rows after the first."""
    tables = table(SIGNED, FIRST_SIGNED, *rows)
    found = figures(tables, "operator", "half_year_target", "target")[1:]
    return [(row["level2_code"], *each) for row, each in zip(tables["indicators"][1:], found, strict=True)]


def scored(*rows: str) -> list[tuple]:
    return figures(table(SCORED, FIRST_SCORED, *rows, head=HEAD), "target", "actual", "weight", "score")[1:]


def plain(*rows: str) -> list[tuple]:
    """Levels, name and target of the rows after the first."""
    tables = table(PLAIN, FIRST_PLAIN, *rows)
    assert reasons(tables) == []
    names = ("level1_code", "level2_code", "level3_printed", "target_printed")
    return columns(tables["indicators"][1:], *names)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            "测试合格率 | | | = | 90% | 95% | ",
            ("quantity", "测试合格率", "=", "90%", "95%"),
            id="the-name-first-then-a-gap",
        ),
        pytest.param(
            "产出指标 | 质量指标 | 测试合格率 | = | 90% | 95% | ",
            ("quality", "测试合格率", "=", "90%", "95%"),
            id="one-to-the-left",
        ),
        pytest.param(
            " | 质量指标 | 测试合格率 | = | | 90% | 95%",
            ("quality", "测试合格率", "=", "90%", "95%"),
            id="one-to-the-left-and-an-empty-cell",
        ),
        pytest.param(
            "质量指标 | | 测试合格率 | = | 90% | 95% | ",
            ("quality", "测试合格率", "=", "90%", "95%"),
            id="level-2-first-then-an-empty-cell",
        ),
        pytest.param(
            " | | 质量指标 | 测试合格率 | = | | 90% | 95%",
            ("quality", "测试合格率", "=", "90%", "95%"),
            id="an-empty-cell-after-the-sign",
        ),
        pytest.param(
            " | | | | 测试合格率 | 定性 | 合格 | 合格",
            ("quantity", "测试合格率", "定性", "合格", "合格"),
            id="one-to-the-right",
        ),
    ],
)
def test_rows_with_a_sign_that_moved(row, expected):
    assert signed(row) == [expected]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            " | 质量指标 | 测试合格率 | 95% | 96% | 10 | 9 | ", ("测试合格率", "95%", "96%", "10", "9"), id="as-printed"
        ),
        pytest.param(
            "质量指标 | 测试合格率 | 95% | 96% | 10 | 9 | | ",
            ("测试合格率", "95%", "96%", "10", "9"),
            id="level-2-in-column-1",
        ),
        pytest.param(
            "测试合格率 | | 95% | 96% | 10 | 9 | | ", ("测试合格率", "95%", "96%", "10", "9"), id="the-name-in-column-1"
        ),
        pytest.param(
            " | | 测试合格率 | 95% | | 96% | 10 | 9", ("测试合格率", "95%", "96%", "10", "9"), id="an-empty-cell-inside"
        ),
        pytest.param(
            " | | 测试合格率 | 95% | 96% | 10 | 9 | 测试依据",
            ("测试合格率", "95%", "96%", "10", "9"),
            id="with-a-basis",
        ),
        pytest.param(
            " | | 测试合格率 | 95% | | 10 | 9 | 测试依据",
            ("测试合格率", "95%", None, "10", "9"),
            id="no-actual-but-a-basis",
        ),
    ],
)
def test_scored_rows_that_moved(row, expected):
    assert scored(row) == [expected]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param(
            " | | 测试合格率 | ≥95% | ", ("output", "quantity", "测试合格率", "≥95%"), id="the-name-under-level-2"
        ),
        pytest.param(
            "测试合格率 | | ≥95% | | ", ("output", "quantity", "测试合格率", "≥95%"), id="the-name-under-level-1"
        ),
        pytest.param(
            " | 质量指标 | 测试合格率 | ≥95% | ",
            ("output", "quality", "测试合格率", "≥95%"),
            id="label-and-name-one-left",
        ),
        pytest.param(
            " | | | 社会效益指标 | 测试水平的提升",
            (None, "social_benefit", "测试水平的提升", None),
            id="pushed-right-value-lost",
        ),
        pytest.param(
            " | 效益指标 | 生态效益指标 | 生态效益指标 | 不适用",
            ("benefit", "ecological_benefit", "生态效益指标", "不适用"),
            id="named-like-its-level-2",
        ),
        pytest.param(
            " | | | 测试范围 | 四县一区", ("output", "quantity", "测试范围", "四县一区"), id="a-value-in-words"
        ),
        pytest.param(" | | | 测试次数 | 约120次", ("output", "quantity", "测试次数", "约120次"), id="about"),
    ],
)
def test_rows_of_a_table_without_signs_that_moved(row, expected):
    (found,) = plain(row)
    assert found[1:] == expected[1:]
    assert expected[0] is None or found[0] == expected[0]


UNDECIDED = [
    pytest.param(SCORED, FIRST_SCORED, " | | 测试合格率 | 96% | 10 | 9 | | ", id="the-target-or-the-actual-is-lost"),
    pytest.param(SCORED, FIRST_SCORED, " | | 测试合格率 | 95% | 10 | 9 | | ", id="points-under-the-actual"),
    pytest.param(SCORED, FIRST_SCORED, " | | 测试合格率 | 95% | 96% | 9 | | ", id="one-of-the-points-is-lost"),
    pytest.param(SCORED, FIRST_SCORED, " | | 测试合格率 | 95% | 96% | | 9 | ", id="points-given-of-no-weight"),
    pytest.param(SCORED, FIRST_SCORED, " | | | 95% | 96% | 10 | 9 | ", id="no-name"),
    pytest.param(SCORED, FIRST_SCORED, " | | 合格 | 合格 | 10 | 9 | | ", id="a-value-under-the-name"),
    pytest.param(SCORED, FIRST_SCORED, "96% | 10 | 9 | | | | | ", id="the-second-half-of-a-row"),
    pytest.param(SCORED, FIRST_SCORED, " | | 而且更加合格 | | | | | ", id="a-name-that-goes-on"),
    pytest.param(SIGNED, FIRST_SIGNED, " | | | 测试合格率 | = | 95% | ", id="one-of-two-targets"),
    pytest.param(SIGNED, FIRST_SIGNED, " | | 质量指标 | = | 90% | 95% | ", id="a-level-and-no-name"),
    pytest.param(PLAIN, FIRST_PLAIN, " | | | | ≥95%", id="a-value-alone"),
    pytest.param(PLAIN, FIRST_PLAIN, " | | 质量指标 | | 合格", id="a-level-and-a-value"),
    pytest.param(
        "一级指标 | 二级指标 | 三级指标 | 绩效指标描述 | 指标值 | 指标值确定依据",
        "产出指标 | 数量指标 | 测试场次 | 反映测试场次 | 5场 | 年度计划",
        " | | 测试进度 | 反映测试进度 | 年度计划 | ",
        id="a-basis-under-the-target",
    ),
]


@pytest.mark.parametrize(("header", "first", "row"), UNDECIDED)
def test_a_row_that_can_be_dealt_in_two_ways_is_undecided(header, first, row):
    tables = table(header, first, first.replace("测试场次", "测试人次"), row)
    assert set(reasons(tables)) == {"undecided_columns"}
    assert tables["indicators"] == []


def test_sums_that_agree_tell_which_of_the_points_a_row_prints():
    row = " | | 测试合格率 | 95% | 96% | 9 | | "
    assert scored(row, "总分 | | | | | 19 | 9 | ")[0] == ("测试合格率", "95%", "96%", "9", None)
    assert reasons(table(SCORED, FIRST_SCORED, row, "总分 | | | | | 20 | 18 | ")) == ["undecided_columns"]


def test_a_share_is_no_score():
    header = "一级指标 | 二级指标 | 三级指标 | 分值 | 指标值 | 完成值 | 得分"
    rows = ["产出指标 | 数量指标 | 测试场次 | 10 | 5 | 6 | 9", " | | 测试合格率 | 10 | 95% | | 96%"]
    tables = table(header, *rows, head=HEAD)
    assert figures(tables, "actual", "score")[1:] == [("测试合格率", "96%", None)]


def test_points_that_sums_cannot_tell_apart_stay_undecided():
    header = "一级指标 | 二级指标 | 三级指标 | 分值 | 得分 | 指标值 | 完成值"
    rows = [
        "产出指标 | 数量指标 | 测试场次 | 5 | 5 | 5 | 5",
        " | | 测试人次 | 5 | 5 | 6 | 6",
        " | | 测试批次 | 5 | 5 | 5 | ",
    ]
    assert reasons(table(header, *rows, "总分 | | | 15 | 15 | | ")) == ["undecided_columns"]


def test_an_operating_word_may_be_the_name_of_a_whole_row():
    assert signed(" | 过程指标 | 组织实施 | 预算执行率 | = | 50% | 100%") == [
        ("implementation", "预算执行率", "=", "50%", "100%")
    ]
    assert scored(" | 质量指标 | 数量指标 | 95% | 96% | 10 | 9 | ") == [("数量指标", "95%", "96%", "10", "9")]


@pytest.mark.parametrize(
    "name", ["3期测试集训", "2024年测试岗位", "5G基站测试点位", "120平台测试维护", "1.5公里测试道路"]
)
def test_a_name_may_begin_with_a_number(name):
    assert scored(f" | | {name} | 5 | 6 | 10 | 9 | ") == [(name, "5", "6", "10", "9")]


def test_columns_in_another_order_are_bound_by_their_words():
    header = "一级指标 | 二级指标 | 三级指标 | 分值 | 年度指标值 | 实际完成值 | 得分"
    tables = table(header, "产出指标 | 数量指标 | 测试场次 | 10 | 5 | 6 | 9", head=HEAD)
    assert figures(tables, "target", "actual", "weight", "score") == [("测试场次", "5", "6", "10", "9")]


def test_sign_value_and_unit_in_columns_of_their_own():
    header = "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分"
    rows = [
        "产出指标 | 数量指标 | 测试场次 | ≥ | 5 | 场 | 6 | 10 | 9",
        " | | 测试质量 | 定性 | 优良 | | 优良 | 10 | 10",
    ]
    assert figures(table(header, *rows), "operator", "target", "actual", "weight", "score") == [
        ("测试场次", "≥", "5场", "6", "10", "9"),
        ("测试质量", "定性", "优良", "优良", "10", "10"),
    ]


def test_a_unit_alone_is_no_value():
    header = "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位"
    rows = ["产出指标 | 数量指标 | 测试场次 | ≥ | 5 | 场", " | | 测试合格率 | ≥ | % | "]
    assert figures(table(header, *rows), "operator", "target")[1:] == [("测试合格率", "≥", None)]


def test_half_of_a_year_may_be_blank():
    rows = [" | | | 测试合格率 | = | | 95%", " | | | 测试进度 | 定性 | | 完成"]
    assert signed(*rows) == [
        ("quantity", "测试合格率", "=", None, "95%"),
        ("quantity", "测试进度", "定性", None, "完成"),
    ]


def test_a_row_cut_by_a_blank_line_is_made_whole():
    text = "\t".join(SIGNED.split(" | ")) + "\n\t产出指标\t数量指标\t测试场次\n\n≥\t5场\t9场\n"
    assert figures(table(*[line.replace("\t", "|") for line in text.splitlines()]), "target")[-1:] == [
        ("测试场次", "9场")
    ]
