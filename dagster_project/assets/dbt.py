"""dbt's layers as assets: one step each, so that a gate can stand between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, dbt_assets

from dagster_project.errors import GateFailed
from dagster_project.messages import text
from dagster_project.operations.record import ROWS, TESTS
from dagster_project.operations.session import RESOURCE
from dagster_project.reading.privacy import scrub
from dagster_project.settings import Settings
from dagster_project.warehouse import dbt
from dagster_project.warehouse.connections import opened, row_counts

Node = Mapping[str, Any]

_SHOWN = 5


@dataclass(frozen=True)
class Layer:
    """One step: the models in `folders` but those of `others`, and the seeds if it has them."""

    name: str
    folders: tuple[str, ...]
    has_seeds: bool
    indirect_selection: str
    others: tuple[str, ...] = ()

    def select(self, project: str) -> list[str]:
        """dbt's selectors. By name and not by path, which dbt looks up from the working directory."""
        models = _named(project, self.folders)
        return [*models, "resource_type:seed"] if self.has_seeds else models

    def exclude(self, project: str) -> list[str]:
        """dbt's selectors of what another step builds."""
        return _named(project, self.others)


def _named(project: str, folders: tuple[str, ...]) -> list[str]:
    return [f"fqn:{project}.{folder}" for folder in folders]


_NAMES = "intermediate.names"


LAYERS = (
    # With the names that the matching reads.
    Layer("staging", ("staging", _NAMES), has_seeds=True, indirect_selection="cautious"),
    # The default would run relationship tests across layers before the marts exist, and fail on a first build.
    Layer("marts", ("intermediate", "marts"), has_seeds=False, indirect_selection="buildable", others=(_NAMES,)),
)


def build_layers(settings: Settings, manifest: Mapping[str, Any]) -> list[dg.AssetsDefinition]:
    """The dbt steps. Each waits for the gate step of the layer before it, whichever of its tables it reads."""
    return [_step(settings, manifest, layer) for layer in LAYERS]


def source_descriptions(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Raw table -> what dbt's source says about it."""
    return {source["name"]: source["description"] for source in manifest["sources"].values()}


def asset_key(node: Node) -> dg.AssetKey:
    """layer / table, of a source, a seed or a model."""
    return dg.AssetKey([node["schema"], node["name"]])


class _Translator(DagsterDbtTranslator):
    """Keys as layer / table, descriptions without SQL, and data tests as part of the step instead of checks."""

    def __init__(self) -> None:
        super().__init__(DagsterDbtTranslatorSettings(enable_asset_checks=False))

    def get_asset_key(self, dbt_resource_props: Node) -> dg.AssetKey:
        return asset_key(dbt_resource_props)

    def get_group_name(self, dbt_resource_props: Node) -> str:
        return str(dbt_resource_props["schema"])

    def get_description(self, dbt_resource_props: Node) -> str:
        return str(dbt_resource_props["description"])


def _step(settings: Settings, manifest: Mapping[str, Any], layer: Layer) -> dg.AssetsDefinition:
    project = manifest["metadata"]["project_name"]
    select, exclude = layer.select(project), layer.exclude(project)

    @dbt_assets(
        name=f"dbt_{layer.name}",
        manifest=manifest,
        select=" ".join(select),
        exclude=" ".join(exclude) or None,
        dagster_dbt_translator=_Translator(),
        required_resource_keys={RESOURCE},
    )
    def step(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
        chosen = _chosen(manifest, context) if context.is_subset else select
        results = dbt.build(settings, chosen, layer.indirect_selection, exclude)
        yield from _made(settings, manifest, results)
        _refuse_failures(settings, results)

    return step


def _chosen(manifest: Mapping[str, Any], context: dg.AssetExecutionContext) -> list[str]:
    tables = [node for node in manifest["nodes"].values() if node["resource_type"] in ("model", "seed")]
    return [node["name"] for node in tables if asset_key(node) in context.selected_asset_keys]


def _made(
    settings: Settings, manifest: Mapping[str, Any], results: list[dbt.NodeResult]
) -> Iterator[dg.MaterializeResult]:
    built = [manifest["nodes"][row.unique_id] for row in results if row.kind != "test" and row.status == "success"]
    counts = _counted(settings, built)
    tests = _tests_passed(manifest, results)
    for node in built:
        key = asset_key(node)
        metadata: dict[str, int] = {TESTS: tests.get(node["unique_id"], 0)}
        if key.to_user_string() in counts:
            metadata[ROWS] = counts[key.to_user_string()]
        yield dg.MaterializeResult(asset_key=key, metadata=metadata)


def _counted(settings: Settings, built: list[Node]) -> dict[str, int]:
    # Rows of intermediate views are not counted: each count would run the whole chain below it once more.
    files = {"private": settings.private_path, settings.build_path.stem: settings.build_path}
    counts: dict[str, int] = {}
    for catalog, path in files.items():
        tables = [f"{node['schema']}.{node['name']}" for node in built if node["database"] == catalog]
        with opened(path, read_only=True) as connection:
            found = row_counts(connection, [table for table in tables if not table.startswith("intermediate.")])
        counts |= {table.replace(".", "/"): rows for table, rows in found.items()}
    return counts


def _tests_passed(manifest: Mapping[str, Any], results: list[dbt.NodeResult]) -> dict[str, int]:
    passed: dict[str, int] = {}
    for row in results:
        if row.kind == "test" and row.status == "pass":
            node = manifest["nodes"][row.unique_id]
            table = node.get("attached_node") or node["depends_on"]["nodes"][0]
            passed[table] = passed.get(table, 0) + 1
    return passed


def _refuse_failures(settings: Settings, results: list[dbt.NodeResult]) -> None:
    failed = [row for row in results if row.has_failed]
    if failed:
        # A database's message may quote the value it stumbled over.
        shown = scrub("; ".join(f"{row.name}: {row.message}" for row in failed[:_SHOWN]), _contacts(settings))
        raise GateFailed(text("dbt.failed", failed=len(failed), judged=len(results), shown=shown))


def _contacts(settings: Settings) -> set[str]:
    with opened(settings.private_path, read_only=True) as connection:
        return {value for (value,) in connection.execute("select distinct value from raw.contacts").fetchall()}
