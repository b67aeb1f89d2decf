"""Parts of `jixiao status`: how new the warehouse is, who is late, what the next refresh will take out or in."""

from datetime import date

import duckdb
from rich.console import Console
from rich.table import Table

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.operations.freshness import Freshness, is_behind, read_freshness
from dagster_project.operations.saying import plain, say
from dagster_project.reading.manifest import read_manifest
from dagster_project.settings import Settings
from dagster_project.warehouse import versions
from dagster_project.warehouse.connections import opened

_SHOWN = 20


def show_freshness(console: Console, settings: Settings, serving: str, today: date) -> None:
    """Newest years against those that are due, a table of the regions, and what is late."""
    found = read_freshness(versions.path_of(settings, serving), today)
    if found is None:
        say(console, text("freshness.unknown"), "yellow")
        return
    for what, newest, due in (
        ("targets", found.targets, found.targets_due),
        ("self-evaluations", found.self_evaluations, found.self_evaluations_due),
    ):
        style = "yellow" if is_behind(newest, due) else ""
        say(console, f"{what}: {text('freshness.newest', newest=newest, due=due)}", style)
    console.print(_regions(found))
    for each in found.late[:_SHOWN]:
        values = {"region": each.region, "department": each.department, "year": each.fiscal_year, "stage": each.stage}
        values |= {"due": each.due_on, "days": (today - each.due_on).days, "status": each.status.replace("_", " ")}
        unread = [text("status.late_unread", count=each.unread)] if each.unread else []
        say(console, " ".join([text("status.late", **values), *unread]), "yellow")
    _show_rest(console, len(found.late))


def show_awaited(console: Console, settings: Settings, serving: str) -> None:
    """What the manifest no longer lists and what it lists anew: the next refresh will see to it."""
    now = _paths(settings, serving)
    try:
        listed = {source.path for source in read_manifest(settings.raw_dir)}
    except OperatorError as error:
        say(console, str(error), "yellow")
        return
    _show_paths(console, text("status.no_longer_listed"), now - listed)
    _show_paths(console, text("status.not_read_yet"), listed - now)


def _regions(found: Freshness) -> Table:
    table = Table(title="newest years", title_justify="left")
    for heading in ("region", "targets", "self-evaluations", "late departments"):
        table.add_column(heading, overflow="fold")
    for region in found.regions[:_SHOWN]:
        cells = (region.name, region.targets or "-", region.self_evaluations or "-", region.late)
        table.add_row(*(plain(cell) for cell in cells))
    if (rest := len(found.regions) - _SHOWN) > 0:
        table.caption = text("status.more", count=rest)
    return table


def _show_paths(console: Console, sentence: str, paths: set[str]) -> None:
    if not paths:
        return
    say(console, sentence, "yellow")
    for path in sorted(paths)[:_SHOWN]:
        say(console, f"  {path}", "yellow")
    _show_rest(console, len(paths))


def _show_rest(console: Console, count: int) -> None:
    if count > _SHOWN:
        say(console, text("status.more", count=count - _SHOWN), "yellow")


def _paths(settings: Settings, version: str) -> set[str]:
    """The documents of a version; none where its table is another than ours."""
    with opened(versions.path_of(settings, version), read_only=True) as connection:
        try:
            rows = connection.execute("select path from marts.dim_document where status is not null").fetchall()
        except duckdb.CatalogException:
            return set()
    return {path for (path,) in rows}
