"""What a document asked of the vocabulary: labels, lists used whole, lines; and who is concerned by another one."""

import pytest

from dagster_project.reading import containers, vocabulary
from dagster_project.reading.tabulating import document_rows
from dagster_project.reading.vocabulary import of_files, texts
from dagster_project.reading.vocabulary.watching import (
    FUNCTIONS,
    LISTS,
    LOOKED_UP,
    WHOLE,
    Watch,
    answered_otherwise,
    rest,
)

from .reader import SOURCE

WORDS = vocabulary.load()


def edited(name: str, before: str, after: str) -> vocabulary.Vocabulary:
    files = texts()
    assert before in files[name]
    return of_files({**files, name: files[name].replace(before, after, 1)})


@pytest.mark.parametrize(
    "ask",
    [
        lambda words: "指标值" in words.columns,
        lambda words: words.columns.get("指标值"),
        lambda words: words.columns["指标值"],
        lambda words: words.is_unit("指标值"),
        lambda words: words.knows("指标值"),
        lambda words: words.level(2, "指标值"),
        lambda words: "指标值" in words.subtotals,
    ],
)
def test_what_is_looked_up_is_noted(ask):
    watch = Watch(WORDS)
    assert ask(watch.words) == ask(WORDS)
    assert "指标值" in watch.questions()[LOOKED_UP]
    assert WHOLE not in watch.questions()


def test_what_a_list_does_not_have_is_noted_and_answered_as_ever():
    watch = Watch(WORDS)
    assert watch.words.columns.get("测试", "x") == "x"
    assert "测试" not in watch.words.measures
    with pytest.raises(KeyError):
        watch.words.columns["测试二"]
    assert watch.questions() == {LOOKED_UP: ["测试", "测试二"]}


@pytest.mark.parametrize("use", [list, dict, len, sorted, lambda words: words == {}])
def test_a_list_that_is_iterated_is_used_whole(use):
    watch = Watch(WORDS)
    use(watch.words.markers)
    assert watch.questions()[WHOLE] == ["markers"]
    other = edited("fields", "[markers]", '[markers]\nother = ["测试标记"]')
    assert answered_otherwise(WORDS, other, {WHOLE: ["markers", "columns"]})[WHOLE] == {"markers"}


def test_the_order_of_a_list_that_is_used_whole_counts():
    assert answered_otherwise(WORDS, of_files(texts()), {WHOLE: LISTS})[WHOLE] == set()
    other = edited("columns", '"一级指标", "一级绩效指标"', '"一级绩效指标", "一级指标"')
    found = answered_otherwise(WORDS, other, {WHOLE: LISTS, LOOKED_UP: ["一级指标"]})
    assert (found[WHOLE], found[LOOKED_UP]) == ({"columns"}, set())


@pytest.mark.parametrize(
    ("file", "before", "after", "kind", "asked"),
    [
        ("columns", '"符号", ', "", LOOKED_UP, {"符号": True, "指标符号": False}),
        ("columns", '"指标值", ', "", LOOKED_UP, {"指标值": False}),  # a pattern knows it, too
        ("columns", '"指标值", ', "", "column_parts", {"三级指标指标值分": True, "三级指标分值": False}),
        ("columns", '"指标值", ', '"指标值", "测试甲乙", ', "column_parts", {"分值测试": True, "分值甲乙": False}),
        ("columns", "前年.{0,6}值", "前年.{0,6}数", LOOKED_UP, {"前年测试值": True, "前年测试数": True, "前年": False}),
        ("columns", '"总分", ', '"总分", "测试和", ', LOOKED_UP, {"产出指标测试和": True, "测试场次测试和": False}),
        ("levels", '"决策", ', "", LOOKED_UP, {"决策": True, "决策总分": True, "项目决策": False}),
        ("titles", '["表", ', '["表", "测试册", ', "titles", {"项目绩效目标测试册": True, "项目绩效目标表": False}),
        ("titles", '"目录", ', "", "titles", {"绩效目标目录表": True, "绩效目标表": False}),
        ("titles", '"1-6月", ', "", "is_of_part_of_year", {"绩效表(1-6月)": True, "绩效表(1-7月)": False}),
        ("titles", '"决算", "自评"', '"自评"', "headings", {"2024年决算预算": True, "2024年自评预算": False}),
        ("fields", '"项目名称", ', '"项目名称", "项目甲称", ', "near_labels", {":项目乙称": True, "levels.toml:项目乙称": False}),
    ],
)  # fmt: skip
def test_who_is_answered_otherwise(file, before, after, kind, asked):
    found = answered_otherwise(WORDS, edited(file, before, after), {kind: list(asked)})
    assert {question: question in found[kind] for question in asked} == asked


def test_every_part_of_the_vocabulary_is_watched_or_concerns_all():
    assert rest(WORDS) == rest(edited("columns", '"指标值", ', ""))
    for name in (*LISTS, *FUNCTIONS):
        assert getattr(Watch(WORDS).words, name) is not getattr(WORDS, name)
    for file, before, after in [
        ("fields", "\\d{3,12}", "\\d{3,13}"),
        ("columns", '"工期", ', ""),
        ("funds", "[parents]", '[parents]\nmeasure = ["测试"]'),
        ("titles", "max_length = 80", "max_length = 81"),
    ]:
        assert rest(edited(file, before, after)) != rest(WORDS)


def test_reading_by_a_view_reads_the_same_and_uses_no_list_whole():
    text = "项目支出绩效目标表\n项目名称\t测试样本项目\n一级指标 二级指标 三级指标 指标值\n产出指标 数量指标 测试场次 ≥5场\n测试标签\t甲\n"
    document = containers.read(text.encode())
    watch = Watch(WORDS)
    assert document_rows(SOURCE, document, "", watch.words) == document_rows(SOURCE, document, "")
    asked = watch.questions()
    assert WHOLE not in asked
    assert {"项目名称", "三级指标", "数量指标"} <= set(asked[LOOKED_UP])
    assert "项目支出绩效目标表" in asked["titles"]
    assert all("\n" not in question for questions in asked.values() for question in questions)
