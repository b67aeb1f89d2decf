"""The note of the run that goes on, so that a run that was killed has its line in the journal too.

The note is the line that the journal would get; it is written anew when the run is about to publish.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dagster_project.messages import text
from dagster_project.settings import Settings
from dagster_project.warehouse import journal, versions


def note(settings: Settings, line: Mapping[str, Any]) -> None:
    """Note the run that goes on, on disk before returning; replaces the note before."""
    path = _path(settings)
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(line, file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    versions.sync_folder(path.parent)


def forget(settings: Settings) -> None:
    """The run has ended, and has its line."""
    _path(settings).unlink(missing_ok=True)


def settle(settings: Settings) -> None:
    """Give a run that was killed its line, under the lock.

    Where the link leads to its version it is done. Else it failed: a version that never served is taken
    away, since nothing tells where it came from.
    """
    line = _noted(settings)
    if line is None:
        return
    if not journal.has(settings.journal_path, line["run_key"]):
        _record(settings, line)
    forget(settings)


def _record(settings: Settings, line: dict[str, Any]) -> None:
    version = line["version"]
    if version and version == versions.current(settings):
        kept = versions.kept_digest(settings, version)
        journal.append(settings.journal_path, line | {"sha256": kept})
    elif line["outcome"] != versions.ROLLED_BACK:
        if version:
            versions.remove(settings, version)
        lost = {"version": None, "ended_at": None, "outcome": "failed", "problems": [text("refresh.killed")]}
        journal.append(settings.journal_path, line | lost)


def _noted(settings: Settings) -> dict[str, Any] | None:
    try:
        found = json.loads(_path(settings).read_bytes())
    except (FileNotFoundError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _path(settings: Settings) -> Path:
    return settings.warehouse_dir / "running.json"
