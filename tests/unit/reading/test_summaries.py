"""Summaries: what a department tells of its evaluations in prose, over lines that break anywhere."""

from dagster_project.reading import containers, vocabulary
from dagster_project.reading.forms.rows import rows_of
from dagster_project.reading.forms.summaries import read_summaries

TOLD = """十、预算绩效管理情况
测试样本局：编报绩效目标的2023年度项目5个，涉及预算金
额1,200.5万元；绩效自评的2023年度项目4
个，涉及预算金额1,000万元，平均得分91.25分（其中，绩效评级为“优”的项目3个；绩效评级为“良”的项
目1个；绩效评级为“合格”的项目0个；绩效评级为“不合格”的项目0个）。
"""


def told(text):
    words = vocabulary.load()
    return read_summaries(rows_of(containers.read(text.encode()), words))


def test_a_summary_is_read_over_broken_lines():
    (summary,) = told(TOLD)
    assert summary == {
        "fiscal_year_printed": "2023",
        "locator": "line:2",
        "targets_projects_printed": "5",
        "targets_budget_printed": "1,200.5万元",
        "evaluated_projects_printed": "4",
        "evaluated_budget_printed": "1,000万元",
        "average_score_printed": "91.25分",
        "excellent_projects_printed": "3",
        "good_projects_printed": "1",
        "fair_projects_printed": "0",
        "poor_projects_printed": "0",
        "grades_printed": "优/良/合格/不合格",
    }


def test_prose_that_counts_nothing_is_no_summary():
    assert told("本部门开展了绩效自评，平均得分较高。\n") == []
