"""The raw assets: the documents as read, and their distinct printed figures as typed."""

from collections.abc import Iterator, Mapping

import dagster as dg
import polars as pl

from dagster_project.operations.progress import Silent
from dagster_project.operations.record import ROWS
from dagster_project.operations.session import RESOURCE
from dagster_project.reading.collect import read_all
from dagster_project.reading.manifest import read_manifest
from dagster_project.reading.regions import load_regions
from dagster_project.reading.tables import SCHEMAS
from dagster_project.reading.values import printed_values, type_values
from dagster_project.settings import Settings
from dagster_project.warehouse.connections import opened, write_tables
from dagster_project.warehouse.leftovers import drop_database

LAYER = "raw"
TYPED = "typed_values"

_OWNER_ALONE = 0o600  # names and numbers of contacts lie in it

Made = dg.MaterializeResult[None]


def build_raw(settings: Settings, descriptions: Mapping[str, str], progress: Silent) -> dg.AssetsDefinition:
    """The raw step; `descriptions`: table -> what the dbt source says about it.

    Reading and typing are one step because the gate on raw is one: a step between some of its tables and
    others would be a cycle, which Dagster resolves by cutting every layer into pieces.
    """

    @dg.multi_asset(
        name=LAYER,
        specs=[_spec(table, descriptions) for table in SCHEMAS],
        required_resource_keys={RESOURCE},
        description="Read every document that the manifest lists, type its figures; the files of the build begin anew.",
    )
    def raw() -> Iterator[Made]:
        tables = _read(settings, progress)
        tables[TYPED] = type_values(printed_values(tables))
        for path in (settings.private_path, settings.build_path):
            drop_database(path)
        with opened(settings.private_path) as connection:
            write_tables(connection, LAYER, tables)
        settings.private_path.chmod(_OWNER_ALONE)
        yield from (_made(table, frame) for table, frame in tables.items())

    return raw


def _read(settings: Settings, progress: Silent) -> dict[str, pl.DataFrame]:
    sources = read_manifest(settings.raw_dir)
    progress.documents(len(sources))
    regions = load_regions(*settings.regions_paths)
    return read_all(sources, settings.raw_dir, regions, progress.document, settings.workers, settings.limits)


def _spec(table: str, descriptions: Mapping[str, str]) -> dg.AssetSpec:
    columns = [dg.TableColumn(name, str(kind)) for name, kind in SCHEMAS[table].items()]
    return dg.AssetSpec(
        dg.AssetKey([LAYER, table]),
        deps=[dg.AssetKey([LAYER, table]) for table in SCHEMAS if table != TYPED] if table == TYPED else [],
        description=descriptions.get(table),
        group_name=LAYER,
        kinds={"polars", "duckdb"},
        metadata={"dagster/column_schema": dg.TableSchema(columns=columns)},
    )


def _made(table: str, frame: pl.DataFrame) -> Made:
    metadata: dict[str, int | float | None] = {ROWS: frame.height}
    if "cells_bound" in frame.columns:
        metadata["read share"] = read_share(frame)
    return Made(asset_key=dg.AssetKey([LAYER, table]), metadata=metadata)


def read_share(frame: pl.DataFrame) -> float | None:
    """The share of non-empty cells of forms that were bound to something; None where there are no forms."""
    cells, bound = int(frame["cells"].sum()), int(frame["cells_bound"].sum())
    return round(bound / cells, 6) if cells else None
