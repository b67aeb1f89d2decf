"""The last asset: the build file becomes the version that serves, if the run was a whole refresh that passed."""

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from dagster_project import processes
from dagster_project.errors import GateFailed
from dagster_project.messages import text
from dagster_project.operations import notices
from dagster_project.operations.record import RunRecord, read_record
from dagster_project.operations.session import RESOURCE, Session
from dagster_project.operations.steps import PUBLISHING
from dagster_project.operations.whole import Whole
from dagster_project.settings import Settings
from dagster_project.warehouse import chinese, journal, meta, metrics, publishing, running, versions, volume
from dagster_project.warehouse.changes import document_changes
from dagster_project.warehouse.connections import opened

KEY = dg.AssetKey(["published", "version"])

Models = Sequence[Mapping[str, Any]]


def build_publish(settings: Settings, whole: Whole, contract: str, models: Models) -> dg.AssetsDefinition:
    """The publish step, after every table and, since their gates block, after every gate.

    `models`: the marts as dbt's manifest has them, for what is said about them in the published file.
    """

    @dg.multi_asset(
        name="publish",
        specs=[
            dg.AssetSpec(
                KEY,
                deps=sorted(whole.tables),
                group_name=KEY.path[0],
                kinds={"duckdb"},
                description="The version that analysts read. Only a whole refresh publishes.",
            )
        ],
        required_resource_keys={RESOURCE},
    )
    def publish(context: dg.AssetExecutionContext) -> dg.MaterializeResult:
        session: Session = getattr(context.resources, RESOURCE)
        record = read_record(context.instance, context.run.run_id)
        if lacking := whole.lacking(record):
            raise GateFailed(text("publish.not_whole", count=len(lacking), first=lacking[0]))
        line = _published(settings, session, record, contract, models)
        return dg.MaterializeResult(asset_key=KEY, metadata={"version": line["version"], "sha256": line["sha256"]})

    return publish


def _published(
    settings: Settings, session: Session, record: RunRecord, contract: str, models: Models
) -> dict[str, Any]:
    began, past = time.perf_counter(), journal.records(settings.journal_path)
    version = versions.next_version(settings, [run["version"] for run in past if run["version"]], datetime.now(UTC))
    changes = document_changes(settings)
    volume.assert_kept(settings)
    line = session.line(record, "done") | {"version": version, **changes._asdict()}
    _write_meta(settings, contract, [*past, line | {"gates": record.gates}], models)
    with processes.stopped_by(processes.nobody):  # what serves is never said to have failed
        running.note(settings, line)  # killed from here on, it is done if the link leads to the version
        line["sha256"] = publishing.publish(settings, version)
        line["seconds_per_step"][PUBLISHING] = round(time.perf_counter() - began, 3)  # its own file cannot know
        journal.append(settings.journal_path, line)
        versions.prune(settings)
        notices.announce(settings, line)
    return line


def _write_meta(settings: Settings, contract: str, runs: list[dict[str, Any]], models: Models) -> None:
    columns = list(meta.TABLES["rejects"])
    pitfalls = metrics.read_pitfalls(settings.dbt_dir)
    with opened(settings.private_path, read_only=True) as connection:
        rows = connection.execute(f"select {', '.join(columns)} from raw.rejects order by all").fetchall()
    with opened(settings.build_path) as connection:
        rejects = [dict(zip(columns, row, strict=True)) for row in rows]
        told = metrics.rows(models, pitfalls)
        meta.write_meta(connection, contract=contract, rejects=rejects, runs=runs, metrics=told)
        metrics.write_comments(connection, models, pitfalls)
        chinese.write_views(connection, models, chinese.read_labels(settings.dbt_dir))
