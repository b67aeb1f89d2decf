"""The hand-read facts of a document set anew as forms, so that every container can print them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path

from corpora.grid import Box, Sheet

from .measure import rows_of

Row = Mapping[str, str]

TITLES = {
    ("project", "target"): "项目支出绩效目标表",
    ("project", "self_evaluation"): "项目支出绩效自评表",
    ("department", "target"): "部门整体支出绩效目标申报表",
}
FIELDS = {
    "project_name": "项目名称",
    "supervising_department": "主管部门",
    "implementing_unit": "实施单位",
    "reporting_unit": "填报单位",
    "start": "开始时间",
    "end": "完成时间",
    "term": "项目期",
    "rating": "自评等级",
}
TICKED = {
    "attribute": ("项目属性", ("常年安排", "分年安排", "一次性安排")),
    "category": ("项目类别", ("其他运转类", "特定目标类")),
}
# Column of the facts -> its header and share of the page. The first four and the target are printed in every form.
COLUMNS = {
    "level1": ("一级指标", 9),
    "level2": ("二级指标", 11),
    "level3": ("三级指标", 24),
    "description": ("绩效指标描述", 24),
    "operator": ("计算符号", 9),
    "half_year_target": ("半年（程）指标值", 12),
    "target": ("年度指标值", 13),
    "actual": ("实际完成值", 13),
    "weight": ("分值", 7),
    "score": ("得分", 7),
    "basis": ("指标值确定依据", 16),
}
ALWAYS = ("level1", "level2", "level3", "target")


def sheets_of(truth: Path) -> list[Sheet]:
    """A sheet for each form of a folder of facts."""
    funds, indicators = (rows_of(truth / f"{name}.tsv") for name in ("funds", "indicators"))
    return [
        _sheet(form, [r for r in funds if r["form_no"] == no], [r for r in indicators if r["form_no"] == no])
        for form in rows_of(truth / "forms.tsv")
        for no in [form["form_no"]]
    ]


def _sheet(form: Row, funds: Sequence[Row], indicators: Sequence[Row]) -> Sheet:
    used = [name for name in COLUMNS if name in ALWAYS or any(row[name] for row in indicators)]
    sheet = Sheet(TITLES[form["scope"], form["stage"]], (6, *(COLUMNS[name][1] for name in used)))
    sheet.above = [f"（{form['fiscal_year']}年度）"]
    width = len(used)
    told = [row for row in funds if row["side"] == "narrative"]
    sheet.rows += [[Box(label), Box(form[name], width)] for name, label in FIELDS.items() if form[name]]
    sheet.rows += [[Box(label), Box(text, width)] for label, text in _ticks(form)]
    sheet.rows += _fund_rows(form, funds, width)
    sheet.rows += [[Box("项目概况"), Box(_sentence(form, row), width)] for row in told]
    sheet.repeated = len(sheet.rows)
    sheet.rows += _table(used, indicators)
    if form["total_weight"]:
        totals = {"weight": form["total_weight"], "score": form["total_score"]}
        at = used.index("weight")
        sheet.rows.append([Box("总计", at + 1), *(Box(totals.get(name, "")) for name in used[at:])])
    return sheet


def _ticks(form: Row) -> Iterator[tuple[str, str]]:
    for name, (label, words) in TICKED.items():
        if form[name]:
            yield label, "  ".join(f"{word}{'√' if word == form[name] else '□'}" for word in words)


def _sentence(form: Row, row: Row) -> str:
    word = "支出" if row["actual"] else "预算安排"
    return f"{form['fiscal_year']}年该项目{word}{row['actual'] or row['annual']}{row['unit']}。"


def _fund_rows(form: Row, funds: Sequence[Row], width: int) -> list[list[Box]]:
    """The fund block: tasks of a department, else a whole, sources, uses and the plan of spending, as far as told."""
    if form["scope"] == "department":
        return _tasks(funds, width)
    rows = [[Box(row["item"], 2), Box(row["annual"], width - 2)] for row in funds if _is(row, "plan", "万元")]
    for side, header in (("income", "资金来源"), ("expense", "资金分配")):
        lines = [row for row in funds if _is(row, side, "万元")]
        if lines:
            rows.append([Box(header, 2), Box("半年（程）计划执行数"), Box("全年（程）预算数", width - 3)])
        rows += [[Box(row["item"], 2), Box(row["half_year"]), Box(row["annual"], width - 3)] for row in lines]
    if rows:
        rows[0].insert(0, Box("项目资金\n（万元）", 1, len(rows)))
    plan = [row for row in funds if _is(row, "plan", "%")]
    if plan:
        last = width - len(plan) + 1
        widths = [1] * (len(plan) - 1) + [last]
        points = [row["item"].removeprefix("资金支出计划") for row in plan]
        rows.append([Box("资金支出计划", 1, 2), *map(Box, points, widths)])
        rows.append([Box(f"{row['annual']}%", span) for row, span in zip(plan, widths, strict=True)])
    return [_fitted(row) for row in rows]


def _fitted(row: list[Box]) -> list[Box]:
    return [box for box in row if box.width > 0]


def _is(row: Row, side: str, unit: str) -> bool:
    return row["side"] == side and row["unit"] == unit


def _tasks(funds: Sequence[Row], width: int) -> list[list[Box]]:
    tasks = [(name, list(group)) for name, group in groupby(funds, lambda row: row["item"].rpartition(" ")[0])]
    heads = [row["item"].rpartition(" ")[2] for row in tasks[0][1]]
    wide = width - len(heads) + 1
    rows = [
        [Box("年度主要任务", 1, len(tasks) + 2), Box("任务名称", wide - 1, 2), Box("预算金额\n（万元）", len(heads))]
    ]
    rows.append([Box(head) for head in heads])
    return rows + [[Box(name, wide - 1), *(Box(row["annual"]) for row in group)] for name, group in tasks]


def _table(used: Sequence[str], indicators: Sequence[Row]) -> list[list[Box]]:
    begins = {"level1": _runs(indicators, lambda row: row["level1"])}
    begins["level2"] = _runs(indicators, lambda row: (row["level1"], row["level2"]))
    rows = [[Box("绩效\n指标", 1, len(indicators) + 1), *(Box(COLUMNS[name][0]) for name in used)]]
    for at, row in enumerate(indicators):
        heights = {name: begins[name].get(at, 0) if name in begins else 1 for name in used}
        rows.append([Box(row[name], 1, heights[name]) for name in used if heights[name]])
    return rows


def _runs(rows: Sequence[Row], key: Callable[[Row], object]) -> dict[int, int]:
    """Row at which a merged cell begins -> over how many rows it goes."""
    runs, at = {}, 0
    for _, group in groupby(rows, key):
        runs[at] = len(list(group))
        at += runs[at]
    return runs
