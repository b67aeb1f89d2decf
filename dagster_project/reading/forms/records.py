"""What reading a form gives: its header fields, its rows by raw table, and the account of its cells."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dagster_project.reading.document import Cell
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.problems import Problem


@dataclass(slots=True)
class Ledger:
    """Which cells of a form were bound, and why the others were not."""

    bound: set[int] = field(default_factory=set)
    reasons: dict[int, str] = field(default_factory=dict)

    def bind(self, cells: Iterable[Cell | None]) -> None:
        """Note that these cells became part of a field, a label or prose."""
        self.bound.update(id(cell) for cell in cells if cell is not None)

    def bind_rows(self, rows: Iterable[Row]) -> None:
        """Note every cell of these rows as bound."""
        for row in rows:
            self.bind(row.cells)

    def reject(self, cells: Iterable[Cell], reason: str) -> None:
        """Note why these cells stay unbound, whatever an earlier pass took them for."""
        reasons = {id(cell): reason for cell in cells}
        self.reasons.update(reasons)
        self.bound.difference_update(reasons)


@dataclass(slots=True)
class Form:
    """One form as read: `fields` are columns of raw.forms, the lists are rows of their raw tables."""

    locator: str
    fields: dict[str, Any] = field(default_factory=dict)
    fund_lines: list[dict[str, Any]] = field(default_factory=list)
    spending_plan: list[dict[str, Any]] = field(default_factory=list)
    indicators: list[dict[str, Any]] = field(default_factory=list)
    scores: list[dict[str, Any]] = field(default_factory=list)
    sections: list[dict[str, Any]] = field(default_factory=list)
    statements: list[dict[str, Any]] = field(default_factory=list)
    contacts: list[dict[str, Any]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)  # to be told of; they keep nothing out
    ledger: Ledger = field(default_factory=Ledger)
    cells: int = 0
    cells_bound: int = 0
    cells_outside: int = 0
    is_passed_over: bool = False
    dated_headers: list[tuple[int, Cell]] = field(default_factory=list)  # columns that say which year they are of
    sides: tuple[str, ...] = ()  # horizons that stand side by side, from left to right
    unbound: list[dict[str, Any]] = field(default_factory=list)

    def field_once(self, name: str, value: str | None) -> None:
        """Set a header field; what stands first in the form serves."""
        if value and not self.fields.get(name):
            self.fields[name] = value
