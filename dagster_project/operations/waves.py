"""The disclosure calendar: when a year's documents appear, and what day it is where they are published.

Budgets are approved from December to March and disclosed within 20 days, again 20 days later by departments: mostly
from February to April. Final accounts follow from June to September, up to November; self-evaluations of their own
stand between, up to December. So each wave is looked at more than once, and a run that finds nothing new does no harm.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

ZONE = "Asia/Shanghai"
_SHANGHAI = timezone(timedelta(hours=8), ZONE)  # no summer time since 1991, and no need for the system's table of zones


@dataclass(frozen=True)
class Wave:
    """The documents of one stage. `crons` in `ZONE`; in year Y they are of fiscal year Y - `years_back`."""

    name: str
    stage: str
    crons: tuple[str, ...]
    years_back: int
    description: str


WAVES = (
    Wave("targets", "target", ("0 6 15 2,3,4 *",), 0, "Budgets and their targets: 15 February, March and April."),
    Wave(
        "self_evaluations",
        "self_evaluation",
        ("0 6 1 7,9 *", "0 6 15 10,12 *"),
        1,
        "Final accounts and self-evaluations of the year before: 1 July and September, 15 October and December.",
    ),
)


def today(now: datetime | None = None) -> date:
    """The day in `ZONE`, now or at another moment."""
    return (now or datetime.now(UTC)).astimezone(_SHANGHAI).date()
