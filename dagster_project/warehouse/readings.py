"""What has been read, kept for the next refresh: a folder with a Parquet file for each raw table.

It holds personal data as the private file does, and is never published. `kept.json` says of which versions of
reader and typing the rows are, and the sha256 of each file: whatever is not as it was written counts as not there.
Nothing of it is ever run. The folder is replaced whole; what it does not take over is gone.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from dagster_project.warehouse.versions import sync_folder

_INDEX = "kept.json"
_OWNER_FOLDER, _OWNER_FILE = 0o700, 0o600
_NOT_THERE = (OSError, ValueError, TypeError, KeyError, pl.exceptions.PolarsError)


def versions(folder: Path) -> dict[str, str]:
    """Part -> the version that its rows are of; empty where nothing is kept."""
    try:
        found = json.loads((folder / _INDEX).read_bytes())["versions"]
        return {str(part): str(version) for part, version in found.items()}
    except (*_NOT_THERE, AttributeError):
        return {}


def load(folder: Path, part: str, version: str | None = None) -> dict[str, pl.DataFrame]:
    """The tables of a part; none where what is kept is of another version (None: of any), damaged or not there."""
    if version is not None and versions(folder).get(part) != version:
        return {}
    try:
        kept = json.loads((folder / _INDEX).read_bytes())["tables"][part]
        return {table: _loaded(_path(folder, part, table), sha256) for table, sha256 in kept.items()}
    except _NOT_THERE:
        return {}


def save(folder: Path, parts: Mapping[str, tuple[str, Mapping[str, pl.DataFrame]]]) -> None:
    """Keep the tables of each part (its version, table -> rows) in place of all that was kept.

    Killed at any moment it leaves what was kept before, what is kept now, or nothing: then all is read again. Raises
    OSError where the folder cannot be written.
    """
    fresh, old = (folder.with_name(f".{folder.name}.{end}") for end in ("new", "old"))
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir(_OWNER_FOLDER)
    index: dict[str, Any] = {"versions": {}, "tables": {}}
    for part, (version, tables) in parts.items():
        index["versions"][part] = version
        index["tables"][part] = {table: _saved(_path(fresh, part, table), rows) for table, rows in tables.items()}
    _write(fresh / _INDEX, json.dumps(index).encode())
    sync_folder(fresh)
    if folder.exists():
        folder.replace(old)
    fresh.replace(folder)
    sync_folder(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


def _path(folder: Path, part: str, table: str) -> Path:
    return folder / f"{part}.{table}.parquet"


def _loaded(path: Path, sha256: str) -> pl.DataFrame:
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError
    return pl.read_parquet(BytesIO(content))


def _saved(path: Path, rows: pl.DataFrame) -> str:
    content = BytesIO()
    rows.write_parquet(content, compression="zstd", compression_level=1)
    _write(path, content.getvalue())
    return hashlib.sha256(content.getvalue()).hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.touch(_OWNER_FILE)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
