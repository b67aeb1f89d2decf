"""Indicator tables in bare lines: no columns, cells broken over lines."""

import pytest

from .reader import columns, figures, only_form, read, reasons

HEAD = "项目支出绩效目标表\n\n项目名称 测试样本项目\n\n"
SIGNED = "一级指标 二级指标 三级指标 计算符号 半年（程）指标值 全年（程）指标值\n"
PLAIN = "一级指标 二级指标 三级指标 半年（程）指标值 全年（程）指标值\n"
SCORED = "一级指标 二级指标 三级指标 年初指标值 实际完成值 分值 得分 偏差原因\n"
LEVELS = ("level1_code", "level2_code", "level3_printed")
SHOWN = (*LEVELS, "operator_printed", "half_year_target_printed", "target_printed")


def rows(header: str, text: str) -> list[tuple]:
    tables = read(HEAD + header + text)
    only_form(tables)
    return columns(tables["indicators"], *SHOWN)


def test_lines_are_rows():
    text = "产出指标 数量指标 测试场次 ≥ 5场 9场\n测试人次 ≥ 3人 6人\n\n质量指标 测试合格率 定性 合格 合格\n"
    assert rows(SIGNED, text) == [
        ("output", "quantity", "测试场次", "≥", "5场", "9场"),
        ("output", "quantity", "测试人次", "≥", "3人", "6人"),
        ("output", "quality", "测试合格率", "定性", "合格", "合格"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("产出指标 数量指标\n测试培训\n场次 ≥ 5场 9场\n", id="over-lines"),
        pytest.param("产出指标 数量指标 测试培训\n\n场次 ≥ 5场 9场\n", id="over-a-blank-line"),
        pytest.param("产出指标\n\n数量指\n标\n测试培训场次 ≥ 5场 9场\n", id="level-2-over-lines"),
        pytest.param("产出指标\n数量指标\n测试培训场次\n≥ 5场 9场\n", id="figures-on-a-line-of-their-own"),
    ],
)
def test_wrapped_names_and_labels(text):
    assert rows(SIGNED, text) == [("output", "quantity", "测试培训场次", "≥", "5场", "9场")]


def test_a_name_may_begin_with_its_number():
    text = "产出指标 数量指标 1. 测试培训，\n每年。 ≥ 5场 9场\n2. 测试会议 ≥ 1场 2场\n"
    assert [row[2] for row in rows(SIGNED, text)] == ["1.测试培训，每年。", "2.测试会议"]


def test_a_table_without_a_sign_column():
    assert rows(PLAIN, "产出指标 数量指标 测试场次 5场 9场\n测试质量\n要求 合格 合格\n") == [
        ("output", "quantity", "测试场次", None, "5场", "9场"),
        ("output", "quantity", "测试质量要求", None, "合格", "合格"),
    ]


def test_a_header_over_lines_below_a_label_of_one_character_a_line():
    label = "绩\n效\n目\n标\n指\n标\n\n"
    header = "一级指标 二级指标 三级指标 计算符号 半年（程）指标值 全年（程）指\n标值\n"
    assert rows(label + header, "产出指标 数量指标 测试场次 ≥ 5场 9场\n")[0][3:] == ("≥", "5场", "9场")


def test_a_header_of_two_lines_whose_values_come_first():
    header = "评价指标 年初指标值 实际完成值 分值 得分\n一级指标 二级指标 三级指标\n"
    tables = read(HEAD.replace("目标", "自评") + header + "产出指标 数量指标 测试场次 5场 6场 10 9\n总计 10 9\n")
    assert figures(tables, "target", "actual", "weight", "score") == [("测试场次", "5场", "6场", "10", "9")]
    assert columns(tables["forms"], "weight_total_printed", "score_total_printed") == [("10", "9")]


def test_a_text_after_the_last_points_may_be_blank():
    text = "产出指标 数量指标 测试场次 5场 6场 10 9 测试滞后\n测试人次 3人 3人 10 10\n总分 20 19\n"
    tables = read(HEAD.replace("目标", "自评") + SCORED + text)
    assert figures(tables, "target", "actual", "weight", "score") == [
        ("测试场次", "5场", "6场", "10", "9"),
        ("测试人次", "3人", "3人", "10", "10"),
    ]
    assert columns(tables["scores"], "deviation_reason") == [("测试滞后",), (None,)]


def test_totals_follow_the_order_of_the_header():
    header = "一级指标 二级指标 三级指标 指标值 完成值 得分 分值\n"
    tables = read(HEAD.replace("目标", "自评") + header + "产出指标 数量指标 测试场次 5场 6场 9 10\n总分 9 10\n")
    assert columns(tables["forms"], "weight_total_printed", "score_total_printed") == [("10", "9")]


def test_a_header_repeated_on_a_new_page_changes_nothing():
    text = "产出指标 数量指标 测试场次 ≥ 5场 9场\n\n" + SIGNED + "测试人次 ≥ 3人 6人\n"
    assert [row[:3] for row in rows(SIGNED, text)] == [
        ("output", "quantity", "测试场次"),
        ("output", "quantity", "测试人次"),
    ]


@pytest.mark.parametrize(
    ("header", "text"),
    [
        pytest.param(SIGNED, "产出指标 数量指标 测试场次 ≥ 9场\n测试人次 ≥ 3人 6人\n", id="a-value-is-lost"),
        pytest.param(SIGNED, "产出指标 数量指标 测试场次 5场 9场\n测试人次 ≥ 3人 6人\n", id="a-sign-is-lost"),
        pytest.param(SIGNED, "产出指标 数量指标 ≥ 5场 9场\n测试人次 ≥ 3人 6人\n", id="a-name-is-lost"),
        pytest.param(SCORED, "产出指标 数量指标 测试场次 5场 10 9\n测试人次 3人 3人 10 10\n", id="an-actual-is-lost"),
        pytest.param(
            PLAIN, "产出指标 数量指标 测试场次\n效益指标 社会效益指标 测试影响 明显 明显\n", id="no-value-at-all"
        ),
        pytest.param(SIGNED, "测试综合指标 测试场次 ≥ 5场 9场\n", id="an-unknown-level"),
    ],
)
def test_a_row_that_does_not_close_is_never_part_of_the_next(header, text):
    tables = read(HEAD + header + "产出指标 数量指标 测试批次 ≥ 5场 9场\n" * (header == SIGNED) + text)
    assert set(reasons(tables)) & {"undecided_columns", "unbound_figure"}
    assert tables["indicators"] == []


def test_a_header_that_names_a_column_twice_is_not_read():
    header = "一级指标 二级指标 三级指标 指标值 二级指标 三级指标 指标值\n"
    tables = read(HEAD + header + "产出指标 数量指标 测试场次 5场 数量指标 测试场次 9场\n")
    assert reasons(tables) == ["unbound_figure"]


FLAT = "项目支出绩效目标表\n\n项目名称 测试样本项目\n{fields}\n项目资金（万元） 资金总额 20\n{rows}\n"
HEAD_LINE = "绩效指标 一级指标 二级指标 三级指标 指标值"


def flat(rows, fields=""):
    return read(FLAT.format(fields=fields, rows="\n".join((HEAD_LINE, *rows))))


def test_a_word_that_may_head_the_table_does_where_another_names_the_rows():
    tables = flat(["产出指标 数量指标 测试场次 ≥5场", "测试人次 ≥9人次"])
    assert columns(tables["indicators"], "level2_printed", "level3_printed", "target_printed") == [
        ("数量指标", "测试场次", "≥5场"),
        ("数量指标", "测试人次", "≥9人次"),
    ]


def test_two_words_on_a_line_are_a_level_nobody_knows_and_a_name():
    assert "undecided_columns" in reasons(flat(["产出指标 数量指标 测试场次 ≥5场", "测试管理 测试完成率 ≥95%"]))


def test_short_levels_are_two_and_not_one():
    tables = flat(["产出 数量 测试场次 ≥5场"])
    assert columns(tables["indicators"], "level1_printed", "level2_printed") == [("产出", "数量")]


def test_a_name_ends_before_money():
    tables = flat(["产出指标 数量指标 测试场次 ≥5场"], fields="主管部门 测试样本局\n测试总预算栏 329.07")
    assert "unbound_figure" in reasons(tables)


def test_a_label_set_wide_is_one():
    tables = flat(["产出指标 数量指标 测试场次 ≥5场"], fields="主 管 部 门 测试样本局 实 施 单 位 测试样本所")
    assert columns(tables["forms"], "supervising_department_printed", "implementing_unit_printed") == [
        ("测试样本局", "测试样本所")
    ]


def test_a_header_of_one_cell_a_line_may_stand_right_below_a_blank_line():
    cells = "一级指标 二级指标 三级指标 指标值 产出指标 数量指标 测试场次 ≥5场 质量指标 测试合格率 ≥95%".split()
    tables = read("项目支出绩效目标表\n（2024年度）\n项目名称\n测试样本项目\n\n" + "\n".join(cells) + "\n")
    assert columns(tables["indicators"], "level2_printed", "level3_printed", "target_printed") == [
        ("数量指标", "测试场次", "≥5场"),
        ("质量指标", "测试合格率", "≥95%"),
    ]
