"""When two spellings are the same: folding, names, persons."""

import pytest

from dagster_project.reading.fold import fold, fold_label, fold_name, printed, unwrap
from dagster_project.reading.names import department_name, project_name
from dagster_project.reading.persons import contacts_in, may_name_person


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("全年（程）　预算数", "全年(程)预算数"),
        ("１００％", "100%"),
        ("满\n意 度", "满意度"),
        ("≥ 95 %", "≥95%"),
        ("", ""),
    ],
)
def test_fold_takes_width_and_blanks_off(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("全年(程)预算数", "全年预算数"),
        ("一、项目概况", "项目概况"),
        ("（二）评价情况：", "评价情况"),
        ("其中：财政拨款", "财政拨款"),
        ("产出指标（50分）", "产出指标"),
        ("项目资金(万元)((A))", "项目资金"),
        ("★测试指标", "测试指标"),
        ("1.5公里道路", "1.5公里道路"),
        ("1、", "1"),
    ],
)
def test_fold_label_keeps_the_words(text, label):
    assert fold_label(text) == label


def test_fold_name_knows_one_kind_of_quotation_mark_and_bracket():
    assert fold_name("“测试”（样本）项目。") == fold_name('"测试"(样本)项目') == '"测试"(样本)项目'


@pytest.mark.parametrize(
    ("text", "one_line"),
    [
        ("满意\n度", "满意度"),
        ("word\nprocessing", "word processing"),
        ("  测试\n \n样本 ", "测试样本"),
        ("5G\n基站", "5G基站"),
    ],
)
def test_unwrap_joins_the_lines_of_a_cell(text, one_line):
    assert unwrap(text) == one_line


def test_printed_is_null_where_nothing_is():
    assert [printed(None), printed(" \n "), printed(" 甲 ")] == [None, None, "甲"]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("[602]测试样本局", "测试样本局", "602"),
        ("219001-测试样本镇人民政府", "测试样本镇人民政府", "219001"),
        ("219　测试样本局", "测试样本局", "219"),
        ("测试样本局（219001）", "测试样本局", "219001"),
        ("测试样本局(本级)[219001]", "测试样本局", "219001"),
        ("12345测试热线中心", "12345测试热线中心", None),
        ("测试样本局（本级）", "测试样本局", None),
        ("测试样本局部门", "测试样本局", None),
        (None, None, None),
        ("[602]", None, "602"),
    ],
)
def test_department_name(text, name, code):
    assert department_name(text) == (name, code)


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("51000024T000010000001-测试样本项目", "测试样本项目", "51000024T000010000001"),
        ("2024年测试样本项目", "2024年测试样本项目", None),
        ("测试（样本）项目", "测试(样本)项目", None),
        ("", None, None),
    ],
)
def test_project_name(text, name, code):
    assert project_name(text) == (name, code)


def test_contacts_in_a_field():
    found = [
        (row["kind"], row["value"]) for row in contacts_in("测试某甲/0513-00000000、测试某乙 (0513)0000001", "line:1")
    ]
    assert found == [
        ("number", "0513-00000000"),
        ("number", "(0513)0000001"),
        ("name", "测试某甲"),
        ("name", "测试某乙"),
    ]
    assert contacts_in(" ", "line:1") == contacts_in(None, "line:1") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由测试某甲负责", True),
        ("由测 试某 甲负责", True),
        ("李某某教授参加了评审", True),
        ("慰问人员张某、李某某", True),
        ("培训场次不少于5次", False),
        ("", False),
    ],
)
def test_may_name_person(text, expected):
    assert may_name_person(text, ["测试某甲"]) is expected
