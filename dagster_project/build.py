"""Assembles the code location: assets, gates, jobs, schedules, the sensor. Tests call it with other settings."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from dagster_project.assets.dbt import build_layers, source_descriptions
from dagster_project.assets.matching import build_matching
from dagster_project.assets.publish import KEY, build_publish
from dagster_project.assets.raw import build_raw
from dagster_project.gates.checks import build_gates
from dagster_project.operations.automation import build_schedules, build_sensor
from dagster_project.operations.freshness_checks import build_freshness
from dagster_project.operations.inputs import code_version
from dagster_project.operations.progress import Silent
from dagster_project.operations.run_log import LOGGER, build_logger
from dagster_project.operations.session import RESOURCE, build_session
from dagster_project.operations.whole import JOB, Whole
from dagster_project.settings import Settings
from dagster_project.warehouse import dbt


def build_defs(settings: Settings, progress: Silent | None = None) -> dg.Definitions:
    """The definitions for one warehouse. Parses the dbt project where it changed; opens no database.

    Raises GateFailed where the dbt project cannot be parsed.
    """
    code_version(settings)  # of the code that is loaded now, whatever becomes of its files
    seen = progress or Silent()
    manifest = dbt.manifest(settings)
    descriptions = source_descriptions(manifest)
    raw = build_raw(settings, descriptions, seen)
    layers = [*build_layers(settings, manifest), build_matching(settings, descriptions)]
    gates = build_gates(settings.expectations_dir, settings)
    whole = Whole.of([raw, *layers, *gates])
    refresh, freshness = _refresh_job(), _freshness_job()
    return dg.Definitions(
        assets=[raw, *layers, build_publish(settings, whole, contract_version(manifest), marts(manifest))],
        asset_checks=[*gates, build_freshness(settings, KEY)],
        jobs=[refresh, freshness],
        schedules=build_schedules(settings, refresh, freshness),
        sensors=[build_sensor(settings, refresh)],
        loggers={LOGGER: build_logger(settings, seen)},
        resources={RESOURCE: build_session(settings, whole)},
        executor=dg.in_process_executor,
    )


def marts(manifest: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The models of the published schema, as the manifest has them."""
    return [
        node for node in manifest["nodes"].values() if node["resource_type"] == "model" and node["schema"] == "marts"
    ]


def contract_version(manifest: Mapping[str, Any]) -> str:
    """The version of the tables in marts: `meta.contract` of dbt_project.yml."""
    (declared,) = {node["meta"]["contract"] for node in marts(manifest)}
    return str(declared)


def _refresh_job() -> Any:
    return dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all(),
        config={"loggers": {LOGGER: {}}},
        description="The whole refresh: read, type, build, judge, publish.",
    )


def _freshness_job() -> Any:
    return dg.define_asset_job(
        "freshness",
        selection=dg.AssetSelection.checks_for_assets(KEY),
        description="How new the published version is today; builds nothing and needs no lock.",
    )
