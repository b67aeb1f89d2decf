"""The desk that one document is read at: what has been used of its limits, what could not be read."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from dagster_project.reading.containers.limits import DEFAULT, Limits
from dagster_project.reading.problems import Problem, problem, refusal


@dataclass(slots=True)
class Desk:
    """One reading of one document. Readers count on it what they make, and note on it what they cannot read."""

    limits: Limits = DEFAULT
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    cells: int = 0
    unpacked: int = 0
    since: float = field(default_factory=time.monotonic)
    on_time: Callable[[], None] | None = None

    def take_cells(self, count: int = 1) -> None:
        """Count cells or paragraphs. Raises ReadingError above the limits of number and time."""
        before, self.cells = self.cells, self.cells + count
        self.check("cells", self.cells, self.limits.cells)
        if before // 1000 != self.cells // 1000:
            self.check_time()

    def take_bytes(self, count: int) -> None:
        """Count unpacked bytes. Raises ReadingError above the limit."""
        self.unpacked += count
        self.check("unpacked bytes", self.unpacked, self.limits.unpacked_bytes)

    def check(self, what: str, count: int, limit: int) -> None:
        """Raise ReadingError where there is more of something than is read."""
        if count > limit:
            raise refusal("too_much", what=what, limit=limit)

    def check_time(self) -> None:
        """Raise ReadingError where the document has taken too long. `on_time` hears that it is still being read."""
        if self.on_time:
            self.on_time()
        if time.monotonic() - self.since > self.limits.seconds:
            raise refusal("too_slow", seconds=int(self.limits.seconds))

    def note(self, reason_code: str, locator: str, **values: object) -> None:
        """Note a part that is shown and cannot be read."""
        self.problems.append(problem(reason_code, locator, None, **values))

    def leave_out(self, locator: str) -> None:
        """Note a place that the file holds and does not show."""
        if locator not in self.left_out:
            self.left_out.append(locator)
