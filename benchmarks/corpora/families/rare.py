"""Families that fewer counties print, each with a column or a row that looks like another one."""

from collections.abc import Sequence
from dataclasses import replace

from corpora.families.departments import WIDE
from corpora.families.national import LEVELS, PROJECT, parties
from corpora.form import Columns, Form, Style, indicator_rows, indicators, new_form, total_row
from corpora.grid import Box, Sheet
from corpora.records import Record

_YUNNAN: Columns = (
    *LEVELS,
    ("指标性质", "operator", 1),
    ("指标值", "value", 1),
    ("度量单位", "unit", 1),
    ("指标属性", "blank", 1),
    ("指标内容", "description", 1),
)
# Level 1 as Shanghai calls it.
_SHANGHAI = {
    "成本": "投入和管理目标",
    "产出": "产出目标",
    "效益": "效果目标",
    "满意度": "影响力目标",
}


def yunnan_list(records: Sequence[Record], style: Style) -> list[Form]:
    """Yunnan's table 05-2: units and projects share a column, a unit has a row of its own, and there is no money."""
    style = replace(style, has_points=False)
    sheet = Sheet("部门项目支出绩效目标表（本次下达）", (18, 20, 10, 11, 18, 8, 8, 8, 8, 20))
    sheet.above = [f"{records[0].year}年度"]
    heads = ("单位名称、项目名称", "项目年度绩效目标", *(header for header, _, _ in _YUNNAN))
    sheet.rows = [[Box(text) for text in heads], [Box(records[0].unit.name), *(Box("") for _ in heads[1:])]]
    sheet.repeated = 0
    made = []
    for record in records:
        form = new_form("", (), record, style, **PROJECT, stage="target")
        form.sheet = sheet
        form.say("implementing_unit", record.unit.name)
        name = form.say("project_name", record.name)
        at = len(sheet.rows)
        indicator_rows(form, _YUNNAN, record.indicators)
        sheet.rows[at][:0] = [Box(text, height=len(record.indicators)) for text in (name, record.goal)]
        made.append(form)
    # The sheet is printed once, with the first of its forms.
    return [made[0], *(replace(form, sheet=Sheet("", ())) for form in made[1:])]


def hubei_target(record: Record, style: Style) -> Form:
    """Hubei: the values of two years before stand beside the target."""
    widths = (12, 13, 24, 12, 12, 14, 20)
    form = new_form("项目支出绩效目标表", widths, record, style, **PROJECT, stage="target")
    form.sheet.above = [f"（{record.year}年度）"]
    form.row("项目名称", (form.say("project_name", record.name), 6))
    parties(form, record, (1, 2, 1, 3))
    total = form.amount(record.amount("original"), "项目总额", "budget", "income")
    form.row("项目资金（万元）", "项目总额", (total, 5))
    form.row("年度目标", (record.goal, 6))
    columns: Columns = (*LEVELS, ("前年", "earlier", 1), ("上年", "before", 1), ("预计当年实现", "target", 1))
    columns = (*columns, ("指标值确定依据", "basis", 1))
    heads = [Box(header, height=2) for header, _, _ in columns]
    form.row(*heads[:3], ("指标值", 3), heads[6])
    at = len(form.sheet.rows)
    indicators(form, columns, record.indicators)
    form.sheet.rows[at] = form.sheet.rows[at][3:6]
    form.sheet.repeated = None
    return form


def shanghai_target(record: Record, style: Style) -> Form:
    """Shanghai: goals where others have indicators, with names of level 1 of its own."""
    form = new_form("财政项目支出绩效目标申报表", (14, 16, 30, 18), record, style, **PROJECT, stage="target")
    form.sheet.above = [f"（{record.year}年度）", "金额单位：万元"]
    form.row("项目名称", form.say("project_name", record.name), "主管部门", record.department.name)
    form.say("supervising_department", record.department.name)
    total = form.amount(record.amount("original"), "项目总预算（万元）", "budget", "plan")
    form.row("项目总预算（万元）", total, "项目立项情况", "根据工作需要立项。")
    form.row("项目总体目标", (record.goal, 3))
    columns: Columns = (*LEVELS, ("指标目标值", "target", 1))
    goals = [replace(each, level1=_SHANGHAI[each.level1.removesuffix("指标")]) for each in record.indicators]
    indicators(form, columns, goals)
    return form


def sichuan_department(record: Record, style: Style) -> Form:
    """Sichuan's older form of a department: points for every indicator, and no target at all."""
    widths = (14, 16, 30, 8, 8, 20)
    form = new_form("部门整体支出绩效自评表", widths, record, style, **WIDE, stage="self_evaluation")
    form.sheet.above = [f"（{record.year}年度）"]
    form.row("部门名称", (form.say("supervising_department", record.department.name), 5))
    columns: Columns = (*LEVELS, ("分值", "weight", 1), ("得分", "score", 1), ("扣分原因", "reason", 1))
    execution = Box("部门预算执行", 1), Box("预算执行率"), record.execution_weight, record.execution_score, ""
    duties = [replace(each, level1="部门绩效情况") for each in record.indicators]
    indicators(form, columns, duties)
    form.row("综合管理", *execution)
    form.truth.indicators.append(
        {
            "level1": "综合管理",
            "level2": "部门预算执行",
            "level3": "预算执行率",
            "weight": record.execution_weight,
            "score": record.execution_score,
            "reason": "",
            "level_doubtful": "0",
        }
    )
    total_row(form, record, "合计", columns)
    return form
