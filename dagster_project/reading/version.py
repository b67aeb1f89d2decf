"""The versions of reading and of typing: as long as one is the same, equal bytes give equal rows."""

import hashlib
import json
import platform
from collections.abc import Iterable
from dataclasses import astuple
from functools import cache
from importlib import metadata
from pathlib import Path

from dagster_project.messages import catalogue
from dagster_project.reading.containers.limits import Limits

_PACKAGE = Path(__file__).parent
_BESIDE = tuple(_PACKAGE.parent / name for name in ("errors.py", "messages.py", "visible.py"))
_TYPING = (_PACKAGE / "values", _PACKAGE / "vocabulary" / "values.toml")
# The lists of the vocabulary that are looked up: what each document asked of them is kept, so that a new word concerns
# those who print it. The rest of what these files say is `vocabulary.watching.rest`.
LOOKED_UP = ("columns", "fields", "funds", "levels", "sections", "titles")
_LOOKED_UP = tuple(_PACKAGE / "vocabulary" / f"{name}.toml" for name in LOOKED_UP)
_LIBRARIES = ("cn2an", "lxml", "pdfminer.six", "pdfplumber", "polars", "pypdfium2", "rapidfuzz", "xlrd")


@cache
def reading_version(within: Limits) -> str:
    """Of the code, the sentences, the libraries, the limits and the words, but those LOOKED_UP, that make its rows.

    Fixed when it is first asked for: code that has been loaded does not change with its files.
    """
    others = (*_TYPING, *_LOOKED_UP)
    files = [path for path in sources(_PACKAGE) if not any(path.is_relative_to(each) for each in others)]
    libraries = [(name, metadata.version(name)) for name in _LIBRARIES]
    limits = [float(each) for each in astuple(within)]  # 600 is 600.0
    about = (platform.python_version(), libraries, limits, catalogue()["rejects"], catalogue()["vocabulary"])
    return digest([*files, *_BESIDE], json.dumps(about, sort_keys=True))


@cache
def typing_version(within: Limits) -> str:
    """Of what types a printed value: the words of values, its code, and all that reading depends on."""
    files = [path for path in sources(_PACKAGE) if any(path.is_relative_to(each) for each in _TYPING)]
    return digest(files, reading_version(within))


def sources(folder: Path) -> list[Path]:
    """The files of a package that say what it does, in an order of their own."""
    return sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".toml"))


def digest(files: Iterable[Path], *texts: str) -> str:
    """One sha256 of texts, and of files with their names; where they lie does not count."""
    found = hashlib.sha256(repr(texts).encode())
    for path in files:
        content = path.read_bytes()
        found.update(repr((path.parent.name, path.name, len(content))).encode() + content)
    return found.hexdigest()
