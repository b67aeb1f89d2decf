"""Forms of a department as a whole: its tasks and targets, its money by source and by use, its points."""

from dataclasses import replace

from corpora.families.jiangsu import templates
from corpora.families.national import LEVELS, SELF_COLUMNS
from corpora.form import Columns, Form, Line, Style, funds, indicators, new_form, total_row
from corpora.grid import Box
from corpora.records import Money, Record
from corpora.world import themes

WIDE = {"scope": "department"}


def target(record: Record, style: Style) -> Form:
    """The national 部门整体 target form: main tasks with their money, then indicators."""
    form = new_form(
        "部门（单位）整体支出绩效目标申报表", (12, 14, 26, 12, 12, 12), record, style, **WIDE, stage="target"
    )
    form.sheet.above = [f"（{record.year}年度）"]
    form.row(("部门（单位）名称", 2), (form.say("supervising_department", record.department.name), 4))
    tasks = _tasks(record)
    height = len(tasks) + 3
    head = Box("预算金额\n（万元）", 3)
    form.row(Box("年度主要任务", height=height), Box("任务名称", height=2), Box("主要内容", height=2), head)
    form.row("总额", "财政拨款", "其他资金")
    for name, money in tasks.items():
        form.row(name, f"完成{name}各项工作。", *_task_cells(form, name, money))
    whole = tuple(sum((money[at] for money in tasks.values()), Money()) for at in range(3))
    form.row(("金额合计", 2), *_task_cells(form, "金额合计", whole))
    form.row(("年度总体目标", 2), (record.goal, 4))
    columns: Columns = (*LEVELS, ("指标值", "target", 2))
    indicators(form, columns, record.indicators, Box("年度绩效指标"))
    return form


def _tasks(record: Record) -> dict[str, tuple[Money, Money, Money]]:
    """Task -> total, fiscal, other money; the last task has the rest."""
    names = themes()["department"]["tasks"]
    total, other = record.totals["original"], record.funds["original", "other"]
    share = (total / len(names)).quantize(Money("0.01"))
    sums = [share] * (len(names) - 1) + [total - share * (len(names) - 1)]
    others = [Money()] * (len(names) - 1) + [min(other, sums[-1])]
    return {name: (whole, whole - rest, rest) for name, whole, rest in zip(names, sums, others, strict=True)}


def _task_cells(form: Form, name: str, money: tuple[Money, ...]) -> list[str]:
    heads = ("总额", "财政拨款", "其他资金")
    return [form.amount(amount, f"{name} {head}", "budget", "task") for head, amount in zip(heads, money, strict=True)]


def self_evaluation(record: Record, style: Style) -> Form:
    """The newer national 部门整体 self-evaluation: a fund block with points, then indicators."""
    form = new_form(
        "部门整体支出绩效自评表", (8, 12, 13, 26, 12, 12, 7, 8, 16), record, style, **WIDE, stage="self_evaluation"
    )
    form.sheet.above = [f"（{record.year}年度）"]
    form.row(("部门名称", 2), (form.say("supervising_department", record.department.name), 7))
    columns = (
        ("", "item", 2),
        ("年初预算数", "original", 1),
        ("全年预算数", "revised", 1),
        ("全年执行数", "executed", 1),
    )
    columns += (("分值", "weight", 1), ("执行率", "rate", 1), ("得分", "score", 1))
    lines = (
        Line("年度资金总额：", "total"),
        Line("其中：财政拨款", "fiscal"),
        Line("上年结转资金", "carryover"),
        Line("其他资金", "other"),
    )
    funds(form, record, Box("部门整体资金\n（万元）"), columns, lines)
    form.row(Box("年度总体目标", height=2), ("预期目标", 4), ("实际完成情况", 4))
    form.row((record.goal, 4), (record.result, 4))
    indicators(form, SELF_COLUMNS, record.indicators, Box("绩效指标"))
    total_row(form, record, "总分", SELF_COLUMNS, left=1)
    form.row(("自评等级", 2), (form.say("rating", record.grade), 7))
    return form


def hunan_self(record: Record, style: Style) -> Form:
    """Hunan: money by the kind of income beside money by the kind of expense, each in one cell with its label."""
    form = new_form(
        "部门整体支出绩效自评表", (10, 12, 13, 26, 12, 12, 7, 8, 16), record, style, **WIDE, stage="self_evaluation"
    )
    form.sheet.above = [f"{record.year}年度"]
    form.row(("预算部门名称", 2), (form.say("supervising_department", record.department.name), 7))
    head = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
    form.row(Box("年度预算申请\n（万元）", height=5), ("", 2), *head)
    form.row(("年度资金总额", 2), *_executed(form, record))
    form.row(("按收入性质分：", 4), ("按支出性质分：", 4))
    fiscal, other = record.amount("revised", "fiscal"), record.totals["revised"] - record.amount("revised", "fiscal")
    basic = (record.totals["revised"] * Money("0.6")).quantize(Money("0.01"))
    for left, amount, right, use in (
        ("其中：一般公共预算", fiscal, "其中：基本支出", basic),
        ("其他资金", other, "项目支出", record.totals["revised"] - basic),
    ):
        income = form.amount(amount, left, "revised_budget", "income")
        spent = form.amount(use, right, "revised_budget", "expense")
        form.row((f"{left}：{income}", 4), (f"{right}：{spent}", 4))
    form.row(Box("年度总体目标", height=2), ("预期目标", 4), ("实际完成情况", 4))
    form.row((record.goal, 4), (record.result, 4))
    indicators(form, SELF_COLUMNS, record.indicators, Box("绩效指标"))
    total_row(form, record, "总分", SELF_COLUMNS, left=1)
    form.sheet.below = ["填表人：测试员  填报日期：", "单位负责人：测试员"]
    return form


def _executed(form: Form, record: Record) -> list[str]:
    amounts = [
        form.amount(record.amount(measure), "年度资金总额", code, "income")
        for measure, code in (("original", "original_budget"), ("revised", "revised_budget"), ("executed", "executed"))
    ]
    told = {"weight": record.execution_weight, "rate": record.execution_rate, "score": record.execution_score}
    form.truth.execution = told
    return [*amounts, *told.values()]


def anhui_self(record: Record, style: Style) -> Form:
    """Anhui: sources by line, points before the target."""
    form = new_form(
        "部门整体支出绩效自评表", (10, 13, 24, 7, 12, 12, 8, 18), record, style, **WIDE, stage="self_evaluation"
    )
    form.sheet.above = [f"（{record.year}年度）"]
    form.row("部门名称", (form.say("supervising_department", f"{record.department.code}-{record.department.name}"), 7))
    columns = (("资金来源", "item", 2), ("年初预算数", "original", 1), ("全年预算数", "revised", 1))
    columns += (("全年执行数", "executed", 1), ("分值", "weight", 1), ("执行率", "rate", 1), ("得分", "score", 1))
    lines = (
        Line("合计", "total"),
        Line("财政拨款", "fiscal"),
        Line("上年结转", "carryover"),
        Line("其他资金", "other"),
    )
    form.row(("预算执行情况（万元）", 8))
    funds(form, record, None, columns, lines)
    rows: Columns = (*LEVELS, ("分值", "weight", 1), ("年度指标值", "target", 1), ("实际完成值", "actual", 1))
    rows = (*rows, ("得分", "score", 1), ("偏差原因分析及改进措施", "reason", 1))
    indicators(form, rows, record.indicators)
    weight, score = form.say("total_weight", record.total_weight), form.say("total_score", record.total_score)
    form.row(("总分", 3), weight, ("", 2), score, "")
    return form


def jiangsu_target(record: Record, style: Style) -> Form:
    """Jiangsu: duties, money of both sides, indicators of decision, process and duties with half-year values."""
    form = new_form("部门整体支出绩效目标表", (10, 12, 14, 30, 12, 14, 14), record, style, **WIDE, stage="target")
    form.sheet.above = [f"（{record.year}年度）"]
    form.row("部门名称", (form.say("supervising_department", record.department.name), 6))
    form.row("主要职能", ("负责本行政区域有关工作。", 6))
    form.row("机构设置及人员配置", ("设内设机构若干。", 6))
    total, fiscal = record.amount("original"), record.amount("original", "fiscal")
    basic = (total * Money("0.7")).quantize(Money("0.01"))
    lines = (
        ("收入", "资金总额", total, "income"),
        ("", "财政拨款", fiscal, "income"),
        ("", "其他资金", total - fiscal, "income"),
        ("支出", "资金总额", total, "expense"),
        ("", "基本支出", basic, "expense"),
        ("", "项目支出", total - basic, "expense"),
    )
    for at, (side, item, amount, code) in enumerate(lines):
        left = [Box("部门整体资金\n（万元）", height=6)] if at == 0 else []
        left += [Box(side, height=3)] if side else []
        form.row(*left, (item, 2), (form.amount(amount, item, "budget", code), 3))
    form.row("中长期目标", (record.midterm_goal, 6))
    form.row("年度目标", (record.goal, 6))
    duties = [replace(each, level1="履职指标") if each.level1 == "产出指标" else each for each in record.indicators]
    columns: Columns = (
        *LEVELS,
        ("计算符号", "operator", 1),
        ("半年（程）指标值", "half_year", 1),
        ("全年（程）指标值", "valued", 1),
    )
    indicators(form, columns, (*templates(evaluated=False), *duties), Box("绩效目标指标"))
    return form
