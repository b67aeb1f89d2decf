"""Zips of documents: taken apart for whoever lists the documents in them. The reader itself refuses them.

A zip is one line of the manifest at most; the documents in it have departments, regions and duplicates of their own.
"""

import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.limits import DEFAULT, Limits
from dagster_project.reading.containers.package import Package

_UTF8_NAME = 0x800
_BY_PROGRAMS = ("__MACOSX", "Thumbs.db", "desktop.ini")


def documents_in(data: bytes, within: Limits = DEFAULT) -> Iterator[tuple[str, bytes]]:
    """The files of a zip: a name that is safe to write under a folder, and the bytes. What is a zip in it stays one.

    Raises ReadingError where the zip is broken, locked or too large; the limits are those of one document.
    """
    package = Package(data, Desk(within))
    for member in package.members():
        name = _safe_name(member)
        if name and not member.is_dir():
            yield name, package.open_member(member).read()


def _safe_name(member: zipfile.ZipInfo) -> str:
    """A relative path without steps upwards, control characters or drives; "" for files that programs leave behind."""
    name = member.filename
    if not member.flag_bits & _UTF8_NAME:
        name = _chinese(name)
    parts = [_plain(part) for part in PurePosixPath(name.replace("\\", "/")).parts]
    parts = [part for part in parts if part not in ("", ".", "..", "/")]
    is_left_behind = not parts or any(part in _BY_PROGRAMS for part in parts) or parts[-1].startswith((".", "~$"))
    return "" if is_left_behind else "/".join(parts)


def _chinese(name: str) -> str:
    """A name that a Chinese Windows wrote, which zipfile took for an American one."""
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def _plain(part: str) -> str:
    kept = "".join(char for char in part if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return kept.replace(":", "").strip()
