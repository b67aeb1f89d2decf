"""Processes that work beside this one: spawned, and ending with it whatever becomes of it."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread


def pool(workers: int, prepare: Callable[[], object] | None = None) -> ProcessPoolExecutor:
    """A pool of processes, each of which calls `prepare` before its first task."""
    return ProcessPoolExecutor(workers, get_context("spawn"), _begin, (prepare,))


def _begin(prepare: Callable[[], object] | None) -> None:
    """Let this process end when the one that asked for it is killed: it would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted at the keyboard is the one that asked
    Thread(target=_wait_for_parent, daemon=True).start()
    if prepare is not None:
        prepare()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
