"""The raw assets: the documents as read, and their distinct printed figures as typed."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
import polars as pl

from dagster_project.operations import reading_again
from dagster_project.operations.asked import Asked
from dagster_project.operations.progress import Silent
from dagster_project.operations.reading_again import TYPED
from dagster_project.operations.record import INPUTS, LATER, READ, ROWS
from dagster_project.operations.session import RESOURCE
from dagster_project.reading.tables import SCHEMAS
from dagster_project.settings import Settings
from dagster_project.warehouse.connections import opened, write_tables
from dagster_project.warehouse.leftovers import drop_database

LAYER = "raw"

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
        description="Read what is new or changed, type its figures; the files of the build begin anew.",
    )
    def raw(context: dg.AssetExecutionContext) -> Iterator[Made]:
        read = reading_again.read(settings, progress, Asked.of(context.run.tags))
        for path in (settings.private_path, settings.build_path):
            drop_database(path)
        with opened(settings.private_path) as connection:
            write_tables(connection, {LAYER: read.tables, reading_again.FORMER: read.former})
        settings.private_path.chmod(_OWNER_ALONE)
        context.instance.add_run_tags(context.run.run_id, read.tags)
        years = dg.MetadataValue.json(read.years)
        about = {INPUTS: read.inputs, READ: read.count("read"), LATER: read.count("later"), "fiscal years": years}
        yield from (_made(table, frame, about if table == "documents" else {}) for table, frame in read.tables.items())

    return raw


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


def _made(table: str, frame: pl.DataFrame, about: Mapping[str, Any]) -> Made:
    metadata: dict[str, Any] = {ROWS: frame.height, **about}
    if "cells_bound" in frame.columns:
        metadata["read share"] = read_share(frame)
    return Made(asset_key=dg.AssetKey([LAYER, table]), metadata=metadata)


def read_share(frame: pl.DataFrame) -> float | None:
    """The share of non-empty cells of forms that were bound to something; None where there are no forms."""
    cells, bound = int(frame["cells"].sum()), int(frame["cells_bound"].sum())
    return round(bound / cells, 6) if cells else None
