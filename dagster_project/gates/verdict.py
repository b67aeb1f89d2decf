"""What a gate found: one judgement an expectation, one verdict a suite."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dagster_project.visible import visible

Outcome = Literal["passed", "failed", "could_not_judge"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One expectation of one table. `evaluated` and `unexpected` count rows; None where nothing was counted."""

    expectation: str
    severity: str
    outcome: Outcome
    evaluated: int | None = None
    unexpected: int | None = None
    examples: tuple[str, ...] = ()
    says: str = ""

    @property
    def blocks(self) -> bool:
        """Whether the next layer may not be built. What could not be judged blocks whatever its severity."""
        return self.outcome == "could_not_judge" or (self.outcome == "failed" and self.severity == "critical")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgements of one suite."""

    layer: str
    table: str
    judgements: tuple[Judgement, ...]

    @property
    def outcome(self) -> Outcome:
        """The worst of its judgements; a suite without any could not judge."""
        found = {judgement.outcome for judgement in self.judgements}
        if "could_not_judge" in found or not found:
            return "could_not_judge"
        return "failed" if "failed" in found else "passed"

    @property
    def blocks(self) -> bool:
        """Whether one of its judgements blocks, or there is none."""
        return not self.judgements or any(judgement.blocks for judgement in self.judgements)

    @property
    def not_passed(self) -> list[Judgement]:
        """What is to be shown, the blocking ones first."""
        return sorted((each for each in self.judgements if each.outcome != "passed"), key=lambda each: not each.blocks)

    def rows(self) -> list[dict[str, Any]]:
        """Rows of meta.gate_results, but for the run's key: plain values, ready for JSON."""
        return [
            {
                "layer": self.layer,
                "table_name": self.table,
                "expectation": judgement.expectation,
                "severity": judgement.severity,
                "outcome": judgement.outcome,
                "evaluated": judgement.evaluated,
                "unexpected": judgement.unexpected,
                "examples": visible("; ".join(judgement.examples)) or None,
            }
            for judgement in self.judgements
        ]


def unjudged(layer: str, table: str, reason: str) -> Verdict:
    """The verdict of a suite that could not be used at all: it blocks."""
    return Verdict(layer, table, (Judgement("suite", "critical", "could_not_judge", examples=(reason,)),))


def judgement(label: str, severity: str, result: Mapping[str, Any], rows: int | None) -> Judgement:
    """What one result of Great Expectations says. `rows`: rows of the table, where known.

    A result that raised is no failure of the data: it could not judge. Its example is the error's first line.
    """
    if error := _raised(result["exception_info"]):
        return Judgement(label, severity, "could_not_judge", examples=(error,))
    measured = result["result"]
    outcome: Outcome = "passed" if result["success"] else "failed"
    if "element_count" in measured:
        evaluated = measured["element_count"] - (measured.get("missing_count") or 0)
        return Judgement(label, severity, outcome, evaluated, measured.get("unexpected_count") or 0)
    observed = measured.get("observed_value")
    if label.startswith("expect_"):  # a measure of the whole table
        examples = () if result["success"] else (f"observed {observed}",)
        return Judgement(label, severity, outcome, rows, None, examples)
    return Judgement(label, severity, outcome, rows, observed)


def rows_of(results: Sequence[Mapping[str, Any]]) -> int | None:
    """Rows of the table, from whichever result counted them."""
    for result in results:
        measured = result["result"]
        if "element_count" in measured:
            return int(measured["element_count"])
        if result["type"] == "expect_table_row_count_to_be_between" and measured:
            return int(measured["observed_value"])
    return None


def _raised(info: Mapping[str, Any]) -> str | None:
    # Flat where all went well, else one entry a metric.
    for entry in [info, *(value for value in info.values() if isinstance(value, Mapping))]:
        if entry.get("raised_exception"):
            return str(entry.get("exception_message") or "an error without a message").strip().splitlines()[0]
    return None
