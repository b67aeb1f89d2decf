"""Projects over the years: declared, evaluated a year later, with what changed between the two."""

import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from corpora.records import Indicator, Party, Record, plain, points, summed

LEVEL1 = {
    "数量指标": "产出指标", "质量指标": "产出指标", "时效指标": "产出指标", "成本指标": "产出指标",
    "经济成本指标": "成本指标",
    "经济效益指标": "效益指标", "社会效益指标": "效益指标", "生态效益指标": "效益指标", "可持续影响指标": "效益指标",
    "服务对象满意度指标": "满意度指标",
}  # fmt: skip
_ORDER = {name: at for at, name in enumerate(("成本指标", "产出指标", "效益指标", "满意度指标"))}
_LEVEL2 = {name: at for at, name in enumerate(LEVEL1)}
CENT = Decimal("0.01")
# Projects below this fail widely.
_POOR = 0.4


@dataclass(frozen=True, slots=True)
class Scheme:
    """Points of each level 1; `execution` are those of the fund block, `has_cost` sets cost apart from output."""

    points: dict[str, int]
    execution: int = 10
    has_cost: bool = False

    @property
    def total(self) -> int:
        """Points of a self-evaluation."""
        return sum(self.points.values()) + self.execution


SCHEMES = (
    Scheme({"产出指标": 50, "效益指标": 30, "满意度指标": 10}),
    Scheme({"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}, has_cost=True),
    Scheme({"产出指标": 60, "效益指标": 20, "满意度指标": 10}),
    Scheme({"成本指标": 10, "产出指标": 45, "效益指标": 25, "满意度指标": 10}, has_cost=True),
)


@dataclass(frozen=True, slots=True)
class Project:
    """A project that goes on over years: its theme, its names by year, the size of its budget."""

    id: str
    theme: dict
    names: dict[int, str]
    serial: str
    department: Party
    unit: Party
    size: Decimal
    quality: float
    scheme: Scheme


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an indicator between the target form and the self-evaluation of a year."""

    status: str  # kept, target_moved, reworded, dropped, added
    declared: str
    declared_target: str
    evaluated: str
    evaluated_target: str


@cache
def themes() -> dict:
    """The invented content."""
    return tomllib.loads((Path(__file__).parent / "themes.toml").read_text(encoding="utf-8"))


def weighted(indicators: list[Indicator], scheme: Scheme) -> tuple[Indicator, ...]:
    """Indicators in their order with the scheme's points dealt to them."""
    rows = sorted(indicators, key=lambda each: (_ORDER[each.level1], _LEVEL2[each.level2]))
    counts = {level: sum(each.level1 == level for each in rows) for level in scheme.points}
    given = dict.fromkeys(scheme.points, 0)
    dealt = []
    for each in rows:
        whole, rest = divmod(scheme.points[each.level1], counts[each.level1])
        weight = whole + (given[each.level1] < rest)
        given[each.level1] += 1
        dealt.append(replace(each, weight=str(weight)))
    return tuple(dealt)


Budget = tuple[dict[tuple[str, str], Decimal], dict[str, Decimal]]
"""Amounts by measure and source, and totals by measure."""


def declared(project: Project, year: int, seed: str, budget: Budget | None = None) -> Record:
    """The project's target form of a year; a department has its projects' `budget`, and more."""
    chance = Random(f"{seed}/{project.id}/{year}")
    grown = 1 + 0.03 * (year - 2021)
    funds, totals = budget or _budget(project, chance, grown)
    listed = [_indicator(row, grown) for row in project.theme["indicators"]]
    if year % 2 and chance.random() < 0.5:
        listed.append(_indicator(chance.choice(themes()["extra"])["indicator"], grown))
    cost = Indicator("", "经济成本指标" if project.scheme.has_cost else "成本指标", "项目总成本控制数", "≤", "", "万元")
    listed.append(replace(cost, level1=LEVEL1[cost.level2], value=plain(totals["original"])))
    rows = weighted(listed, project.scheme)
    return Record(
        project_id=project.id,
        name=project.names[year],
        code=project.serial,
        year=year,
        department=project.department,
        unit=project.unit,
        goal=project.theme["goal"],
        midterm_goal=f"三年内，{project.theme['goal']}",
        result="",
        recurrence=chance.choice(("新增项目", "延续项目")),
        category=chance.choice(("其他运转类", "特定目标类")),
        funds=funds,
        totals=totals,
        indicators=rows,
        midterm=tuple(_over_years(each) for each in rows),
        execution_weight=str(project.scheme.execution),
        total_weight=str(project.scheme.total - project.scheme.execution),
    )


def _budget(project: Project, chance: Random, grown: float) -> Budget:
    total = (project.size * Decimal(str(grown))).quantize(CENT)
    other = (total * Decimal(chance.choice(("0", "0", "0.1", "0.25")))).quantize(CENT)
    carry = (total * Decimal(chance.choice(("0", "0", "0.05")))).quantize(CENT)
    parts = {"fiscal": total - other - carry, "carryover": carry, "other": other}
    funds = {("original", source): amount for source, amount in parts.items()}
    funds |= {("midterm", source): amount * 3 for source, amount in parts.items()}
    return funds, {"original": total, "midterm": total * 3, "half": (total * Decimal("0.4")).quantize(CENT)}


def doubled(records: list[Record]) -> Budget:
    """A department's budget: half of it is what its projects have."""
    funds = {key: 2 * sum((each.funds[key] for each in records), Decimal()) for key in records[0].funds}
    return funds, {name: 2 * sum((each.totals[name] for each in records), Decimal()) for name in records[0].totals}


def _indicator(row: list[str], grown: float) -> Indicator:
    level2, name, operator, value, unit = row
    if operator == "≥" and unit != "%":
        value = _like(value, Decimal(value) * Decimal(str(grown)))
    words = {"description": f"反映{name}的情况", "basis": "年度工作计划"}
    half = value
    if operator == "≥" and unit != "%":
        half = _like(value, Decimal(value) / 2)
    return Indicator(LEVEL1[level2], level2, name, operator, value, unit, half_year=half, **words)


def _like(value: str, number: Decimal) -> str:
    """A number with as many decimals as the text of another."""
    decimals = len(value.partition(".")[2])
    return f"{number:.{decimals}f}"


def _over_years(each: Indicator) -> Indicator:
    if each.operator in ("≥", "≤") and each.unit not in ("%", "小时", "分钟", "日", "年"):
        return replace(each, value=_like(each.value, Decimal(each.value) * 3))
    return each


def evaluated(target: Record, project: Project, seed: str) -> tuple[Record, tuple[Change, ...]]:
    """The self-evaluation a year later, and what became of each indicator."""
    chance = Random(f"{seed}/{project.id}/{target.year}/evaluated")
    rows, changes = _changed(target.indicators, chance)
    funds, totals = _spent(target, chance, project.quality)
    rate = totals["executed"] / totals["revised"]
    execution = min(Decimal(1), rate) * project.scheme.execution
    scored = tuple(_scored(each, chance, project.quality) for each in weighted(rows, project.scheme))
    score = points(scored, "score") + execution.quantize(CENT)
    record = replace(
        target,
        result=f"年度任务已完成。{project.theme['goal']}",
        funds=funds,
        totals=totals,
        indicators=scored,
        execution_rate=f"{rate * 100:.2f}%",
        execution_score=plain(execution.quantize(CENT)),
        total_weight=str(project.scheme.total),
        total_score=plain(score),
        grade=grade(score),
    )
    return record, changes


def grade(score: Decimal) -> str:
    """The grade by the national bands."""
    return next(word for floor, word in ((90, "优"), (80, "良"), (60, "中"), (-1, "差")) if score >= floor)


def _changed(rows: tuple[Indicator, ...], chance: Random) -> tuple[list[Indicator], tuple[Change, ...]]:
    """One indicator in three forms moves, is reworded, dropped or added."""
    kept, changes = list(rows), {}
    status = chance.choice(("kept",) * 5 + ("target_moved", "reworded", "dropped", "added"))
    # Levels must not lose their last indicator, which would leave points undealt.
    at = next(at for at, each in enumerate(kept) if each.level2 == "数量指标")
    if status == "target_moved":
        changes[kept[at].level3] = kept[at] = replace(
            kept[at], value=_like(kept[at].value, Decimal(kept[at].value) * 4 / 5)
        )
    elif status == "reworded":
        changes[kept[at].level3] = replace(kept[at], level3=f"{kept[at].level3}（含续办）")
        kept[at] = changes[kept[at].level3]
    elif status == "dropped":
        changes[kept[at].level3] = None
        del kept[at]
    elif status == "added":
        kept.append(_indicator(["质量指标", "资金使用合规率", "=", "100", "%"], 1))
    told = [
        Change(
            "kept" if now == each else status if now else "dropped",
            each.level3, each.target, now.level3 if now else "", now.target if now else "",
        )
        for each in rows
        for now in [changes.get(each.level3, each)]
    ]  # fmt: skip
    if status == "added":
        told.append(Change("added", "", "", kept[-1].level3, kept[-1].target))
    return kept, tuple(told)


def _spent(target: Record, chance: Random, quality: float) -> Budget:
    funds = dict(target.funds)
    moved = Decimal(chance.choice(("1", "1", "1", "0.9", "1.15")))
    for source in ("fiscal", "carryover", "other"):
        revised = (funds["original", source] * moved).quantize(CENT)
        share = Decimal(str(round(min(1.0, chance.uniform(quality - 0.1, 1.08)), 4)))
        funds["revised", source] = revised
        funds["executed", source] = (revised * share).quantize(CENT)
    return funds, {**target.totals, **{name: summed(funds, name) for name in ("revised", "executed")}}


def _scored(each: Indicator, chance: Random, quality: float) -> Indicator:
    is_met = chance.random() < quality
    is_poor = quality < _POOR
    short = Decimal(str(round(chance.uniform(*((0.1, 0.7) if is_poor else (0.5, 0.97))), 2)))
    if each.operator == "定性":
        actual, share = (each.value, 1) if is_met else ("部分达成年度指标", Decimal("0.4" if is_poor else "0.7"))
        if is_met and "前" not in each.value and chance.random() < 0.3:
            actual = "达成预期指标"
    elif each.operator == "≤":
        actual, share = _like(each.value, Decimal(each.value) * (1 if is_met else 2 - short)), 1 if is_met else short
    else:
        actual, share = _reached(each, chance, short, is_met=is_met)
    score = (Decimal(each.weight) * share).quantize(Decimal("0.1"))
    reason = (
        ""
        if score == Decimal(each.weight)
        else chance.choice(("受资金拨付进度影响", "年初指标值设置偏高", "部分工作延期"))
    )
    return replace(each, actual=actual, score=plain(score), reason=reason)


def _reached(each: Indicator, chance: Random, short: Decimal, *, is_met: bool) -> tuple[str, Decimal | int]:
    target = Decimal(each.value)
    if not is_met:
        return _like(each.value, target * short), short
    more = 1 if each.operator == "=" else Decimal(str(round(chance.choice((1, 1, chance.uniform(1, 1.2))), 3)))
    reached = _like(each.value, target * more)
    return (reached if each.unit != "%" or Decimal(reached) <= 100 else "100"), 1
