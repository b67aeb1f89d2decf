"""Gates for Dagster: every suite file is one blocking asset check; the checks of a layer are one step.

One step a layer and not one a suite: opening the layer once is most of the cost, the other gates are still
judged when one fails, and a step's own overhead is paid three times instead of forty.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import dagster as dg

from dagster_project.gates import judges
from dagster_project.gates.suites import LAYERS, suite_paths
from dagster_project.gates.verdict import Judgement, Verdict
from dagster_project.messages import text
from dagster_project.settings import Settings

CHECK = "expectations"
"""The name of every gate's check: `<layer>/<table>:expectations`."""

RESULTS = "results"
"""The key of a check's metadata that holds its rows of meta.gate_results."""


def build_gates(expectations_dir: Path, settings: Settings) -> list[dg.AssetChecksDefinition]:
    """One definition a layer that has suites, with a blocking check for each of them."""
    paths = suite_paths(expectations_dir)
    layers = [(layer, [path for path in paths if path.parent.name == layer]) for layer in LAYERS]
    return [_gate(layer, of_layer, settings) for layer, of_layer in layers if of_layer]


def _gate(layer: str, paths: Sequence[Path], settings: Settings) -> dg.AssetChecksDefinition:
    specs = {path: dg.AssetCheckSpec(CHECK, asset=dg.AssetKey([layer, path.stem]), blocking=True) for path in paths}

    @dg.multi_asset_check(
        name=f"{layer}__gate",
        specs=list(specs.values()),
        can_subset=True,
        description=text("gates.describe", layer=layer),
    )
    def gate(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        wanted = [path for path, spec in specs.items() if spec.key in context.selected_asset_check_keys]
        yield from map(check_result, judges.judge(settings, layer, wanted))

    return gate


def check_result(verdict: Verdict) -> dg.AssetCheckResult:
    """A verdict as Dagster shows it; only what blocks has the severity ERROR."""
    failing = [_line(each) for each in verdict.not_passed]
    return dg.AssetCheckResult(
        passed=verdict.outcome == "passed",
        asset_key=dg.AssetKey([verdict.layer, verdict.table]),
        check_name=CHECK,
        severity=dg.AssetCheckSeverity.ERROR if verdict.blocks else dg.AssetCheckSeverity.WARN,
        description=_summary(verdict),
        metadata={
            "outcome": verdict.outcome,
            "expectations": len(verdict.judgements),
            "evaluated": sum(each.evaluated or 0 for each in verdict.judgements),
            "unexpected": sum(each.unexpected or 0 for each in verdict.judgements),
            "not_passed": dg.MetadataValue.md("\n".join(f"- {line}" for line in failing) or "-"),
            RESULTS: dg.MetadataValue.json(verdict.rows()),
        },
    )


def _summary(verdict: Verdict) -> str:
    if not verdict.not_passed:
        return text("gates.passed", table=f"{verdict.layer}.{verdict.table}", expectations=len(verdict.judgements))
    return f"{verdict.layer}.{verdict.table}: " + "; ".join(_line(each) for each in verdict.not_passed)


def _line(judgement: Judgement) -> str:
    counted = "" if judgement.unexpected is None else f" {judgement.unexpected} of {judgement.evaluated}"
    says = f" ({judgement.says})" if judgement.says else ""
    examples = "".join(f" | {example}" for example in judgement.examples)
    return f"{judgement.severity} {judgement.outcome}: {judgement.expectation}{counted}{says}{examples}"
