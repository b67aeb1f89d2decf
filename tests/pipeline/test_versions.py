"""Versions of one disclosure: the facts show the last, the earlier ones are known, and the change is shown. Invented documents."""

import pytest

from dagster_project.settings import Settings

from . import runs

FORM = """项目支出绩效目标表

项目名称\t{name}
主管部门\t{department}
项目资金（万元）\t中期资金总额：\t90\t年度资金总额：\t{money}
\t其中：财政拨款\t90\t其中：财政拨款\t{money}
总体目标\t中期目标（2024年-2026年）\t\t年度目标
\t三年建成\t\t一年开工
一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t测试场次\t≥{mid}场\t数量指标\t测试场次\t≥{annual}场

"""
TOLD = "测试样本局：绩效自评的2023年度项目{}个，涉及资金5万元。\n"
BUREAU, CENTRE = "测试样本局", "测试样本中心"


def form(name, money, mid=15, annual=5, department=BUREAU):
    return FORM.format(name=name, money=money, mid=mid, annual=annual, department=department)


DOCUMENTS = {
    "第一版.txt": ("2024-02-01", form("甲项目", 30) + form("乙项目", 20)),
    "更正 v2.txt": ("2024-03-01", form("甲项目", "30.00", mid=18, annual=6)),
    "无日期.txt": ("", form("乙项目", 99)),
    "两次.txt": ("2024-02-01", form("丙项目", 1, department=CENTRE) + form("丙项目", 2, department=CENTRE)),
    "小结一.txt": ("2024-02-01", TOLD.format(3)),
    "小结二.txt": ("2024-02-01", TOLD.format(4)),
}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A warehouse of these documents."""
    folder = tmp_path_factory.mktemp("versions")
    settings = Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse")
    settings.raw_dir.mkdir()
    lines = []
    for path, (day, text) in DOCUMENTS.items():
        (settings.raw_dir / path).write_text(text, encoding="utf-8")
        lines.append({"path": path, "region_code": "320682", "fiscal_year": "2024", "published_on": day})
    runs.write_manifest(settings.raw_dir, lines)
    done = runs.command(settings, "refresh")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Documents that replace forms or summaries of earlier ones: 3, " in done.stdout
    return settings


def rows(published, sql):
    return runs.query(published.published_path, sql)


def test_each_document_says_whether_it_serves_and_what_it_replaces(published):
    documents = rows(
        published,
        "select d.path, d.status, d.is_serving, before.path from marts.dim_document as d"
        " left join marts.dim_document as before on d.supersedes_document_key = before.document_key"
        " where d.status is not null",
    )
    assert {path: rest for path, *rest in documents} == {
        "第一版.txt": ["loaded", True, "无日期.txt"],
        "更正 v2.txt": ["loaded", True, "第一版.txt"],
        "无日期.txt": ["superseded", False, None],
        "两次.txt": ["loaded", True, None],
        "小结一.txt": ["superseded", False, None],
        "小结二.txt": ["loaded", True, "小结一.txt"],
    }


def test_the_facts_show_the_last_version_alone(published):
    budgets = rows(
        published,
        "select f.project_name_printed, f.form_no, sum(m.amount_yuan) from marts.fct_forms as f"
        " join marts.fct_funds as m using (document_key, form_no) where m.measure = 'budget' and m.is_additive"
        " group by all order by all",
    )
    assert [(name, form_no, int(yuan)) for name, form_no, yuan in budgets] == [
        ("丙项目", 1, 10000),
        ("丙项目", 2, 20000),
        ("乙项目", 2, 200000),
        ("甲项目", 1, 300000),
    ]
    targets = (
        "select target_printed from marts.{} join marts.dim_project using (project_key) where project_name = '甲项目'"
    )
    assert rows(published, targets.format("fct_indicators")) == [("≥6场",)]
    assert rows(published, targets.format("fct_midterm_indicators")) == [("≥18场",)]
    assert rows(published, "select projects_evaluated from marts.fct_evaluation_summaries") == [(4,)]


def test_forms_that_are_replaced_are_counted(published):
    counts = rows(published, "select path, forms, forms_superseded from marts.mart_document_coverage where forms > 0")
    assert sorted(counts) == [("两次.txt", 2, 0), ("无日期.txt", 1, 1), ("更正 v2.txt", 1, 0), ("第一版.txt", 2, 1)]


def test_the_mid_term_half_is_counted_apart(published):
    assert rows(published, "select sum(indicators) from marts.fct_forms") == [(4,)]
    measures = "select measure, count(*) from marts.fct_funds group by all order by all"
    assert [measure for measure, _ in rows(published, measures)] == ["budget", "mid_term_budget"]
    assert rows(published, "select distinct target_indicators from marts.mart_project_year") == [(1,)]


def test_the_change_is_shown(published):
    shown = runs.command(published, "diff", "更正 v2.txt")
    assert shown.returncode == 0, shown.stderr
    assert "第一版.txt" in shown.stdout
    for words in ("甲项目", "annual target", "≥5场", "≥6场", "mid_term target", "≥15场", "≥18场"):
        assert words in shown.stdout
    assert "乙项目" not in shown.stdout
    assert "30.00" not in shown.stdout  # another spelling of the same money


def test_the_change_of_a_summary_is_shown(published):
    shown = runs.command(published, "diff", "小结二.txt").stdout
    assert "projects_evaluated" in shown
    assert "evaluated_budget" not in shown


def test_a_document_that_replaces_none_says_so_and_an_unknown_one_is_one_clear_line(published):
    assert "replaces no earlier document" in runs.command(published, "diff", "两次.txt").stdout
    unknown = runs.command(published, "diff", "nobody.txt")
    assert (unknown.returncode, len(unknown.stderr.splitlines())) == (1, 1)
