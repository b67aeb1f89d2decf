"""A label that nobody knows is named with the known ones that it is like."""

import pytest

from .reader import TARGET_HEAD, only_form, read

TABLE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t测试场次\t≥5场\n"
LONG = TABLE + "".join(f"\t\t测试{number}\t≥5场\n" for number in range(60))  # so that two cells are few


def noted(text: str) -> list[tuple[str, str]]:
    return [
        (each["what"], each["what_to_do"]) for each in read(text)["rejects"] if each["reason_code"] == "unknown_label"
    ]


@pytest.mark.parametrize(
    ("row", "near", "file"),
    [("部门规范名称\t测试样本局", "部门名称", "fields.toml"), ("项目规范名称\t测试样本", "项目名称", "fields.toml")],
)
def test_a_field_names_its_nearest_and_the_form_is_loaded_without_it(row, near, file):
    text = f"{TARGET_HEAD}{row}\n{LONG}"
    only_form(read(text))
    ((what, what_to_do),) = noted(text)
    assert near in what
    assert file in what_to_do


def test_a_level_names_its_nearest():
    ((what, what_to_do),) = noted(TARGET_HEAD + TABLE.replace("数量指标", "数量类指标"))
    assert "数量" in what
    assert "levels.toml" in what_to_do


@pytest.mark.parametrize("row", ["测试甲乙\t测试样本局", "测试甲乙\t2024", "主管部门\t测试样本局"])
def test_what_is_like_nothing_or_known_is_not_named(row):
    assert noted(f"{TARGET_HEAD}{row}\n{TABLE}") == []


def test_the_place_is_told_and_the_text_stays_private():
    (reject,) = [
        each
        for each in read(f"{TARGET_HEAD}部门规范名称\t测试样本局\n{TABLE}")["rejects"]
        if each["reason_code"] == "unknown_label"
    ]
    assert (reject["locator"], reject["text"], reject["form_no"]) == ("line:4", "部门规范名称", 1)
    assert "部门规范名称" not in reject["what"] + reject["what_to_do"]
