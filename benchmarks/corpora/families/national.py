"""The national forms of a project: targets with a mid-term and an annual half, self-evaluations."""

from dataclasses import replace

from corpora.form import (
    Form,
    Line,
    Style,
    funds,
    indicator_truth,
    indicators,
    new_form,
    total_row,
)
from corpora.grid import Box
from corpora.records import Record

FUND_LINES = (
    Line("年度资金总额：", "total"),
    Line("其中：当年财政拨款", "fiscal"),
    Line("上年结转资金", "carryover"),
    Line("其他资金", "other"),
)

PROJECT = {"scope": "project"}
LEVELS = (("一级指标", "level1", 1), ("二级指标", "level2", 1), ("三级指标", "level3", 1))

SELF_COLUMNS = (
    *LEVELS,
    ("年度指标值", "target", 1),
    ("实际完成值", "actual", 1),
    ("分值", "weight", 1),
    ("得分", "score", 1),
    ("偏差原因分析\n及改进措施", "reason", 1),
)


def self_evaluation(record: Record, style: Style) -> Form:
    """The national 项目支出绩效自评表."""
    form = new_form(
        "项目支出绩效自评表", (8, 12, 13, 26, 12, 12, 7, 8, 16), record, style, **PROJECT, stage="self_evaluation"
    )
    form.sheet.above = [f"（{record.year}年度）"]
    form.row(("项目名称", 2), (form.say("project_name", record.name), 7))
    parties(form, record, (2, 2, 2, 3))
    columns = (
        ("", "item", 2),
        ("年初预算数", "original", 1),
        ("全年预算数（A）", "revised", 1),
        ("全年执行数（B）", "executed", 1),
        ("分值", "weight", 1),
        ("执行率（B/A）", "rate", 1),
        ("得分", "score", 1),
    )
    funds(form, record, Box("项目资金\n（万元）"), columns, FUND_LINES)
    goals(form, record, "年度总体目标", (4, 4))
    indicators(form, SELF_COLUMNS, record.indicators, Box("绩效指标"))
    total_row(form, record, "总分", SELF_COLUMNS, left=1)
    return form


def parties(form: Form, record: Record, widths: tuple[int, int, int, int]) -> None:
    """The row of the department and the unit."""
    first, second, third, fourth = widths
    department = form.say("supervising_department", record.department.name)
    unit = form.say("implementing_unit", record.unit.name)
    form.row(("主管部门", first), (department, second), ("实施单位", third), (unit, fourth))


def goals(form: Form, record: Record, label: str, widths: tuple[int, int]) -> None:
    """What was expected beside what came of it."""
    form.row(Box(label, height=2), ("预期目标", widths[0]), ("实际完成情况", widths[1]))
    form.row((record.goal, widths[0]), (record.result, widths[1]))


def target(record: Record, style: Style) -> Form:
    """The national 项目支出绩效目标表: the mid-term at the left, the year at the right, level 1 for both."""
    form = new_form("项目支出绩效目标表", (8, 10, 13, 22, 12, 13, 22, 12), record, style, **PROJECT, stage="target")
    form.sheet.above = [f"（ {record.year}年度）"]
    form.row(("项目名称", 2), (form.say("project_name", record.name), 6))
    department = form.say("supervising_department", f"[{record.department.code}]{record.department.name}")
    form.row(
        ("主管部门及代码", 2), (department, 2), ("实施单位", 2), (form.say("implementing_unit", record.unit.name), 2)
    )
    form.row(("项目属性", 2), (record.recurrence, 2), ("项目周期", 2), (form.say("term", "3年"), 2))
    _target_funds(form, record)
    form.row(Box("总体目标", height=2), ("中期目标", 4), ("年度目标", 3))
    form.row((record.midterm_goal, 4), (record.goal, 3))
    _both_halves(form, record)
    return form


def _target_funds(form: Form, record: Record) -> None:
    lines = (("中期资金总额：", "年度资金总额：", "total"), ("其中：财政拨款", "其中：财政拨款", "fiscal"))
    lines += (("上年结转资金", "上年结转资金", "carryover"), ("其他资金", "其他资金", "other"))
    for at, (long, year, source) in enumerate(lines):
        block = [Box("项目资金\n（万元）", 2, len(lines))] if at == 0 else []
        ahead = form.amount(record.amount("midterm", source), long.rstrip("："), "mid_term_budget", "income")
        now = form.amount(record.amount("original", source), year.rstrip("："), "budget", "income")
        form.row(*block, (long, 1), (ahead, 2), (year, 1), (now, 2))


def _both_halves(form: Form, record: Record) -> None:
    rows = record.indicators
    form.sheet.repeated = len(form.sheet.rows)
    names = ("二级指标", "三级指标", "指标值")
    form.row(Box("绩效指标", height=len(rows) + 1), "一级指标", *names, *names)
    pairs = list(zip(record.midterm, rows, strict=True))
    for at, (long, year) in enumerate(pairs):
        above = rows[at - 1] if at else None
        cells: list[Box] = []
        if above is None or above.level1 != year.level1:
            cells.append(Box(year.level1, height=sum(each.level1 == year.level1 for each in rows)))
        begins = above is None or (above.level1, above.level2) != (year.level1, year.level2)
        height = sum((each.level1, each.level2) == (year.level1, year.level2) for each in rows)
        for each in (long, year):
            cells += [Box(each.level2, height=height)] if begins else []
            cells += [Box(each.level3), Box(each.target)]
        form.row(*cells)
        columns = ("level2", "target")
        form.truth.indicators.append(indicator_truth(year, year.level1, columns))
        form.truth.midterm.append(indicator_truth(long, long.level1, columns))


def county_target(record: Record, style: Style) -> Form:
    """The national target form as most counties print it: without the mid-term half."""
    form = new_form("项目支出绩效目标申报表", (8, 12, 14, 30, 16, 14), record, style, **PROJECT, stage="target")
    form.sheet.above = [f"（{record.year}年度）", "填报单位：" + form.say("reporting_unit", record.department.name)]
    form.row(("项目名称", 2), (form.say("project_name", record.name), 4))
    parties(form, record, (2, 2, 1, 1))
    annual = (
        ("年度资金总额：", "total"),
        ("其中：财政拨款", "fiscal"),
        ("上年结转资金", "carryover"),
        ("其他资金", "other"),
    )
    for at, (label, source) in enumerate(annual):
        block = [Box("项目资金\n（万元）", 2, len(annual))] if at == 0 else []
        amount = form.amount(record.amount("original", source), label.rstrip("："), "budget", "income")
        form.row(*block, (label, 2), (amount, 2))
    form.row(("年度总体目标", 2), (record.goal, 4))
    columns = (*LEVELS, ("指标值", "target", 1), ("分值", "weight", 1))
    indicators(form, columns, [replace(each) for each in record.indicators], Box("绩效指标"))
    return form
