"""Judges: processes in which suites are judged side by side.

They begin while others read, since importing Great Expectations takes longer than most of what it is asked, and stay
for as long as the process that began them.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from multiprocessing import get_context
from multiprocessing.synchronize import Lock
from multiprocessing.util import Finalize
from pathlib import Path

from dagster_project import processes
from dagster_project.gates.verdict import Verdict
from dagster_project.operations.clock import Clock
from dagster_project.settings import Settings

_BEFORE_QUEUES = 100  # which close at 10, and are needed to tell the judges that it is over
_JUDGES = 2  # each takes a quarter of a gigabyte and two seconds of a processor to begin


def begin(settings: Settings) -> None:
    """Let the judges begin, if they have not yet; returns at once."""
    if settings.workers > 1:
        _begun(os.getpid())


def judge(settings: Settings, layer: str, paths: Sequence[Path]) -> list[Verdict]:
    """The verdicts of the suite files `paths` of one layer, in their order.

    Where a judge was ended from outside, as where memory is short, this process judges by itself.
    """
    from dagster_project.gates.judge import judge_layer

    if settings.workers > 1:
        try:
            judged = [_begun(os.getpid()).submit(judge_layer, settings, layer, part) for part in _parts(paths)]
            found = {verdict.table: verdict for each in judged for verdict in each.result()}
            return [found[path.stem] for path in paths]
        except BrokenProcessPool:
            _begun.cache_clear()
    return judge_layer(settings, layer, paths)


def _parts(paths: Sequence[Path]) -> list[Sequence[Path]]:
    return [part for number in range(_JUDGES) if (part := paths[number::_JUDGES])]


@cache
def _begun(_process: int) -> ProcessPoolExecutor:
    """The judges of this process: a copy of it made by fork cannot use them."""
    pool = processes.pool(_JUDGES, partial(_prepare, get_context("spawn").Lock()))
    for _ in range(_JUDGES):
        pool.submit(os.getpid)  # a process begins with the first task that finds none free
    # A process that was spawned itself, as Dagster's runs are, waits at its end for others before it lets go of pools.
    Finalize(None, pool.shutdown, exitpriority=_BEFORE_QUEUES)
    return pool


def _prepare(turn: Lock) -> None:
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read while it is imported
    with turn:  # one after the other, so that whoever reads meanwhile has a processor
        Clock().import_all(("dagster_project.gates.judge", "dagster_project.gates.counting"))
