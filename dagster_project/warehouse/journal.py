"""The journal: one JSON line per run beside the versions, appended only; done, failed and idle runs alike."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def append(path: Path, record: Mapping[str, Any]) -> None:
    """Add one record and have it on disk before returning."""
    line = json.dumps(record, ensure_ascii=False, default=str) + "\n"
    with path.open("a+b") as file:
        if _is_torn(file):
            line = "\n" + line
        file.write(line.encode())
        file.flush()
        os.fsync(file.fileno())


def records(path: Path) -> list[dict[str, Any]]:
    """All records, oldest first; a line that a crash tore off is left out."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    return [record for record in map(_parsed, lines) if record is not None]


def has(path: Path, run_key: str) -> bool:
    """Whether a run has its line: each has one, whoever is the first to see that it has ended."""
    return any(record["run_key"] == run_key for record in records(path))


def _is_torn(file: Any) -> bool:
    if file.seek(0, os.SEEK_END) == 0:
        return False
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) != b"\n")


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        record = json.loads(line)
    except json.JSONDecodeError:
        return None
    return record if isinstance(record, dict) else None
