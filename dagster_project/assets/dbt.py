"""dbt's layers as assets: one step each, so that a gate can stand between them."""

from collections.abc import Iterable, Iterator, Mapping
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
    """One step, of the models in `folders` (and of the seeds). `after`: the layer whose every gate it waits for."""

    name: str
    folders: tuple[str, ...]
    has_seeds: bool
    indirect_selection: str
    after: str

    def select(self, project: str) -> list[str]:
        """dbt's selectors. By name and not by path, which dbt looks up from the working directory."""
        models = [f"fqn:{project}.{folder}" for folder in self.folders]
        return [*models, "resource_type:seed"] if self.has_seeds else models

    def has(self, node: Node) -> bool:
        """Whether a node of the manifest is a table or a view of this step."""
        kind = node["resource_type"]
        return (
            kind == "seed" if self.has_seeds and kind == "seed" else kind == "model" and node["fqn"][1] in self.folders
        )


LAYERS = (
    Layer("staging", ("staging",), has_seeds=True, indirect_selection="cautious", after="raw"),
    # The default would run relationship tests across layers before the marts exist, and fail on a first build.
    Layer("marts", ("intermediate", "marts"), has_seeds=False, indirect_selection="buildable", after="staging"),
)


def build_layers(
    settings: Settings, manifest: Mapping[str, Any], raw_keys: Iterable[dg.AssetKey]
) -> list[dg.AssetsDefinition]:
    """The dbt steps, each waiting for every table of the layer before it."""
    keys = {"raw": set(raw_keys)}
    built = []
    for layer in LAYERS:
        step = _step(settings, manifest, layer, keys[layer.after])
        keys[layer.name] = set(step.keys)
        built.append(step)
    return built


def source_descriptions(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Raw table -> what dbt's source says about it."""
    return {source["name"]: source["description"] for source in manifest["sources"].values()}


def asset_key(node: Node) -> dg.AssetKey:
    """layer / table, of a source, a seed or a model."""
    return dg.AssetKey([node["schema"], node["name"]])


class _Translator(DagsterDbtTranslator):
    """Keys as layer / table, descriptions without SQL, and data tests as part of the step instead of checks."""

    def __init__(self, barrier: Mapping[str, list[dg.AssetKey]]) -> None:
        super().__init__(DagsterDbtTranslatorSettings(enable_asset_checks=False))
        self._barrier = barrier

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: Any) -> dg.AssetSpec:
        spec = super().get_asset_spec(manifest, unique_id, project)
        return spec.merge_attributes(deps=self._barrier.get(unique_id, []))

    def get_asset_key(self, dbt_resource_props: Node) -> dg.AssetKey:
        return asset_key(dbt_resource_props)

    def get_group_name(self, dbt_resource_props: Node) -> str:
        return str(dbt_resource_props["schema"])

    def get_description(self, dbt_resource_props: Node) -> str:
        return str(dbt_resource_props["description"])


def _step(
    settings: Settings, manifest: Mapping[str, Any], layer: Layer, before: set[dg.AssetKey]
) -> dg.AssetsDefinition:
    select = layer.select(manifest["metadata"]["project_name"])

    @dbt_assets(
        name=f"dbt_{layer.name}",
        manifest=manifest,
        select=" ".join(select),
        dagster_dbt_translator=_Translator(_barrier(manifest, layer, before)),
        required_resource_keys={RESOURCE},
    )
    def step(context: dg.AssetExecutionContext) -> Iterator[dg.MaterializeResult]:
        chosen = _chosen(manifest, context) if context.is_subset else select
        results = dbt.build(settings, chosen, layer.indirect_selection)
        yield from _made(settings, manifest, results)
        _refuse_failures(settings, results)

    return step


def _barrier(manifest: Mapping[str, Any], layer: Layer, before: set[dg.AssetKey]) -> dict[str, list[dg.AssetKey]]:
    """What the step must wait for although none of its models reads it, hung on its first model.

    Dagster lets a failed gate stop only those steps that depend on the table it judged, but a layer whose
    gate failed must not be followed by the next one, whoever reads the table.
    """
    members = [node for node in manifest["nodes"].values() if layer.has(node)]
    read = {key for node in members for key in _parents(manifest, node)}
    first = min(node["unique_id"] for node in members)
    return {first: sorted(before - read)}


def _parents(manifest: Mapping[str, Any], node: Node) -> Iterator[dg.AssetKey]:
    nodes = {**manifest["nodes"], **manifest["sources"]}
    yield from (asset_key(nodes[parent]) for parent in node.get("depends_on", {}).get("nodes", []))


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
