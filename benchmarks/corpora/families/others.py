"""What is no form of targets or results: the monitoring form of mid-year, and a department's summary in prose."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from random import Random

from corpora.errors import SHARE
from corpora.families.national import PROJECT
from corpora.form import Form, Style, new_form
from corpora.grid import Box
from corpora.records import Planted, Record, plain

_HEADS = ("年初预算数", "1-7月执行数", "1-7月执行率", "全年预计执行数")
_GRADES = ("优", "良", "中", "差")
_OTHER_GRADES = {"优": "优", "良": "良", "中": "合格", "差": "不合格"}


def monitoring(record: Record, style: Style) -> Form:
    """The mid-year 绩效运行监控表: recognised, and nothing of it is to be loaded."""
    form = new_form(
        "项目支出绩效目标执行监控表", (8, 12, 13, 26, 13, 13, 13, 16), record, style, **PROJECT, stage="monitoring"
    )
    form.sheet.above = [f"（{record.year}年度）"]
    form.row(("项目名称", 2), (record.name, 6))
    form.row(("主管部门", 2), (record.department.name, 2), ("实施单位", 2), (record.unit.name, 2))
    form.row(Box("项目资金\n（万元）", height=3), ("", 3), *_HEADS)
    for label, source in (("年度资金总额：", "total"), ("其中：财政拨款", "fiscal")):
        amount = record.amount("original", source)
        spent = (amount * Decimal("0.55")).quantize(Decimal("0.01"))
        form.row((label, 3), style.money(amount), style.money(spent), "55.00%", style.money(amount))
    form.row(("年度总体目标", 2), (record.goal, 6))
    heads = ("一级指标", "二级指标", "三级指标", "年度指标值", "1-7月执行数", "全年预计执行数", "偏差原因分析")
    form.sheet.repeated = len(form.sheet.rows)
    form.row(Box("绩效指标", height=len(record.indicators) + 1), *heads)
    for each in record.indicators:
        form.row(each.level1, each.level2, each.level3, each.target, each.half_year, each.joined, "")
    return form


def summary(records: Sequence[Record], style: Style) -> list[Form]:
    """A department's account of its evaluations in prose, as Shanghai's districts print it."""
    year, department = records[0].year, records[0].department.name
    grades, planted = _counted(records)
    words = _OTHER_GRADES if style.has_points else dict(zip(_GRADES, _GRADES, strict=True))
    money = plain(sum((record.totals["original"] for record in records), Decimal()))
    average = plain((sum(Decimal(record.total_score) for record in records) / len(records)).quantize(Decimal("0.01")))
    counts = "；".join(f"绩效评级为“{words[grade]}”的项目{grades[grade]}个" for grade in _GRADES)
    sentence = (
        f"{department}{year}年度部门预算绩效管理情况：编报绩效目标的{year}年度项目{len(records)}个，涉及预算金额{money}万元；"
        f"绩效自评的{year}年度项目{len(records)}个，涉及预算金额{money}万元，平均得分{average}分（其中，{counts}）。"
    )
    form = new_form("预算绩效情况说明", (1,), records[0], style, stage="summary", scope="department")
    form.sheet.above = [
        "十、其他重要事项的情况说明",
        "（一）预算绩效管理情况",
        sentence,
        "（二）政府采购情况",
        "本年度无政府采购。",
    ]
    form.truth.planted = planted
    form.truth.said = {
        "fiscal_year": str(year),
        "targets_projects": str(len(records)),
        "targets_budget": f"{money}万元",
        "evaluated_projects": str(len(records)),
        "evaluated_budget": f"{money}万元",
        "average_score": f"{average}分",
    }
    names = ("excellent", "good", "fair", "poor")
    form.truth.said |= {f"{name}_projects": str(grades[grade]) for name, grade in zip(names, _GRADES, strict=True)}
    return [form]


def _counted(records: Sequence[Record]) -> tuple[Counter[str], tuple[Planted, ...]]:
    """How many projects have which grade; one summary in five counts one too many."""
    grades = Counter(record.grade for record in records)
    if Random(f"{records[0].project_id}/{records[0].year}/summary").random() >= SHARE:
        return grades, ()
    grades["优"] += 1
    return grades, (Planted("grade_counts", "优", str(grades["优"]), str(grades["优"] - 1)),)
