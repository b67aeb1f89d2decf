"""The published versions and the link to the one that serves.

A version is `versions/jixiao-<number>-<UTC time>.duckdb`, mode 0444, with its sha256 in a file beside it
(as `sha256sum --check` reads it). The number decides the order, so that a clock going back does no harm.
"""

import hashlib
import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.settings import Settings

_NAME = re.compile(r"jixiao-((\d{4,})-\d{8}T\d{6}Z)\.duckdb")


def listed(settings: Settings) -> list[str]:
    """The versions that are there, oldest first."""
    found = [_NAME.fullmatch(path.name) for path in settings.versions_dir.glob("jixiao-*.duckdb")]
    return sorted((match[1] for match in found if match), key=_number)


def current(settings: Settings) -> str | None:
    """The version that serves; None before the first one and where the link leads nowhere."""
    link = settings.published_path
    match = _NAME.fullmatch(link.readlink().name) if link.is_symlink() else None
    return match[1] if match and path_of(settings, match[1]).is_file() else None


def next_version(settings: Settings, recorded: Iterable[str], now: datetime) -> str:
    """A name after every version that is there or was `recorded` in the journal."""
    numbers = [_number(version) for version in (*listed(settings), *recorded)]
    return f"{max(numbers, default=0) + 1:04d}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def path_of(settings: Settings, version: str) -> Path:
    """The file of a version."""
    return settings.versions_dir / f"jixiao-{version}.duckdb"


def digest_path(version_path: Path) -> Path:
    """The file that keeps a version's sha256."""
    return version_path.with_name(version_path.name + ".sha256")


def digest(path: Path) -> str:
    """sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def point(settings: Settings, version: str) -> None:
    """Let the link lead to `version`: replaced in one move, relative, so that the folder can be moved.

    Raises OperatorError where a file of somebody else's has the link's name.
    """
    link = settings.published_path
    if link.exists() and not link.is_symlink():
        raise OperatorError(text("warehouse.not_a_link", path=link))
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(path_of(settings, version).relative_to(link.parent))
    fresh.replace(link)
    sync_folder(link.parent)


def prune(settings: Settings) -> list[str]:
    """Remove all but the last `keep_versions`, never the one that serves; returns what went."""
    serving = current(settings)
    old = [version for version in listed(settings)[: -settings.keep_versions] if version != serving]
    for version in old:
        path = path_of(settings, version)
        path.unlink()
        digest_path(path).unlink(missing_ok=True)
    return old


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _number(version: str) -> int:
    return int(version.partition("-")[0])
