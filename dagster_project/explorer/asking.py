"""Asking the published warehouse: every page reads one version, which is opened for it and closed with it."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from dagster_project.errors import OperatorError, QueryFailed
from dagster_project.messages import text
from dagster_project.settings import ROOT, Settings
from dagster_project.warehouse import versions

_AT_ONCE = 4  # processes, each with its memory
_ROOM = threading.BoundedSemaphore(_AT_ONCE)
_COMMAND = [sys.executable, "-m", "dagster_project.explorer.apart"]

Made = TypeVar("Made")


@dataclass(frozen=True)
class Query:
    """A statement, and the most rows wanted of its result; as one text of CSV, all of them or none."""

    sql: str
    most: int
    as_csv: bool = False


@dataclass(frozen=True)
class Result:
    """Columns, their types, and rows as DuckDB writes values; None is NULL. `more`: rows after these were left out."""

    columns: Sequence[str] = ()
    kinds: Sequence[str] = ()
    rows: Sequence[Sequence[str | None]] = ()
    more: bool = False
    seconds: float = 0.0
    csv: str = ""

    def records(self) -> list[dict[str, str | None]]:
        """The rows by the names of their columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


def of_current(settings: Settings, make: Callable[[str | None], Made]) -> Made:
    """What `make` makes of the version that serves, None before the first one.

    A version may be taken away between looking it up and opening it: then the one that serves by now is asked.
    Raises what `make` raises.
    """
    version = versions.current(settings)
    try:
        return make(version)
    except OperatorError:
        newer = versions.current(settings)
        if newer == version:
            raise
        return make(newer)


def ask(settings: Settings, version: str, *queries: Query) -> list[Result]:
    """The results of queries of one version.

    Raises QueryFailed where a query is none, is not allowed, fails or takes too much; OperatorError where the version
    cannot be opened.
    """
    path = versions.path_of(settings, version)
    answer = _answer(settings, {"path": str(path), "queries": [asdict(query) for query in queries]})
    if "unopened" in answer:
        raise OperatorError(text("warehouse.unopened", path=path, reason=answer["unopened"]))
    if "error" in answer:
        raise QueryFailed(answer["error"])
    return [Result(**result) for result in answer["results"]]


def _answer(settings: Settings, question: dict[str, Any]) -> dict[str, Any]:
    seconds = settings.explorer_seconds
    limits = {"seconds": seconds, "megabytes": settings.explorer_megabytes, "threads": settings.threads}
    asked = json.dumps({**question, **limits})
    with _ROOM:
        try:
            done = subprocess.run(  # noqa: S603  # our own module
                _COMMAND, cwd=ROOT, input=asked, capture_output=True, timeout=seconds, encoding="utf-8", check=False
            )
        except subprocess.TimeoutExpired:
            raise QueryFailed(text("explorer.too_slow", seconds=seconds)) from None
    if done.returncode:
        raise QueryFailed(text("explorer.fell"))
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
