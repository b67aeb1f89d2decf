"""Looking: which content every listed file has, without reading again what nobody has touched.

What a file's metadata said when its content was hashed is kept; a file for which they say the same has the same
content. They are trusted only where the last change lay well before the hashing: a file may be written twice within
one tick of a file system's clock. The time of change (ctime) cannot be set by hand, as that of writing can.
"""

import hashlib
import json
import os
import stat
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from dagster_project.errors import ReadingError
from dagster_project.reading.opening import path_of

_TICK = 2_000_000_000  # nanoseconds; no file system that is in use has a coarser clock
_OWNER_ALONE = 0o600


class Seen(NamedTuple):
    """A file's content (`sha256`, "" where there is nothing to read) and the metadata that stand for it."""

    mark: list[int]
    hashed_at: int  # nanoseconds since 1970; 0 where the marks must not be trusted
    sha256: str


_NOTHING = Seen([], 0, "")


def look(paths: Iterable[str], raw_dir: Path, most_bytes: int, memory: Path) -> dict[str, str]:
    """Listed path -> sha256 of its content now; "" for what is no file that would be read.

    `memory` is the file that keeps what was seen; without it, or where it is damaged, everything is hashed.
    """
    known = _remembered(memory)
    folder = raw_dir.resolve()
    seen = {path: _seen(path, folder, most_bytes, known.get(path, _NOTHING)) for path in paths}
    if seen != known:
        _remember(memory, seen)
    return {path: each.sha256 for path, each in seen.items()}


def _seen(listed: str, folder: Path, most_bytes: int, before: Seen) -> Seen:
    now = time.time_ns()
    try:
        path = path_of(listed, folder)
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or not 0 < found.st_size <= most_bytes:
            return _NOTHING
        mark = _mark(found)
        if mark == before.mark and max(found.st_mtime_ns, found.st_ctime_ns) + _TICK < before.hashed_at:
            return before
        with path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        return Seen(mark, now if _mark(path.stat()) == mark else 0, sha256)
    except (OSError, ReadingError):  # whoever reads the document tells why
        return _NOTHING


def _mark(found: os.stat_result) -> list[int]:
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev]


def _remembered(memory: Path) -> dict[str, Seen]:
    try:
        return {path: _checked(*each) for path, each in json.loads(memory.read_bytes()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _checked(mark: Any, hashed_at: Any, sha256: Any) -> Seen:
    if not (isinstance(mark, list) and isinstance(hashed_at, int) and isinstance(sha256, str)):
        raise TypeError
    return Seen(mark, hashed_at, sha256)


def _remember(memory: Path, seen: dict[str, Seen]) -> None:
    beside = memory.with_name(f".{memory.name}.{os.getpid()}")
    try:
        beside.touch(_OWNER_ALONE)
        beside.write_text(json.dumps(seen, ensure_ascii=True), encoding="ascii")
        beside.replace(memory)
    except OSError:  # what cannot be remembered is hashed again
        beside.unlink(missing_ok=True)
