"""Listing: a document is put under the folder of documents and into sources.csv, once, and nothing is overwritten."""

import fcntl
import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.reading.manifest import NAME, append_source, read_manifest

_NEW_FILE = 0o644
_LONGEST, _LONGEST_SUFFIX = 180, 10  # bytes, characters; file systems take 255 bytes, and a number may have to follow
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\"'`$\\*?\[\]{}<>|;&!#~%^=@:,]")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Listed:
    """Where a document lies under the folder of documents, and whether it was listed just now."""

    path: str
    is_new: bool


def list_document(raw_dir: Path, place: Path | None, name: str, data: bytes, values: Mapping[str, str]) -> Listed:
    """List a document under a name made safe; where its content is listed already, say as what.

    `place` is the file that it comes from: one that lies in the folder of documents under a safe name stays there.
    `values` are the other columns of its line. Raises OperatorError where the folder or the list cannot be written.
    """
    try:
        raw_dir.mkdir(parents=True, exist_ok=True)
        with _alone(raw_dir):
            if path := _listed_as(raw_dir, data):
                return Listed(path, is_new=False)
            return Listed(_put(raw_dir, place, name, data, values), is_new=True)
    except OSError as error:
        raise OperatorError(text("add.unwritable", folder=raw_dir, reason=error.strerror)) from error


def safe_path(name: str) -> str:
    """A relative path of names that no shell, list or other system takes for something else.

    Letters and digits of every script, blanks as `_`, and the marks that do no harm stay; of what is left over `_`.
    """
    parts = (_safe(part) for part in PurePosixPath(name).parts)
    return "/".join(part for part in parts if part) or "document"


def _safe(part: str) -> str:
    kept = "".join(" " if char.isspace() else char for char in unicodedata.normalize("NFC", part))
    kept = "".join(char for char in kept if unicodedata.category(char)[0] != "C")
    kept = _BLANKS.sub("_", _UNSAFE.sub("_", kept.strip())).lstrip(".-")
    suffix = Path(kept).suffix[:_LONGEST_SUFFIX]
    return kept.removesuffix(suffix).encode()[:_LONGEST].decode(errors="ignore") + suffix


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until nobody else adds to this folder. A refresh need not wait: the list is replaced in one step."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _listed_as(raw_dir: Path, data: bytes) -> str | None:
    """The path under which this content is listed, or None."""
    sources = read_manifest(raw_dir) if (raw_dir / NAME).exists() else []
    return next((source.path for source in sources if _holds(raw_dir / source.path, data)), None)


def _holds(path: Path, data: bytes) -> bool:
    """Whether a path is a file with this content."""
    try:
        found = path.stat()
        return stat.S_ISREG(found.st_mode) and found.st_size == len(data) and path.read_bytes() == data
    except (OSError, ValueError):  # a line of the list may name anything
        return False


def _put(raw_dir: Path, place: Path | None, name: str, data: bytes, values: Mapping[str, str]) -> str:
    path, is_written = _lies_there(raw_dir, place), False
    if path is None:
        path, is_written = _written(raw_dir, safe_path(name), data)
    try:
        append_source(raw_dir, {"path": path, **values})
    except (OSError, OperatorError):
        if is_written:
            (raw_dir / path).unlink()
        raise
    return path


def _lies_there(raw_dir: Path, place: Path | None) -> str | None:
    folder = raw_dir.resolve()
    if place is None or not place.resolve().is_relative_to(folder):
        return None
    path = place.resolve().relative_to(folder).as_posix()
    return path if path == safe_path(path) else None


def _written(raw_dir: Path, path: str, data: bytes) -> tuple[str, bool]:
    """The path of a new file with this content, numbered where the name is taken; of one left over, that one."""
    suffix = PurePosixPath(path).suffix
    stem = path.removesuffix(suffix)
    tried, number = path, 1
    while not _holds(raw_dir / tried, data):
        if _is_written(raw_dir / tried, data):
            return tried, True
        number += 1
        tried = f"{stem}-{number}{suffix}"
    return tried, False


def _is_written(target: Path, data: bytes) -> bool:
    """Write a new file; False where there is one of this name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _NEW_FILE)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    return True
