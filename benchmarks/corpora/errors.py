"""Errors that are put into records on purpose, each of them noted."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from corpora.records import Planted, Record, plain
from corpora.world import grade

SHARE = 0.2
"""The share of forms that get an error."""


def with_error(record: Record, family: str, seed: str) -> Record:
    """The record, one in five with an error that this family prints."""
    chance = Random(f"{seed}/{family}/{record.project_id}/{record.year}/error")
    if chance.random() >= SHARE:
        return record
    if not record.total_score:
        return chance.choice((*_OF_TARGETS, *_OF_FAMILIES.get(family, ())))(record, chance)
    made = chance.choice((*_OF_EVALUATIONS, *_OF_FAMILIES.get(family, ())))(record, chance)
    is_graded = made.planted[-1].kind != "grade"
    return replace(made, grade=grade(Decimal(made.total_score))) if is_graded else made


def corrected(record: Record) -> Record:
    """A later version of a self-evaluation: less was spent, one score is lower."""
    spent = record.totals["executed"] * Decimal("0.95")
    spent = spent.quantize(Decimal("0.01"))
    less = record.totals["executed"] - spent
    at = max(range(len(record.indicators)), key=lambda each: Decimal(record.indicators[each].score))
    lower = Decimal(record.indicators[at].score) - 1
    return replace(
        record,
        totals={**record.totals, "executed": spent},
        funds={**record.funds, ("executed", "fiscal"): record.funds["executed", "fiscal"] - less},
        execution_rate=f"{spent / record.totals['revised'] * 100:.2f}%",
        indicators=_replaced(record, at, score=plain(lower), reason="经复核调整"),
        total_score=plain(Decimal(record.total_score) - 1),
        grade=grade(Decimal(record.total_score) - 1),
    )


def _fund_total(record: Record, chance: Random) -> Record:
    """The total of the sources is off."""
    wrong = record.totals["original"] + Decimal(chance.randrange(1, 90)) / 10
    found = Planted("fund_total", "original", plain(wrong), plain(record.totals["original"]))
    return record.with_error(found, totals={**record.totals, "original": wrong})


def _cost_over_budget(record: Record, chance: Random) -> Record:
    """The cost indicator allows more than the budget."""
    at = next(at for at, each in enumerate(record.indicators) if each.unit == "万元" and each.operator == "≤")
    wrong = plain(record.totals["original"] * (2 + chance.randrange(3)))
    found = Planted("cost_over_budget", record.indicators[at].level3, wrong, record.indicators[at].value)
    return record.with_error(found, indicators=_replaced(record, at, value=wrong))


def _half_year(record: Record, chance: Random) -> Record:
    """More is to be spent in half a year than in the whole."""
    wrong = record.totals["original"] + chance.randrange(1, 20)
    found = Planted("half_year_above_annual", "half", plain(wrong), plain(record.totals["half"]))
    return record.with_error(found, totals={**record.totals, "half": wrong})


def _midterm(record: Record, _: Random) -> Record:
    """Several years have less money than the first of them."""
    less = {key: amount / 6 for key, amount in record.funds.items() if key[0] == "midterm"}
    less = {key: amount.quantize(Decimal("0.01")) for key, amount in less.items()}
    wrong = sum(less.values(), Decimal())
    found = Planted("midterm_below_annual", "midterm", plain(wrong), plain(record.totals["midterm"]))
    return record.with_error(found, funds={**record.funds, **less}, totals={**record.totals, "midterm": wrong})


def _total_score(record: Record, chance: Random) -> Record:
    """The total is not the sum of the scores."""
    wrong = plain(Decimal(record.total_score) - chance.choice((1, 2, 3)))
    found = Planted("total_score", "total", wrong, record.total_score)
    return record.with_error(found, total_score=wrong)


def _execution_rate(record: Record, chance: Random) -> Record:
    """The rate is not what was spent of the budget."""
    wrong = f"{Decimal(record.execution_rate[:-1]) * Decimal('0.9') - chance.randrange(5):.2f}%"
    found = Planted("execution_rate", "total", wrong, record.execution_rate)
    return record.with_error(found, execution_rate=wrong)


def _without_reason(record: Record, chance: Random) -> Record:
    """Points are off and no reason is given."""
    at = chance.choice([at for at, each in enumerate(record.indicators) if Decimal(each.score) >= 1])
    each = record.indicators[at]
    lost = plain(Decimal(each.score) - 1)
    found = Planted("points_without_reason", each.level3, lost, each.weight)
    total = plain(Decimal(record.total_score) - 1)
    return record.with_error(found, indicators=_replaced(record, at, score=lost, reason=""), total_score=total)


def _above_weight(record: Record, chance: Random) -> Record:
    """A score is above its weight."""
    at = chance.randrange(len(record.indicators))
    each = record.indicators[at]
    wrong = plain(Decimal(each.weight) + 1)
    found = Planted("score_above_weight", each.level3, wrong, each.weight)
    total = plain(Decimal(record.total_score) - Decimal(each.score) + Decimal(wrong))
    return record.with_error(found, indicators=_replaced(record, at, score=wrong, reason=""), total_score=total)


def _above_budget(record: Record, chance: Random) -> Record:
    """More was spent than the budget allows."""
    wrong = record.totals["revised"] + Decimal(chance.randrange(10, 200)) / 10
    more = wrong - record.totals["executed"]
    found = Planted("executed_above_budget", "executed", plain(wrong), plain(record.totals["revised"]))
    funds = {**record.funds, ("executed", "fiscal"): record.funds["executed", "fiscal"] + more}
    more = Decimal(record.execution_weight) - Decimal(record.execution_score)
    return record.with_error(
        found,
        totals={**record.totals, "executed": wrong},
        funds=funds,
        execution_rate=f"{wrong / record.totals['revised'] * 100:.2f}%",
        execution_score=record.execution_weight,
        total_score=plain(Decimal(record.total_score) + more),
    )


def _grade(record: Record, _: Random) -> Record:
    """The grade is not that of the total."""
    right = grade(Decimal(record.total_score))
    wrong = "优" if right != "优" else "良"
    return record.with_error(Planted("grade", "grade", wrong, right), grade=wrong)


def _weights(record: Record, chance: Random) -> Record:
    """The weights do not add up to their printed total."""
    at = chance.randrange(len(record.indicators))
    each = record.indicators[at]
    wrong = plain(Decimal(each.weight) + 2)
    found = Planted("weight_total", each.level3, wrong, each.weight)
    return record.with_error(found, indicators=_replaced(record, at, weight=wrong))


def _replaced(record: Record, at: int, **changes: str) -> tuple:
    rows = list(record.indicators)
    rows[at] = replace(rows[at], **changes)
    return tuple(rows)


Error = Callable[[Record, Random], Record]
_OF_TARGETS: tuple[Error, ...] = (_fund_total, _cost_over_budget)
_OF_EVALUATIONS: tuple[Error, ...] = (
    _fund_total,
    _total_score,
    _execution_rate,
    _without_reason,
    _above_weight,
    _above_budget,
    _weights,
)
# Errors that only some families print.
_OF_FAMILIES: dict[str, tuple[Error, ...]] = {
    **dict.fromkeys(("sichuan_self", "yunnan_self", "jiangsu_self", "department_self"), (_grade,)),
    "jiangsu_target": (_half_year,),
    "national_target": (_midterm,),
}
