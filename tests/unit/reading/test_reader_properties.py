"""What holds for every document, however damaged: rows or a refusal, every cell accounted for, no figure from nowhere."""

import codecs
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dagster_project.errors import ReadingError
from dagster_project.reading import containers
from dagster_project.reading.collect import read_source
from dagster_project.reading.document import Document
from dagster_project.reading.fold import fold
from dagster_project.reading.manifest import Source
from dagster_project.reading.tables import frame
from dagster_project.reading.vocabulary import load

SELF_EVALUATION = """项目支出绩效自评表
(2022年度)

项目名称\t测试样本项目\t主管部门\t[219]测试样本局
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分
\t年度资金总额\t100\t120\t90\t10\t75%\t7.5
年度总体目标\t预期目标\t实际完成情况
\t测试完成3次\t测试支出5万元
绩效指标\t一级指标\t二级指标\t三级指标\t指标值\t完成值\t分值\t得分
\t产出指标\t数量指标\t测试场次\t≥5场\t6场\t50\t48
\t\t质量指标\t测试合格率\t95%\t96%\t40\t40
总分\t\t\t\t\t\t100\t95.5
"""
MARKDOWN = """# 项目支出绩效目标表

| 项目名称 | 测试样本项目 | 项目期 | 3年 |
|---|---|---|---|
| 项目资金<br>(万元) | 年度资金总额: |  | 8.50 |
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 测试场次 | ≥5场 |
| 效益指标 | 测试影响 | 明显 |  |
"""
BARE = """项目绩效目标表
(2024年度）

项目名称 测试样本项目 实施单位：
测试样本

中心
项目资金（万元） 收入 资金来源 全年预算数
资金总额 30
一级指标 二级指标 三级指标 计算符号 半年指标值 全年指标值
产出指标
数量指标 测试
场次 ≥ 5场 9场
质量指标 测试合格率 定性 合格 合格
"""
CELLS = "项目绩效目标表\n\t项目\n名称\n\t测试样本项目\n\n\t一级指标\n\t二级指标\n\t三级指标\n\t指标值\n\n\t产出指标\n\t数量指标\n\t测试场次\n\t4次\n"
DOCUMENTS = (SELF_EVALUATION, MARKDOWN, BARE, CELLS)
PIECES = [
    *(
        "\t",
        "\n",
        "\n\n",
        " ",
        "|",
        "|---|---|\n",
        "(",
        ")",
        "：",
        "√",
        "□",
        "95%",
        "-",
        "12",
        "9场",
        "≥",
        "定性",
        "总分",
        "\x00",
        "\x0c",
        "\ud7ff",
    ),
    *(
        "项目名称",
        "项目资金（万元）",
        "年度目标",
        "指标",
        "指标值",
        "值",
        "三级指标",
        "产出指标",
        "项目支出绩效自评表",
        "单位：元",
        "任务名称",
        "<br>",
        "3月底",
    ),
]
FIGURES = {
    "indicators": ("operator_printed", "half_year_target_printed", "target_printed", "actual_printed"),
    "scores": ("weight_printed", "score_printed"),
    "fund_lines": ("amount_printed",),
    "spending_plan": ("share_printed",),
}
QUICK = settings(
    max_examples=60,
    deadline=timedelta(seconds=5),
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def damaged(draw) -> str:
    """A document with pieces cut out, put in, doubled or moved."""
    text = draw(st.sampled_from(DOCUMENTS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        match draw(st.sampled_from(["cut", "put", "double", "move"])):
            case "cut":
                text = text[:start] + text[end:]
            case "put":
                text = text[:start] + draw(st.sampled_from(PIECES)) + text[start:]
            case "double":
                text = text[:end] + text[start:]
            case _:
                text = text[:start] + text[end:] + text[start:end]
    return text


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("raw")


def checked_tables(data: bytes, folder) -> dict:
    """The raw tables of one document: every row fits its schema."""
    (folder / "a.txt").write_bytes(data)
    source = Source(1, "a.txt", "320682", fiscal_year="2024")
    tables = read_source(source, folder, {"320682": "如皋市"})
    assert all(frame(name, rows).height == len(rows) for name, rows in tables.items())
    (document,) = tables["documents"]
    assert document["status"] in ("loaded", "partial", "quarantined", "refused")
    assert document["status"] == "loaded" or tables["rejects"]
    return tables


def opened(data: bytes) -> Document | ReadingError:
    try:
        return containers.read(data)
    except ReadingError as error:
        return error


@QUICK
@given(st.binary(max_size=400))
@example(codecs.BOM_UTF16_LE + b"\x00\xd8")
@example(b"\t\xff\xfe\n|---|\n")
def test_any_bytes_are_a_document_or_refused(data):
    assert isinstance(opened(data), Document | ReadingError)


@QUICK
@given(
    st.text(
        alphabet=st.sampled_from("\t\n |-()（）：:√□≥%0129.,年项目名称指标值一二三级产出数量总分元万"), max_size=300
    )
)
def test_any_text_is_rows_or_a_reject(folder, text):
    checked_tables(text.encode(), folder)


@settings(QUICK, max_examples=100)
@given(damaged())
def test_a_damaged_document_is_rows_or_a_reject(folder, text):
    tables = checked_tables(text.encode("utf-8", "surrogatepass"), folder)
    places = {(cell["form_no"], cell["locator"]) for cell in tables["cells"]}
    for form in tables["forms"]:
        unread = [place for place in places if place[0] == form["form_no"]]
        assert form["cells"] >= form["cells_bound"] >= 0
        assert bool(unread) == (form["cells_bound"] < form["cells"])


@settings(QUICK, max_examples=100)
@given(damaged())
def test_no_figure_comes_from_nowhere(folder, text):
    tables = checked_tables(text.encode("utf-8", "surrogatepass"), folder)
    whole = fold(text.replace("|", "").replace("<br>", ""))
    loaded = {form["form_no"] for form in tables["forms"] if form["status"] == "loaded"}
    for name, columns in FIGURES.items():
        assert {row["form_no"] for row in tables[name]} <= loaded
        printed = [row[column] for row in tables[name] for column in columns if row[column]]
        assert [figure for figure in printed if fold(figure.replace("|", "")) not in whole] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("一级指标 二级指标 三级指标 指标值\n" + "指标值" * 5000, id="words-that-parse-in-many-ways"),
        pytest.param("一级指标 二级指标 三级指标\n" + "单位 " * 5000 + "测", id="a-header-of-thousands-of-words"),
        pytest.param("资金来源\n" + "预算数" * 5000 + "测\n", id="a-fund-header-without-end"),
        pytest.param("项目名称\t" + "(" * 20000 + ")" * 20000, id="nested-brackets"),
        pytest.param("项目名称\t" + "()" * 20000, id="many-brackets"),
        pytest.param("项目名称\t甲\n" + "一级指标 二级指标 三级指标 指标值\n" * 1500, id="a-header-on-every-line"),
        pytest.param(
            "一级指标\t二级指标\t三级指标\t指标值\n" + "\t".join("9" * 3000) + "\n", id="a-row-of-thousands-of-cells"
        ),
        pytest.param("年度目标 " + "目标1：" * 5000, id="thousands-of-goals"),
        pytest.param("项目属性\t" + "√□" * 10000, id="thousands-of-ticks"),
    ],
)
def test_no_text_takes_for_ever(folder, text):
    @settings(QUICK, max_examples=1)
    @given(st.just("项目支出绩效目标表\n\n项目名称\t测试样本项目\n" + text))
    def check_in_time(document):
        checked_tables(document.encode(), folder)

    check_in_time()


def test_the_vocabulary_is_folded_and_means_one_thing_each():
    words = load()
    for spellings in (words.fields, words.columns, words.fund_columns, words.fund_items, words.level1, words.level2):
        assert [word for word in spellings if fold(word) != word or not word] == []
