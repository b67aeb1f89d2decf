"""What a department knows of a project in a year, before any form prints it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

Money = Decimal
"""An amount in 万元."""

MEASURES = ("midterm", "original", "revised", "executed")
SOURCES = ("fiscal", "carryover", "other")


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator as declared, and as evaluated where `actual`, `weight` and `score` are filled."""

    level1: str
    level2: str
    level3: str
    operator: str  # ≥ ≤ = or 定性
    value: str
    unit: str
    weight: str = ""
    actual: str = ""
    score: str = ""
    reason: str = ""
    half_year: str = ""
    description: str = ""
    basis: str = ""

    @property
    def target(self) -> str:
        """Sign, value and unit in one."""
        return f"{'' if self.operator == '定性' else self.operator}{self.value}{self.unit}"

    @property
    def joined(self) -> str:
        """Value and unit, where the sign has a column of its own."""
        return f"{self.value}{self.unit}"

    @property
    def direction(self) -> str:
        """Whether more is better."""
        return "反向指标" if self.operator == "≤" else "正向指标"


@dataclass(frozen=True, slots=True)
class Planted:
    """An error put into a record: its kind, where it stands, what is printed, and what would be right."""

    kind: str
    where: str
    printed: str
    right: str


@dataclass(frozen=True, slots=True)
class Party:
    """A department or a unit with its local code."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Record:
    """A project in a year. `funds` has an amount for each measure and source, the totals are printed as they are."""

    project_id: str
    name: str
    code: str
    year: int
    department: Party
    unit: Party
    goal: str
    midterm_goal: str
    result: str
    recurrence: str
    category: str
    funds: dict[tuple[str, str], Money]
    totals: dict[str, Money]
    indicators: tuple[Indicator, ...]
    midterm: tuple[Indicator, ...] = ()
    execution_weight: str = ""
    execution_rate: str = ""
    execution_score: str = ""
    total_weight: str = ""
    total_score: str = ""
    grade: str = ""
    planted: tuple[Planted, ...] = field(default=())

    def amount(self, measure: str, source: str = "total") -> Money:
        """An amount of a source, or the printed total."""
        return self.totals[measure] if source == "total" else self.funds[measure, source]

    def with_error(self, planted: Planted, **changes: object) -> "Record":
        """The record with an error in it."""
        return replace(self, planted=(*self.planted, planted), **changes)


def summed(funds: dict[tuple[str, str], Money], measure: str) -> Money:
    """The sum of all sources."""
    return sum((amount for (kind, _), amount in funds.items() if kind == measure), Money())


def points(indicators: Iterable[Indicator], column: str) -> Decimal:
    """The sum of weights or scores."""
    return sum((Decimal(getattr(each, column) or "0") for each in indicators), Decimal())


def plain(number: Decimal) -> str:
    """A number without trailing zeros."""
    return f"{number.normalize():f}"
