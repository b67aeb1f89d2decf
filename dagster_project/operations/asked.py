"""What a refresh is asked to read, as an operator says it and as a run's tags keep it."""

from collections.abc import Mapping
from dataclasses import dataclass

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.reading.opening import FIRST_YEAR, LAST_YEAR, year_of

ALL, YEAR = "jixiao/read", "jixiao/year"


@dataclass(frozen=True)
class Asked:
    """What a run is to read: what changed, `everything` again, or what changed among the documents of a fiscal `year`.

    Raises OperatorError where both are asked for.
    """

    everything: bool = False
    year: int | None = None

    def __post_init__(self) -> None:
        if self.everything and self.year is not None:
            raise OperatorError(text("refresh.full_or_year"))

    @classmethod
    def of(cls, tags: Mapping[str, str]) -> "Asked":
        """What the tags of a run ask for: `jixiao/read: all`, `jixiao/year: 2024`. Raises OperatorError."""
        year = tags.get(YEAR)
        if year is not None and year_of(year) is None:
            raise OperatorError(text("refresh.bad_year", year=year, first=FIRST_YEAR, last=LAST_YEAR))
        return cls(tags.get(ALL) == "all", int(year) if year else None)

    @property
    def tags(self) -> dict[str, str]:
        """The tags of a run that is asked for this."""
        year = {} if self.year is None else {YEAR: str(self.year)}
        return {ALL: "all"} | year if self.everything else year
