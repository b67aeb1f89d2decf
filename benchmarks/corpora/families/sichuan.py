"""Sichuan: one list of all projects with a row for each indicator, and the self-evaluation 510000_0013zp."""

from collections.abc import Sequence
from dataclasses import replace

from corpora.families.national import LEVELS, PROJECT
from corpora.form import Columns, Form, Line, Style, Truth, funds, indicator_rows, indicators, new_form, total_row
from corpora.grid import Box, Sheet
from corpora.records import Record

_LIST = (
    *LEVELS,
    ("指标性质", "operator", 1),
    ("指标值", "value", 1),
    ("度量单位", "unit", 1),
    ("权重", "weight", 1),
    ("指标方向性", "direction", 1),
)


def target_list(records: Sequence[Record], style: Style) -> list[Form]:
    """The list: a sheet for all projects, a truth for each. Amounts are in 元."""
    style = replace(style, unit="元", decimals=True, has_points=False)
    department = records[0].department
    sheet = Sheet("部门预算项目绩效目标表", (16, 16, 10, 20, 9, 11, 18, 8, 8, 8, 6, 10))
    sheet.above = [f"{records[0].year}年度", "金额单位：元"]
    heads = ("单位名称", "项目名称", "预算数", "年度目标", *(header for header, _, _ in _LIST))
    sheet.rows.append([Box(text) for text in heads])
    total = style.money(sum(record.amount("original") for record in records))
    sheet.rows.append([Box(text) for text in (f"{department.code}-{department.name}部门", "", total, *[""] * 9)])
    sheet.repeated = 0
    made = [_listed(record, sheet, style) for record in records]
    # The sheet is printed once, with the first of its forms.
    return [Form(sheet if at == 0 else Sheet("", ()), truth, style) for at, truth in enumerate(made)]


def _listed(record: Record, sheet: Sheet, style: Style) -> Truth:
    form = Form(sheet, new_form("", (), record, style, **PROJECT, stage="target").truth, style)
    count = len(record.indicators)
    unit = form.say("implementing_unit", f"{record.unit.code}-{record.unit.name}")
    name = form.say("project_name", record.name)
    amount = form.amount(record.amount("original"), "预算数", "budget", "plan")
    at = len(sheet.rows)
    indicator_rows(form, _LIST, record.indicators)
    sheet.rows[at][:0] = [Box(text, height=count) for text in (unit, name, amount, record.goal)]
    return form.truth


def self_evaluation(record: Record, style: Style) -> Form:
    """The form 510000_0013zp: execution (10 points), indicators (the others), and a verdict in prose."""
    widths = (10, 12, 12, 20, 9, 11, 9, 10, 7, 8, 16)
    form = new_form("部门预算项目支出绩效自评表", widths, record, style, **PROJECT, stage="self_evaluation")
    form.sheet.title = f"部门预算项目支出绩效自评表（{record.year}年度）"
    form.sheet.above = ["报表编号：510000_0013zp"]
    form.row(("项目名称", 2), (form.say("project_name", f"{record.code}-{record.name}"), 9))
    department = form.say("supervising_department", f"{record.department.name}部门")
    form.row(
        ("主管部门", 2), (department, 3), ("实施单位（盖章）", 2), (form.say("implementing_unit", record.unit.name), 4)
    )
    form.row(Box("项目基本情况", height=3), ("1.项目年度目标完成情况", 2), ("项目年度目标", 4), ("年度目标完成情况", 4))
    form.row(("", 2), (record.goal, 4), (record.result, 4))
    form.row(("2.项目实施内容及过程概述", 2), (f"按计划实施：{record.goal}", 8))
    _execution(form, record)
    rows: Columns = (
        *_LIST[:6],
        ("完成值", "bare_actual", 1),
        ("权重", "weight", 1),
        ("得分", "score", 1),
        ("未完成原因分析", "reason", 1),
    )
    points = int(record.total_weight) - int(record.execution_weight)
    indicators(form, rows, record.indicators, Box(f"绩效指标（{points}分）"))
    total_row(form, record, "合计", rows, left=1)
    form.row(("评价结论", 2), (f"本项目自评得分{record.total_score}分，等级为{form.say('rating', record.grade)}。", 9))
    form.row(("存在问题", 2), ("部分工作推进不够均衡。", 9))
    form.row(("改进措施", 2), ("加强过程管理。", 9))
    form.row(("项目负责人：测试员", 5), ("财务负责人：测试员", 6))
    return form


def _execution(form: Form, record: Record) -> None:
    columns = (("年度预算数（万元）", "item", 2), ("年初预算", "original", 1), ("调整后预算数", "revised", 2))
    columns += (
        ("预算执行数", "executed", 1),
        ("预算执行率", "rate", 1),
        ("权重", "weight", 1),
        ("得分", "score", 1),
        ("原因", "blank", 1),
    )
    lines = (
        Line("总额", "total"),
        Line("其中：财政资金", "fiscal"),
        Line("单位资金", "carryover"),
        Line("其他资金", "other"),
    )
    funds(form, record, Box(f"预算执行情况（{record.execution_weight}分）"), columns, lines)
