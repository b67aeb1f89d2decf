"""`jixiao status`: what serves, how the last runs went, what is late, what left the manifest, what was refused."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from dagster_project.messages import text
from dagster_project.operations import notices
from dagster_project.operations.saying import plain, say
from dagster_project.operations.status_late import show_awaited, show_freshness
from dagster_project.operations.waves import today
from dagster_project.settings import Settings
from dagster_project.warehouse import journal, versions
from dagster_project.warehouse.connections import opened

_LAST = 5
_REJECTS = 50


def show_status(console: Console, settings: Settings) -> None:
    """Show the state of a warehouse, from the journal and the version that serves; takes no lock."""
    serving = versions.current(settings)
    say(console, f"serving: {serving or text('refresh.nothing_serves')} ({settings.published_path})")
    runs = journal.records(settings.journal_path)
    if runs:
        console.print(_runs(runs[-_LAST:]))
        for run in runs[-_LAST:]:
            _show_wrong(console, run)
    _show_notice(console, settings)
    if serving:
        show_freshness(console, settings, serving, today())
        show_awaited(console, settings, serving)
        _show_left(console, settings, serving, runs)
        _show_version(console, settings, serving)


def _runs(runs: list[dict[str, Any]]) -> Table:
    table = Table(title="last runs (UTC)", title_justify="left")
    for heading in ("started", "outcome", "version", "seconds"):
        table.add_column(heading, no_wrap=True)
    for run in runs:
        seconds = sum(run["seconds_per_step"].values())
        cells = (run["started_at"], run["outcome"], run["version"] or "", f"{seconds:.1f}")
        table.add_row(*(plain(cell) for cell in cells))
    return table


def _show_wrong(console: Console, run: Mapping[str, Any]) -> None:
    """A line for each thing that went wrong in a run, and one for all tables that did not pass their gates."""
    failed = {f"{gate['layer']}.{gate['table_name']}" for gate in run["gates"] if gate["outcome"] != "passed"}
    gates = [text("status.gates", tables=", ".join(sorted(failed)))] if failed else []
    for sentence in (*run["problems"], *gates):
        say(console, f"{run['started_at']}: {sentence}", "yellow")


def _show_left(console: Console, settings: Settings, version: str, runs: list[dict[str, Any]]) -> None:
    """Which documents the version that serves has no more, or has with another content, than the one before it."""
    left: dict[str, str] = next((run.get("contents_left", {}) for run in runs[::-1] if run["version"] == version), {})
    with opened(versions.path_of(settings, version), read_only=True) as connection:
        listed = {path for (path,) in connection.execute("select path from marts.dim_document").fetchall()}
    for path in left:
        say(console, text("status.replaced", path=path) if path in listed else text("status.removed", path=path))


def _show_version(console: Console, settings: Settings, version: str) -> None:
    with opened(versions.path_of(settings, version), read_only=True) as connection:
        statuses = connection.execute(
            "select status, count(*) from marts.dim_document where status is not null group by 1 order by 1"
        ).fetchall()
    say(console, "documents: " + ", ".join(f"{number} {status}" for status, number in statuses))
    refused = Counter(rejects(settings, version))
    for (path, what, what_to_do), times in list(refused.items())[:_REJECTS]:
        often = "" if times == 1 else f" ({times} times)"
        say(console, f"{path}: {what} {what_to_do}{often}", "yellow")
    if (rest := len(refused) - _REJECTS) > 0:
        say(console, text("status.more_rejects", count=rest), "yellow")


def rejects(settings: Settings, version: str) -> list[tuple[str, str, str]]:
    """What a version refused or quarantined: path, what, what to do."""
    with opened(versions.path_of(settings, version), read_only=True) as connection:
        return connection.execute("select path, what, what_to_do from meta.rejects order by all").fetchall()


def _show_notice(console: Console, settings: Settings) -> None:
    last = journal.records(notices.log_path(settings))[-1:]
    for way, how in ((way, how) for notice in last for way, how in notice["delivered"].items() if how != "ok"):
        say(console, text("status.undelivered", way=way, how=how), "yellow")
