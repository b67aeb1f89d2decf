"""Freshness as asset checks of the published version: shown and never blocking, for time passes by itself."""

from collections.abc import Iterator

import dagster as dg

from dagster_project.messages import text
from dagster_project.operations.freshness import Freshness, is_behind, read_freshness
from dagster_project.operations.waves import today
from dagster_project.settings import Settings
from dagster_project.warehouse import versions

STEP = "judge_freshness"
_SHOWN = 20


def build_freshness(settings: Settings, published: dg.AssetKey) -> dg.AssetChecksDefinition:
    """The checks: the newest year with targets, the newest with self-evaluations, late departments per region."""
    names = ("newest_targets", "newest_self_evaluations", "late_departments")

    @dg.multi_asset_check(
        name=STEP,
        specs=[dg.AssetCheckSpec(name, asset=published, description=text(f"freshness.{name}")) for name in names],
        can_subset=True,
    )
    def freshness(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        serving = versions.current(settings)
        found = read_freshness(versions.path_of(settings, serving), today()) if serving else None
        for key in context.selected_asset_check_keys:
            passed, description, metadata = _judged(key.name, found)
            yield dg.AssetCheckResult(
                passed=passed,
                asset_key=published,
                check_name=key.name,
                severity=dg.AssetCheckSeverity.WARN,
                description=description,
                metadata=metadata,
            )

    return freshness


def _judged(name: str, found: Freshness | None) -> tuple[bool, str, dict[str, str | int | dg.MetadataValue]]:
    if found is None:
        return False, text("freshness.unknown"), {}
    if name == "late_departments":
        late = [f"- {region.name}: {region.late}" for region in found.regions if region.late]
        said = text("freshness.late", departments=sum(region.late for region in found.regions), regions=len(late))
        return not late, said, {"per region": dg.MetadataValue.md("\n".join(late[:_SHOWN]) or "-")}
    newest, due = {
        "newest_targets": (found.targets, found.targets_due),
        "newest_self_evaluations": (found.self_evaluations, found.self_evaluations_due),
    }[name]
    return not is_behind(newest, due), text("freshness.newest", newest=newest or "none", due=due or "none"), {}
