"""`jixiao versions` and `jixiao rollback`: what is there to go back to, and going back."""

import uuid
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.operations.lines import journal_line
from dagster_project.operations.saying import plain
from dagster_project.settings import Settings
from dagster_project.warehouse import disk, journal, leftovers, lock, running, versions

_COUNTED = {"documents": "raw.documents", "forms": "marts.fct_forms", "indicators": "marts.fct_indicators"}


def rollback(settings: Settings, given: str) -> str:
    """Let the link lead to an earlier version, given by its name or number; returns its name.

    The move is in the journal. Raises OperatorError, and moves nothing, where there is no such version, where its
    file is not as it was published, where it serves already, and where a refresh holds the lock.
    """
    with disk.told(settings.warehouse_dir), lock.hold(settings.lock_path):
        leftovers.clean(settings)
        version = versions.find(settings, given)
        if not versions.is_whole(settings, version):
            raise OperatorError(text("versions.changed", path=versions.path_of(settings, version)))
        if version == versions.current(settings):
            raise OperatorError(text("versions.serves", version=version))
        facts = {"version": version, "inputs": _built_from(settings)}
        line = journal_line(str(uuid.uuid4()), datetime.now(UTC), versions.ROLLED_BACK, facts)
        running.note(settings, line)
        versions.point(settings, version)
        journal.append(settings.journal_path, line)
        running.forget(settings)
        return version


def _built_from(settings: Settings) -> Any:
    """The fingerprint of the last build: as long as nothing changes, no refresh undoes going back."""
    lines = journal.records(settings.journal_path)
    return next((line["inputs"] for line in reversed(lines) if line.get("inputs")), None)


def show_versions(console: Console, settings: Settings) -> None:
    """Show the versions that are there, newest last, and which of them serves; takes no lock."""
    serving = versions.current(settings)
    lines = journal.records(settings.journal_path)
    made = {line["version"]: line["rows_per_table"] for line in lines if line["outcome"] == "done"}
    table = Table(box=None, pad_edge=False)
    for heading in ("version", "", "MB", *_COUNTED):
        table.add_column(heading, no_wrap=True)
    for version in versions.listed(settings):
        megabytes = versions.path_of(settings, version).stat().st_size / 1_000_000
        rows = [made.get(version, {}).get(name, "?") for name in _COUNTED.values()]
        cells = (version, "serves" if version == serving else "", f"{megabytes:.1f}", *rows)
        table.add_row(*(plain(cell) for cell in cells))
    console.print(table if table.row_count else text("refresh.nothing_serves"))
