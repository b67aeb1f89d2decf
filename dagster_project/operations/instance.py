"""The one Dagster instance of a warehouse, so that runs of the command are seen in `dagster dev`."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import dagster as dg
from dagster._check import CheckError
from dagster._config.errors import PostProcessingError
from dagster._core.execution import compute_logs
from dagster._core.storage.event_log.sqlite import sqlite_event_log
from dagster._core.storage.runs.sqlite import sqlite_run_storage
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from dagster_project import processes
from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.settings import Settings
from dagster_project.warehouse import lock

_MAKING = "making.lock"
_MAKES_FOR = 60.0  # seconds, in which a record is made many times over
# What Dagster raises where its settings are none of its own, or name a variable or a package that is not there.
_NO_SETTINGS = (dg.DagsterError, PostProcessingError, CheckError)
_REASON = 300
_STORAGES = (sqlite_event_log, sqlite_run_storage)
_CONFIG = "# Written by jixiao when missing; yours to change.\ntelemetry:\n  enabled: false\n"


def prepare_home(settings: Settings) -> Path:
    """The instance's folder with its `dagster.yaml`; a file that is there already is left as it is."""
    home = settings.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    config = home / "dagster.yaml"
    if not config.exists():
        config.write_text(_CONFIG, encoding="utf-8")
    return home


@contextmanager
def opened_instance(settings: Settings) -> Iterator[dg.DagsterInstance]:
    """The instance, for as long as a run needs it; raises OperatorError where record or settings cannot be used.

    It makes the record where there is none. Two processes that make it at once would leave it in a state that neither
    can open, so whoever opens it does so alone; Dagster's own processes open what lies there already (`prepare`).
    """
    try:
        home = prepare_home(settings)
        with _Sqlite().eased(), _quiet():
            with lock.hold(home / _MAKING, _MAKES_FOR):
                opened = _opened(home)
            with opened as instance:
                yield instance
    except (OperationalError, sqlite3.OperationalError) as error:
        reason = getattr(error, "orig", error)
        raise OperatorError(text("refresh.no_record", folder=settings.dagster_home, reason=reason)) from error


def _opened(home: Path) -> dg.DagsterInstance:
    try:
        return dg.DagsterInstance.from_config(str(home))
    except _NO_SETTINGS as error:
        reason = " ".join(str(error).split())[:_REASON]
        raise OperatorError(text("refresh.dagster_settings", path=home / "dagster.yaml", reason=reason)) from error


@contextmanager
def _quiet() -> Iterator[None]:
    """The processes that show a step's output say nothing of their own at Ctrl-C."""
    begin = compute_logs.execute_posix_tail

    @contextmanager
    def deaf(path: str, stream: Any) -> Iterator[Any]:
        with ExitStack() as begun:
            with processes.deaf():
                shown = begun.enter_context(begin(path, stream))
            yield shown

    with _in_place_of(compute_logs, "execute_posix_tail", deaf):
        yield


@contextmanager
def _in_place_of(module: ModuleType, name: str, ours: Callable[..., Any]) -> Iterator[None]:
    """Have a module of Dagster's call ours for a while, where it asks for nothing that could be configured."""
    theirs = vars(module)[name]
    vars(module)[name] = ours
    try:
        yield
    finally:
        vars(module)[name] = theirs


def prepare(settings: Settings) -> Path:
    """Make the record where there is none, before processes of Dagster's own open it; returns its folder."""
    with opened_instance(settings):
        return settings.dagster_home


class _Sqlite:
    """Dagster's record kept quickly: it opens and closes SQLite anew for each of a run's hundreds of events.

    Closing the last connection empties the write-ahead log, and every commit waits for the disk: together
    20 ms an event, seconds a run. So one more connection to each file stays open, and commits do not wait
    (`synchronous = normal`: a crash of the process loses nothing, of the machine the last events at most).
    It also makes an engine for each event, which compiles every statement anew: here each file keeps its one.
    """

    def __init__(self) -> None:
        self._kept: dict[str, sqlite3.Connection] = {}
        self._engines: dict[str, Engine] = {}

    @contextmanager
    def eased(self) -> Iterator[None]:
        """Hold SQLite files open while this lasts."""
        event.listen(Engine, "connect", self._on_connect)
        try:
            with ExitStack() as engines:
                for storage in _STORAGES:
                    engines.enter_context(_in_place_of(storage, "create_engine", self._engine))
                yield
        finally:
            event.remove(Engine, "connect", self._on_connect)
            for connection in self._kept.values():
                connection.close()

    def _engine(self, address: str, **more: Any) -> Engine:
        if address not in self._engines:
            self._engines[address] = create_engine(address, **more)
        return self._engines[address]

    def _on_connect(self, connection: object, _record: object) -> None:
        if not isinstance(connection, sqlite3.Connection):
            return
        connection.execute("pragma synchronous = normal")
        path = connection.execute("pragma database_list").fetchone()[2]
        if path and path not in self._kept:
            self._kept[path] = sqlite3.connect(path, check_same_thread=False)
            # Only a connection that has read counts as one that uses the log.
            self._kept[path].execute("select count(*) from sqlite_master").fetchone()
