"""Jiangsu: money of both sides, half-year and annual values, rows that every project has; prose before the points."""

from dataclasses import replace
from decimal import Decimal

from corpora.families.national import LEVELS, PROJECT
from corpora.form import Form, Style, indicators, new_form, total_row
from corpora.grid import Box
from corpora.records import Indicator, Record, plain, points
from corpora.world import grade, themes

_TARGET = (
    *LEVELS,
    ("计算符号", "operator", 1),
    ("半年（程）指标值", "half_year", 1),
    ("全年（程）指标值", "valued", 1),
)
_SCORES = (
    *LEVELS,
    ("年初指标值", "target", 1),
    ("实际完成值", "actual", 1),
    ("分值", "weight", 1),
    ("得分", "score", 1),
    ("评分依据", "blank", 1),
)
_TEMPLATE_POINTS = 2


def templates(*, evaluated: bool) -> tuple[Indicator, ...]:
    """The rows that every project has; evaluated, they are always fulfilled."""
    rows = themes()["department"]["templates"]
    made = [Indicator(level1, level2, name, "定性", value, "", half_year=value) for level1, level2, name, value in rows]
    weight = str(_TEMPLATE_POINTS)
    return tuple(replace(row, weight=weight, score=weight, actual=row.value) if evaluated else row for row in made)


def target(record: Record, style: Style) -> Form:
    """The county's target form, as Rugao prints it."""
    form = new_form("项目预算绩效目标表", (8, 12, 14, 30, 12, 14, 14), record, style, **PROJECT, stage="target")
    form.sheet.above = [f"（{record.year}年度）"]
    form.sheet.above += [f"填报单位（盖章）：{form.say('reporting_unit', record.department.name)}"]
    name = form.say("project_name", record.name)
    form.row("项目名称", (name, 3), "主管部门", (form.say("supervising_department", record.department.name), 2))
    form.say("attribute", "常年安排")
    form.row("项目属性", ("常年安排√  分年安排  一次性安排", 6))
    form.row("项目级次", ("市本级√", 6))
    ticked = form.say("category", record.category)
    kinds = ("其他运转类", "特定目标类", "转移支付")
    form.row("项目类别", ("  ".join(f"{kind}{'√' if kind == ticked else ''}" for kind in kinds), 6))
    start, end = form.say("start", f"{record.year}年1月1日"), form.say("end", f"{record.year}年12月31日")
    form.row("开始时间", (start, 3), "完成时间", (end, 2))
    form.row("实施单位", (form.say("implementing_unit", record.unit.name), 3), "项目负责人/联系电话", ("", 2))
    _money(form, record)
    for label, text in (
        ("立项必要性", "工作确有需要。"),
        ("实施可行性", "具备实施条件。"),
        ("项目实施内容", record.goal),
    ):
        form.row(label, (text, 6))
    form.row("中长期目标", (record.midterm_goal, 6))
    form.row("年度目标", (record.goal, 6))
    indicators(form, _TARGET, (*templates(evaluated=False), *record.indicators), Box("绩效目标指标"))
    return form


def _money(form: Form, record: Record) -> None:
    """Sources and uses below one another, under one label."""
    total, fiscal = record.amount("original"), record.amount("original", "fiscal")

    def annual(item: str, amount: Decimal | None, side: str = "income") -> str:
        return form.amount(amount, item, "budget", side)

    form.row(Box("项目资金\n（万元）", height=11), Box("收入", height=8), ("资金来源", 3), ("全年（程）预算数", 2))
    form.row(("资金总额", 3), (annual("资金总额", total), 2))
    form.row(Box("财政拨款", height=4), ("小计", 2), (annual("小计", fiscal), 2))
    form.row(("一般公共预算资金", 2), (annual("一般公共预算资金", fiscal), 2))
    form.row(("政府性基金预算", 2), ("", 2))
    form.row(("财政专户管理资金", 2), ("", 2))
    form.row(("上年结转资金", 3), (annual("上年结转资金", record.amount("original", "carryover")), 2))
    form.row(("其他资金", 3), (annual("其他资金", record.amount("original", "other")), 2))
    form.row(Box("支出", height=3), ("资金分配", 3), "半年（程）计划执行数", "全年（程）预算数")
    half = record.totals["half"]
    for item in ("资金总额", record.name):
        form.row((item, 3), form.amount(half, item, "half_year_plan", "expense"), annual(item, total, "expense"))


def self_evaluation(record: Record, style: Style) -> Form:
    """A report in prose, then a table of points, as Rugao prints it. There is no fund block."""
    record = _hundred(record)
    form = new_form(
        "项目支出绩效自我评价情况表", (10, 12, 32, 13, 13, 7, 7, 14), record, style, **PROJECT, stage="self_evaluation"
    )
    department, name = form.say("reporting_unit", record.department.name), form.say("project_name", record.name)
    start, end = form.say("start", f"{record.year}/01"), form.say("end", f"{record.year}/12")
    spent = plain(record.totals["executed"])
    form.truth.amounts.append(
        {"side": "narrative", "item": "支出", "measure": "executed", "amount": spent, "unit": "万元"}
    )
    form.sheet.above = [
        f"（{record.year}）",
        f"填报单位：{department}",
        f"项目名称：{name}",
        f"项目实施年度：{record.year}年",
        f"项目实施开始时间（年/月）：{start}",
        f"项目实施完成时间（年/月）：{end}",
        "项目自我评价情况",
        "一、项目概况",
        f"{record.goal}{record.year}年该项目支出{spent}万元。",
        "二、评价情况",
        f"绩效自我评价得分为{record.total_score}分，该项目绩效自我评价等级为{form.say('rating', record.grade)}。",
        "三、项目绩效",
        record.result,
        "四、存在问题",
        "工作计划有待完善。",
        "五、整改措施",
        "进一步完善工作计划。",
        "项目支出绩效自我评价评分表",
        f"（{record.year}年）",
        f"填报单位：{department}",
        f"项目名称：{name}",
    ]
    form.row(("评价指标", 3), *(Box(header, height=2) for header, _, _ in _SCORES[3:]))
    form.sheet.repeated = None
    _two_headers(form, record)
    total_row(form, record, "总计", _SCORES)
    return form


def _two_headers(form: Form, record: Record) -> None:
    """The second row of the header names the levels alone; the values' headers reach down from the first."""
    rows = (*templates(evaluated=True), *record.indicators)
    at = len(form.sheet.rows)
    indicators(form, _SCORES, rows)
    form.sheet.rows[at] = form.sheet.rows[at][:3]
    form.sheet.repeated = None


def _hundred(record: Record) -> Record:
    """The same evaluation with points for decision and process in place of those for execution."""
    rows = [*record.indicators]
    spare = (
        100
        - _TEMPLATE_POINTS * len(templates(evaluated=True))
        - (int(record.total_weight) - int(record.execution_weight))
    )
    first = rows[0]
    rows[0] = replace(
        first, weight=plain(Decimal(first.weight) + spare), score=plain(max(Decimal(), Decimal(first.score) + spare))
    )
    total = points(rows, "score") + points(templates(evaluated=True), "score")
    off = Decimal(record.total_score) - points(record.indicators, "score") - Decimal(record.execution_score)
    given = total + off
    is_wrong = any(each.kind == "grade" for each in record.planted)
    graded = record.grade if is_wrong else grade(given)
    return replace(record, indicators=tuple(rows), total_weight="100", total_score=plain(given), grade=graded)
