"""Processes that work beside this one: spawned, and ending with it whatever becomes of it."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process, resource_tracker
from types import FrameType
from typing import Any

_STOPS = (signal.SIGINT, signal.SIGTERM)


def pool(workers: int, prepare: Callable[[], object] | None = None) -> ProcessPoolExecutor:
    """A pool of processes, each of which calls `prepare` before its first task."""
    return _Pool(workers, get_context("spawn"), _begin, (prepare,))


class _Pool(ProcessPoolExecutor):
    """Ends without doing what has not begun, and its processes begin deaf."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        with deaf():
            return super().submit(fn, *args, **kwargs)

    def __exit__(self, *_: object) -> None:
        self.shutdown(cancel_futures=True)


@contextmanager
def deaf() -> Iterator[None]:
    """What begins meanwhile never hears Ctrl-C, which a terminal tells to every process: this one ends the others."""
    resource_tracker.ensure_running()  # while it begins it would let the signal through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def stopped_by(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Ctrl-C and SIGTERM go to `handler` meanwhile; in a thread, where no signal is heard, nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {each: signal.signal(each, handler) for each in _STOPS}
    try:
        yield
    finally:
        for each, former in before.items():
            signal.signal(each, former)


def nobody(_signal: int, _frame: FrameType | None) -> None:
    """Do nothing at a signal. Not SIG_IGN, which a program that is started meanwhile would inherit."""


def _begin(prepare: Callable[[], object] | None) -> None:
    """Let this process end when the one that asked for it is killed: it would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted at the keyboard is the one that asked
    threading.Thread(target=_wait_for_parent, daemon=True).start()
    if prepare is not None:
        prepare()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
