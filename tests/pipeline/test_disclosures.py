"""Who should publish what by when: the list beside the manifest, through a whole run."""

from datetime import date

import small
from dagster_project.operations.freshness import read_freshness
from dagster_project.warehouse import versions

from . import runs

ROWS = (
    "select d.department_name, f.fiscal_year, f.stage, f.is_expected, f.status, f.due_on, f.days_late"
    " from marts.fct_disclosures as f join marts.dim_department as d using (department_key)"
    " where f.region_code = '320682' order by all"
)


def test_not_collected_is_not_not_published(good):
    assert runs.query(good.settings.published_path, ROWS) == [
        ("如皋市人力资源和社会保障局", 2024, "self_evaluation", True, "published", date(2025, 11, 9), None),
        ("如皋市人力资源和社会保障局", 2024, "target", True, "published", date(2024, 4, 9), None),
        ("测试样本中心", 2024, "target", True, "not_found", date(2024, 4, 9), None),
        ("测试样本局", 2024, "self_evaluation", True, "not_collected", date(2025, 11, 9), None),
        ("测试样本局", 2024, "target", True, "not_collected", date(2024, 4, 9), None),
        ("测试样本局", 2025, "target", True, "not_collected", date(2025, 4, 9), None),
    ]


def test_what_is_published_without_being_expected_has_its_row(good):
    others = runs.query(
        good.settings.published_path,
        "select count(*), bool_or(is_expected), max(status) from marts.fct_disclosures where region_code <> '320682'",
    )
    assert others == [(2, False, "published")]


def test_lateness_is_a_matter_of_the_day(good):
    path = versions.path_of(good.settings, good.version)
    late = {day: read_freshness(path, date.fromisoformat(day)).late for day in ("2024-04-09", "2024-04-10")}
    assert late["2024-04-09"] == []
    assert [(each.department, each.status) for each in late["2024-04-10"]] == [
        ("测试样本中心", "not_found"),
        ("测试样本局", "not_collected"),
    ]


def test_the_newest_years_against_those_that_are_due(good):
    path = versions.path_of(good.settings, good.version)
    spring, winter = (read_freshness(path, date(2026, *day)) for day in ((4, 9), (11, 10)))
    assert (spring.targets, spring.self_evaluations) == (2025, 2024)
    assert (spring.targets_due, spring.self_evaluations_due) == (2025, 2024)
    assert (winter.targets_due, winter.self_evaluations_due) == (2026, 2025)
    assert {region.name: region.late for region in winter.regions} == {"如皋市": 2, "汉沽管理区": 0, "宿州市": 0}


def test_a_broken_list_is_one_clear_line_and_nothing_is_built(lent, unharmed):
    path = lent.settings.raw_dir / "expected.csv"
    path.write_text(runs.EXPECTED.replace("320682,测试样本局", "320683,测试样本局"), encoding="utf-8")
    done = runs.command(lent.settings, "refresh")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert "expected.csv entry 2" in done.stderr
    assert "320682 如皋市" in done.stderr


def test_status_tells_of_all_of_it(good):
    shown = runs.command(good.settings, "status").stdout
    assert "not collected: 如皋市 测试样本局, target of 2025; due on 2025-04-09" in shown
    assert "not found: 如皋市 测试样本中心, target of 2024" in shown
    assert "The newest year that is here is 2025" in shown


def test_status_tells_what_left_the_manifest_and_what_came(lent):
    lines = runs.manifest(lent.settings.raw_dir)
    runs.write_manifest(lent.settings.raw_dir, [{**lines[0], "path": "新的.txt"}, *lines[1:]])
    shown = runs.command(lent.settings, "status").stdout.splitlines()
    left = next(at for at, line in enumerate(shown) if line.startswith("No longer listed"))
    came = next(at for at, line in enumerate(shown) if line.startswith("Listed in sources.csv since"))
    assert shown[left + 1].strip() == lines[0]["path"]
    assert shown[came + 1].strip() == "新的.txt"


LINES = """path,region_code,fiscal_year,department,title
a.txt,320682,2024,,
b.pdf,320682,2024,测试样本甲局,2024年项目支出绩效目标表
c.pdf,320682,2024,测试样本乙局,
"""
WANTED = """region_code,department,first_year,last_year,stages,searched_on
320682,测试样本甲局,2024,2024,target,2024-12-31
320682,测试样本乙局,2024,2024,target,2024-12-31
320682,测试样本丙局,2024,2024,target,2024-12-31
"""


def test_what_was_collected_and_could_not_be_read_is_not_missed(tmp_path):
    made = small.settings(tmp_path)
    for name in ("b.pdf", "c.pdf"):
        (made.raw_dir / name).write_bytes(f"%PDF-1.7 torn {name}".encode())
    (made.raw_dir / "sources.csv").write_text(LINES, encoding="utf-8")
    (made.raw_dir / "expected.csv").write_text(WANTED, encoding="utf-8")
    assert runs.run(made).exit_code == 0
    told = (
        "select department_name, status, documents, unread_documents from marts.fct_disclosures"
        " join marts.dim_department using (department_key) where is_expected order by all"
    )
    assert runs.query(made.published_path, told) == [
        ("测试样本丙局", "not_found", 0, 0),
        ("测试样本乙局", "not_collected", 0, 1),
        ("测试样本甲局", "published", 1, 0),
    ]
    shown = runs.command(made, "status").stdout
    assert "not collected: 如皋市 测试样本乙局, target of 2024" in shown
    assert "could not be read, and may be this: 1" in shown
