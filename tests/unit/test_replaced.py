"""What a file changes against the one that lay under its path before, as read. Invented documents."""

import duckdb
import pytest

from dagster_project.operations.asked import Asked
from dagster_project.operations.progress import Silent
from dagster_project.operations.reading_again import FORMER, read
from dagster_project.operations.replaced import file_replaced, replaced
from dagster_project.settings import Settings
from dagster_project.warehouse.connections import write_tables

PATH = "甲.txt"
EVALUATION = """项目支出绩效自评表
（2024年度）
项目名称\t{name}
主管部门\t测试样本局
项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t得分
\t年度资金总额\t{money}\t12.5\t10\t10\t8
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
产出指标\t数量指标\t测试场次\t{first}
\t质量指标\t测试场次\t{second}
总分\t\t\t\t\t100\t{total}

"""
FIRST, SECOND = "≥5场\t6场\t50\t50", "≥98%\t97.5%\t40\t39"
SUMMARY = "测试样本局：绩效自评的2023年度项目{}个，涉及资金{}万元。\n"


def form(name="测试项目", money="12.5", first=FIRST, second=SECOND, total="97"):
    return EVALUATION.format(name=name, money=money, first=first, second=second, total=total)


@pytest.fixture
def changes(tmp_path):
    """What `replaced`, or another, says of a path that held these contents one after the other."""

    def told(*contents, asked=replaced):
        made = Settings(raw_dir=tmp_path / "raw", warehouse_dir=tmp_path / "warehouse")
        made.raw_dir.mkdir()
        made.warehouse_dir.mkdir()
        (made.raw_dir / "sources.csv").write_text(f"path,region_code,fiscal_year\n{PATH},320682,2024\n")
        for content in contents:
            (made.raw_dir / PATH).write_text(content, encoding="utf-8")
            found = read(made, Silent(), Asked())
        with duckdb.connect() as connection:
            write_tables(connection, {"raw": found.tables, FORMER: found.former})
            (key,) = found.tables["documents"]["document_key"]
            return asked(connection, PATH, key)

    return told


def figures(change):
    return [tuple(each) for each in change.figures]


def test_the_form_of_these_tests_is_read_whole(changes):
    change = changes(form(), "没有表。\n" + form())
    assert (change.contents, change.status, change.apart, change.figures) == (1, None, [], [])


def test_a_first_file_replaces_nothing(changes):
    assert changes(form()) is None


@pytest.mark.parametrize(
    ("now", "figure", "before", "after"),
    [
        ({"money": "13"}, ("年度资金总额", "source original_budget"), "12.5万元", "13万元"),
        ({"total": "98"}, ("", "score_total"), "97", "98"),
        ({"first": "≥5场\t7场\t50\t50"}, ("测试场次", "annual actual"), "6场", "7场"),
        ({"first": "≥4场\t6场\t50\t50"}, ("测试场次", "annual target"), "≥5场", "≥4场"),
        ({"second": "≥98%\t97.5%\t40\t38"}, ("测试场次", "score"), "39", "38"),
        ({"second": "≥98%\t97.5%\t41\t39"}, ("测试场次", "weight"), "40", "41"),
    ],
)
def test_one_other_figure_is_the_one_that_is_shown(changes, now, figure, before, after):
    assert figures(changes(form(), form(**now))) == [("form 1 测试项目", *figure, before, after)]


def test_another_spelling_of_a_number_is_no_change_and_another_month_is_one(changes):
    dated = {"second": "2024.1\t2024.1\t40\t39.0"}
    change = changes(form(second="2024.10\t2024.1\t40\t39"), form(**dated, money="12.50", total="97.00"))
    assert figures(change) == [("form 1 测试项目", "测试场次", "annual target", "2024.10", "2024.1")]


def test_of_rows_of_one_name_the_one_that_went_is_gone(changes):
    shorter = form().replace(f"产出指标\t数量指标\t测试场次\t{FIRST}\n\t", "产出指标\t")
    found = figures(changes(form(), shorter))
    assert {(before, now) for *_, before, now in found} == {("≥5场", None), ("6场", None), ("50", None)}


def test_a_form_is_compared_with_that_of_its_name_wherever_it_stands(changes):
    before, now = form("甲项目") + form("乙项目", total="96"), form("乙项目", total="95") + form("丙项目")
    found = figures(changes(before, now))
    assert ("form 1 乙项目", "", "score_total", "96", "95") in found
    others = [each for each in found if each[0] != "form 1 乙项目"]
    assert {(part, before is None, now is None) for part, *_, before, now in others} == {
        ("form 1 甲项目", False, True),
        ("form 2 丙项目", True, False),
    }


def test_a_form_under_another_name_is_compared_by_its_number_and_shows_both(changes):
    found = figures(changes(form("甲项目"), form("乙项目", total="98")))
    assert found == [("form 1 甲项目 → 乙项目", "", "score_total", "97", "98")]


def test_of_several_contents_the_one_that_left_last_is_compared(changes):
    change = changes(form(total="95"), form(total="96"), form(total="95"), form(total="94"), form(total="96"))
    assert change.contents == 2
    assert [each[-2:] for each in figures(change)] == [("94", "96")]


def test_what_is_kept_out_in_one_of_the_two_is_named_and_not_compared(changes):
    change = changes(
        form("甲项目") + form("乙项目"), form("甲项目", total="98") + form("乙项目", first=f"{FIRST}\t多出")
    )
    assert change.apart == ["form 2 乙项目"]
    assert [each[0] for each in figures(change)] == ["form 1 甲项目"]


def test_a_file_of_which_nothing_is_read_is_compared_with_nothing(changes):
    change = changes(form(), "测试文字。")
    assert change.status is not None
    assert change.figures == []


def test_figures_of_a_summary_are_compared(changes):
    found = figures(changes(SUMMARY.format(3, 5), SUMMARY.format(4, 5)))
    assert found == [("summary 1", "", "evaluated_projects", "3", "4")]


def test_what_is_said(changes):
    kept_out = form("乙项目", first=f"{FIRST}\t多出")
    contents = (form(), form("甲项目") + form("乙项目"), form("甲项目", total="98") + kept_out)
    several, contents_before, apart, table = changes(*contents, asked=file_replaced)
    assert "甲.txt: its file was replaced under its path; printed figures that differ: 1." in several
    assert "2 other contents" in contents_before
    assert "form 2 乙项目" in apart
    assert table.row_count == 1


@pytest.mark.parametrize(
    ("contents", "words"), [((form(), "测试文字。"), ["nothing of it is loaded now"]), ((form(),), [])]
)
def test_what_is_said_where_there_is_nothing_to_compare(changes, contents, words):
    said = changes(*contents, asked=file_replaced)
    assert len(said) == len(words)
    assert all(word in each for word, each in zip(words, said, strict=True))
