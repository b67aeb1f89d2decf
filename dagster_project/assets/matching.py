"""The matching asset: who is who, between the gate on staging and the marts."""

from collections.abc import Iterator, Mapping

import dagster as dg
import polars as pl

from dagster_project.matching import SCHEMAS, match_projects, pair_indicators
from dagster_project.matching.tables import INDICATORS, OVERRIDES, SPELLINGS
from dagster_project.operations.record import ROWS
from dagster_project.operations.session import RESOURCE
from dagster_project.settings import Settings
from dagster_project.warehouse.connections import opened, write_tables

LAYER = "matching"

_READS = {
    dg.AssetKey(["intermediate", "int_project_spellings"]): SPELLINGS,
    dg.AssetKey(["staging", "stg_indicators"]): INDICATORS,
}
_OVERRIDES = dg.AssetKey(["seeds", "project_match_overrides"])
_DEPARTMENTS = dg.AssetKey(["intermediate", "int_departments"])


def build_matching(settings: Settings, descriptions: Mapping[str, str]) -> dg.AssetsDefinition:
    """The matching step; `descriptions`: table -> what the dbt source says about it."""

    @dg.multi_asset(
        name=LAYER,
        specs=[_spec(table, descriptions) for table in SCHEMAS],
        required_resource_keys={RESOURCE},
        description="Say which spellings are one project, and which declared indicators were evaluated.",
    )
    def matching() -> Iterator[dg.MaterializeResult]:
        spellings, indicators, overrides = _read(settings)
        matches = match_projects(spellings, overrides)
        pairs = pair_indicators(spellings, matches, indicators)
        tables = {"project_matches": matches, "indicator_pairs": pairs}
        with opened(settings.private_path) as connection:
            write_tables(connection, {LAYER: tables})
        for table, frame in tables.items():
            yield dg.MaterializeResult(asset_key=dg.AssetKey([LAYER, table]), metadata={ROWS: frame.height})

    return matching


def _read(settings: Settings) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Spellings, annual indicators and overrides, in an order of their own so that equal input gives equal tables."""
    queries = {
        table: f"select {', '.join(schema)} from {'.'.join(key.path)}"
        for (key, schema), table in zip(_READS.items(), ("spellings", "indicators"), strict=True)
    }
    queries["indicators"] += " where horizon = 'annual'"
    queries["overrides"] = (
        f"select {', '.join(OVERRIDES)} from {'.'.join(_OVERRIDES.path)} "
        f"inner join {'.'.join(_DEPARTMENTS.path)} using (region_code, department_name)"
    )
    with opened(settings.private_path, read_only=True) as connection:
        spellings, indicators, overrides = (connection.sql(f"{each} order by all").pl() for each in queries.values())
    return spellings.cast(SPELLINGS), indicators.cast(INDICATORS), overrides.cast(OVERRIDES)


def _spec(table: str, descriptions: Mapping[str, str]) -> dg.AssetSpec:
    columns = [dg.TableColumn(name, str(kind)) for name, kind in SCHEMAS[table].items()]
    return dg.AssetSpec(
        dg.AssetKey([LAYER, table]),
        deps=[*_READS, _OVERRIDES, _DEPARTMENTS],
        description=descriptions.get(table),
        group_name=LAYER,
        kinds={"polars", "duckdb"},
        metadata={"dagster/column_schema": dg.TableSchema(columns=columns)},
    )
