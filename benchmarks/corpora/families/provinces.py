"""Self-evaluations and targets of provinces that split, add or move columns of the national forms."""

from corpora.families.national import FUND_LINES, LEVELS, PROJECT, goals, parties
from corpora.form import Columns, Form, Line, Style, funds, indicators, new_form, total_row
from corpora.grid import Box
from corpora.records import Money, Record


def _rest(record: Record) -> Money:
    """What is no fiscal money, for forms that have one line for it."""
    return record.amount("original", "carryover") + record.amount("original", "other")


def yunnan_self(record: Record, style: Style) -> Form:
    """Yunnan: the target in three columns, a grade below the total."""
    widths = (8, 11, 13, 24, 8, 9, 8, 12, 7, 7, 16)
    form = new_form("项目支出绩效自评表", widths, record, style, **PROJECT, stage="self_evaluation")
    form.sheet.above = [f"{record.year}年度"]
    form.row(("项目名称", 2), (form.say("project_name", record.name), 9))
    parties(form, record, (2, 4, 2, 3))
    columns = (
        ("", "item", 2),
        ("年初预算数", "original", 1),
        ("全年预算数", "revised", 2),
        ("全年执行数", "executed", 2),
    )
    columns += (("分值", "weight", 1), ("执行率", "rate", 1), ("得分", "score", 1))
    funds(form, record, Box("项目资金\n（万元）"), columns, FUND_LINES)
    goals(form, record, "年度总体目标", (5, 5))
    rows: Columns = (*LEVELS, ("指标性质", "operator", 1), ("指标值", "value", 1), ("度量单位", "unit", 1))
    rows = (
        *rows,
        ("实际完成值", "actual", 1),
        ("分值", "weight", 1),
        ("得分", "score", 1),
        ("偏差原因分析及改进措施", "reason", 1),
    )
    indicators(form, rows, record.indicators, Box("绩效指标"))
    total_row(form, record, "总分", rows, left=1)
    form.row(("自评等级", 2), (form.say("rating", record.grade), 9))
    return form


def anhui_self(record: Record, style: Style) -> Form:
    """Anhui: units with their codes, points before the target."""
    widths = (8, 12, 13, 26, 7, 12, 12, 8, 18)
    form = new_form("项目支出绩效自评表", widths, record, style, **PROJECT, stage="self_evaluation")
    form.sheet.above = [f"（{record.year}年度）"]
    form.row(("项目名称", 2), (form.say("project_name", record.name), 7))
    department = form.say("supervising_department", f"{record.department.code}-{record.department.name}")
    unit = form.say("implementing_unit", f"{record.unit.code}-{record.unit.name}")
    form.row(("主管部门", 2), (department, 2), ("实施单位", 2), (unit, 3))
    columns = (
        ("", "item", 2),
        ("年初预算数", "original", 1),
        ("全年预算数(A)", "revised", 1),
        ("全年执行数(B)", "executed", 1),
    )
    columns += (("分值", "weight", 1), ("执行率(B/A)", "rate", 1), ("得分", "score", 1))
    funds(form, record, Box("项目资金\n（万元）"), columns, FUND_LINES)
    goals(form, record, "年度总体目标完成情况", (4, 4))
    rows = (*LEVELS, ("分值", "weight", 1), ("年度指标值", "target", 1), ("实际完成值", "actual", 1))
    rows += (("得分", "score", 1), ("偏差原因分析及改进措施", "reason", 1))
    indicators(form, rows, record.indicators, Box("年度绩效指标完成情况"))
    form.row(
        ("总分", 4),
        (form.say("total_weight", record.total_weight), 1),
        ("", 2),
        (form.say("total_score", record.total_score), 1),
        "",
    )
    return form


def hebei_target(record: Record, style: Style) -> Form:
    """Hebei: a description of each indicator, and what its value rests on."""
    widths = (12, 13, 22, 26, 14, 20)
    form = new_form(f"{record.name}绩效目标表", widths, record, style, **PROJECT, stage="target")
    form.sheet.above = [f"{record.year}年度"]
    form.row("项目名称", (form.say("project_name", record.name), 5))
    form.row("实施单位", (form.say("implementing_unit", record.unit.name), 2), "项目类别", (_category(form, record), 2))
    total = form.amount(record.amount("original"), "预算数", "budget", "plan")
    fiscal = form.amount(record.amount("original", "fiscal"), "财政资金", "budget", "income")
    other = form.amount(_rest(record), "其他资金", "budget", "income")
    form.row(Box("预算规模及资金用途\n（万元）", height=2), "预算数", total, "其中：财政资金", fiscal, "")
    form.row("其他资金", other, ("", 3))
    form.row("绩效目标", (record.goal, 5))
    rows = (*LEVELS, ("绩效指标描述", "description", 1), ("指标值", "target", 1), ("指标值确定依据", "basis", 1))
    indicators(form, rows, record.indicators)
    return form


def _category(form: Form, record: Record) -> str:
    return form.say("category", record.category)


def hunan_target(record: Record, style: Style) -> Form:
    """Hunan: boxes to tick, long-term and annual goals and indicators in tables of their own."""
    widths = (10, 14, 14, 30, 14, 16)
    form = new_form("项目支出绩效目标申报表", widths, record, style, **PROJECT, stage="target")
    form.sheet.above = [f"（{record.year}年度）"]
    form.row("项目名称", (form.say("project_name", record.name), 2), "项目属性", (_boxes(record), 2))
    form.row(
        "主管部门",
        (form.say("supervising_department", record.department.name), 2),
        "主管部门编码",
        (record.department.code, 2),
    )
    form.row("项目负责人", ("测试员", 2), "联系电话", ("", 2))
    form.row("起止时间", (form.say("term", f"{record.year}年1月-{record.year}年12月"), 5))
    total = form.amount(record.amount("original"), "总额", "budget", "income")
    form.row(Box("资金总额及构成\n（万元）", height=4), ("总额", 2), (total, 3))
    for line in (Line("财政拨款", "fiscal"), Line("上年结转", "carryover"), Line("其他", "other")):
        form.row(
            (line.label, 2), (form.amount(record.amount("original", line.source), line.label, "budget", line.side), 3)
        )
    form.row("项目概况", (record.goal, 5))
    form.row("长期目标", (record.midterm_goal, 2), "年度目标", (record.goal, 2))
    _hunan_tables(form, record)
    form.sheet.below = ["注：本表一式两份。"]
    return form


def _boxes(record: Record) -> str:
    return "新增项目√  延续项目□" if record.recurrence == "新增项目" else "新增项目□  延续项目√"


def _hunan_tables(form: Form, record: Record) -> None:
    columns = (
        ("一级指标", "level1", 1),
        ("二级指标", "level2", 1),
        ("指标内容", "level3", 1),
        ("指标值", "target", 1),
        ("备注", "blank", 1),
    )
    indicators(form, columns, record.midterm, Box("长期绩效指标"))
    form.truth.midterm, form.truth.indicators = form.truth.indicators, []
    indicators(form, columns, record.indicators, Box("年度绩效指标"))


def hebei_split(record: Record, style: Style) -> Form:
    """Hebei, newer: sign, value and unit below one heading; a plan of spending by quarter."""
    widths = (12, 13, 22, 26, 8, 9, 12, 20)
    form = new_form(f"{record.name}绩效目标表", widths, record, style, **PROJECT, stage="target")
    form.sheet.above = [f"{record.year}年度"]
    form.row("项目名称", (form.say("project_name", record.name), 7))
    total = form.amount(record.amount("original"), "预算数", "budget", "plan")
    fiscal = form.amount(record.amount("original", "fiscal"), "财政资金", "budget", "income")
    other = form.amount(_rest(record), "其他资金", "budget", "income")
    form.row("项目资金（万元）", "预算数", total, "其中：财政资金", (fiscal, 2), "其他资金", other)
    shares = {"3月底": "25%", "6月底": "50%", "10月底": "80%", "12月底": "100%"}
    form.row(Box("资金支出计划", height=2), ("3月底", 2), "6月底", ("10月底", 2), ("12月底", 2))
    form.row(("25%", 2), "50%", ("80%", 2), ("100%", 2))
    form.truth.amounts += [
        {"side": "plan", "item": f"资金支出计划{at}", "measure": "spending_plan", "amount": share, "unit": "%"}
        for at, share in shares.items()
    ]
    form.row("绩效目标", (record.goal, 7))
    columns = (*LEVELS, ("绩效指标描述", "description", 1), ("符号", "operator", 1), ("值", "value", 1))
    columns += (("单位（文字描述）", "unit", 1), ("指标值确定依据", "basis", 1))
    at = len(form.sheet.rows)
    heads = [Box(header, height=2) for header, _, _ in columns]
    form.row(*heads[:4], ("绩效指标值", 3), heads[7])
    indicators(form, columns, record.indicators)
    form.sheet.rows[at + 1] = form.sheet.rows[at + 1][4:7]
    form.sheet.repeated = None
    return form


def anhui_target(record: Record, style: Style) -> Form:
    """Anhui: units with their codes; points before the value."""
    widths = (8, 12, 13, 28, 8, 14)
    form = new_form("项目支出绩效目标表", widths, record, style, **PROJECT, stage="target")
    form.sheet.above = [f"（{record.year}年度）"]
    form.row(("项目名称", 2), (form.say("project_name", record.name), 4))
    department = form.say("supervising_department", f"{record.department.code}-{record.department.name}")
    unit = form.say("implementing_unit", f"{record.unit.code}-{record.unit.name}")
    form.row(("主管部门及代码", 2), (department, 2), "实施单位", unit)
    form.row(("项目属性", 2), (record.recurrence, 2), "项目期", form.say("term", "1年"))
    lines = (("年度资金总额", "total"), ("其中：财政拨款", "fiscal"), ("上年结转", "carryover"), ("其他资金", "other"))
    for at, (label, source) in enumerate(lines):
        block = [Box("项目资金\n（万元）", 2, len(lines))] if at == 0 else []
        form.row(*block, (label, 2), (form.amount(record.amount("original", source), label, "budget", "income"), 2))
    form.row(("年度总体目标", 2), (record.goal, 4))
    columns = (*LEVELS, ("分值", "weight", 1), ("指标值", "target", 1))
    indicators(form, columns, record.indicators, Box("年度绩效指标"))
    return form


def transfer_self(record: Record, style: Style) -> Form:
    """Sichuan's transfer funds: no budget of the year's beginning, points before the value."""
    widths = (8, 12, 13, 26, 8, 13, 13, 8, 18)
    form = new_form("衔接资金项目支出绩效自评表", widths, record, style, **PROJECT, stage="self_evaluation")
    form.sheet.above = [f"（{record.year}年度）"]
    form.row(("项目名称", 2), (form.say("project_name", record.name), 2), ("项目负责人及电话", 2), ("测试员", 3))
    parties(form, record, (2, 2, 2, 3))
    columns = (("", "item", 3), ("全年预算数（A）", "revised", 1), ("全年执行数（B）", "executed", 1))
    columns += (("分值", "weight", 1), ("执行率（B/A）", "rate", 1), ("得分", "score", 1))
    lines = (
        Line("年度资金总额", "total"),
        Line("其中：财政拨款", "fiscal"),
        Line("上年结转资金", "carryover"),
        Line("其他资金", "other"),
    )
    funds(form, record, Box("资金情况\n（万元）"), columns, lines)
    form.row(Box("年度目标", height=2), ("年初设定目标", 4), ("年度总体目标完成情况综述", 4))
    form.row((record.goal, 4), (record.result, 4))
    rows = (*LEVELS, ("分值", "weight", 1), ("年度指标值", "target", 1), ("全年实际值", "actual", 1))
    rows += (("得分", "score", 1), ("未完成原因及拟采取的改进措施", "reason", 1))
    indicators(form, rows, record.indicators, Box("绩效指标"))
    weight, score = form.say("total_weight", record.total_weight), form.say("total_score", record.total_score)
    form.row(("总分", 4), weight, ("", 2), score, "")
    form.sheet.below = ["注：1.得分一档最高不能超过该指标分值上限。"]
    return form


def tianjin_self(record: Record, style: Style) -> Form:
    """Tianjin: sign and unit in columns of their own, far from the value."""
    widths = (12, 12, 24, 8, 10, 12, 10, 7, 7, 18)
    form = new_form("项目支出绩效自评表", widths, record, style, **PROJECT, stage="self_evaluation")
    form.sheet.above = [f"（{record.year}年度）"]
    form.row(
        "项目名称",
        (form.say("project_name", record.name), 3),
        ("主管部门", 2),
        (form.say("supervising_department", record.department.name), 4),
    )
    columns = (
        ("", "item", 2),
        ("年初预算数", "original", 1),
        ("全年预算数", "revised", 2),
        ("全年执行数", "executed", 1),
    )
    columns += (("分值", "weight", 1), ("执行率", "rate", 1), ("得分", "score", 1))
    funds(form, record, Box("项目资金\n（万元）"), columns, FUND_LINES)
    form.row("年度绩效目标", ("实际完成情况", 5), ("偏差原因分析及改进措施", 4))
    form.row(record.goal, (record.result, 5), ("无", 4))
    rows = (
        ("一级指标", "level1", 1),
        ("二级指标", "level2", 1),
        ("指标名称", "level3", 1),
        ("计算符号", "operator", 1),
    )
    rows += (("指标值", "value", 1), ("实际完成值", "bare_actual", 1), ("计量单位", "unit", 1), ("分值", "weight", 1))
    rows += (("得分", "score", 1), ("偏差原因分析及改进措施", "reason", 1))
    indicators(form, rows, record.indicators)
    total_row(form, record, "合计", rows)
    return form
