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

ROLLED_BACK = "rolled_back"
"""The outcome of a line in the journal that moved the link to an earlier version."""

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


def compared_with(settings: Settings) -> str | None:
    """The version that a build is compared with: the one that serves, else the newest, that is as it was published."""
    serving = current(settings)
    candidates = [serving] if serving else []
    return next((each for each in [*candidates, *reversed(listed(settings))] if is_whole(settings, each)), None)


def find(settings: Settings, given: str) -> str:
    """The version that an operator means: its whole name, or its number alone. Raises OperatorError for none."""
    known = listed(settings)
    found = [each for each in known if given == each or (given.isdecimal() and int(given) == _number(each))]
    if not found:
        raise OperatorError(text("versions.unknown", given=given, known=", ".join(known) or "-"))
    return found[-1]


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


def kept_digest(settings: Settings, version: str) -> str | None:
    """The sha256 that was kept when `version` was published; None where nothing was kept."""
    path = digest_path(path_of(settings, version))
    words = path.read_text(encoding="ascii", errors="replace").split() if path.is_file() else []
    return words[0] if words else None


def is_whole(settings: Settings, version: str) -> bool:
    """Whether the file of `version` is there and has the sha256 that was kept."""
    path = path_of(settings, version)
    return path.is_file() and digest(path) == kept_digest(settings, version)


def keep_digest(settings: Settings, version: str, sha256: str) -> None:
    """Keep the sha256 of a version, on disk before the version has its name."""
    path = path_of(settings, version)
    with digest_path(path).open("w", encoding="ascii") as file:
        file.write(f"{sha256}  {path.name}\n")
        file.flush()
        os.fsync(file.fileno())


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
        remove(settings, version)
    return old


def remove(settings: Settings, version: str) -> None:
    """Take a version away, with what is kept about it; whoever has it open keeps it."""
    path = path_of(settings, version)
    path.unlink(missing_ok=True)
    digest_path(path).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _number(version: str) -> int:
    return int(version.partition("-")[0])
