"""One writer: the lock that stands before every way in (command, schedule, sensor, `dagster dev`)."""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dagster_project.errors import OperatorError
from dagster_project.messages import text

_held: dict[Path, int] = {}
_LOOKS_EVERY = 0.2  # seconds


@contextmanager
def hold(path: Path, wait_seconds: float = 0, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the lock at `path`: raises OperatorError where another process has it, and still has after `wait_seconds`.

    `on_wait` is told once, in a sentence, who is waited for.

    A process may enter twice, since the command takes the lock before Dagster is imported and Dagster's
    run takes it again. It is a POSIX record lock: workers that are forked do not inherit it, and it goes
    with the process however that ends. Nothing else may open the file, closing it would let the lock go.
    """
    if path in _held:
        yield
        return
    descriptor = _opened(path)
    _held[path] = descriptor
    try:
        _wait(descriptor, path, wait_seconds, on_wait)
        yield
    finally:
        del _held[path]
        os.close(descriptor)


def _opened(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OperatorError(text("warehouse.unwritable", folder=path.parent, reason=error.strerror)) from error


def _wait(descriptor: int, path: Path, seconds: float, on_wait: Callable[[str], None] | None) -> None:
    # Looking again and again, since a blocking call could not be ended in a thread of Dagster's.
    until = time.monotonic() + seconds
    told = False
    while not _take(descriptor):
        holder = os.pread(descriptor, 200, 0).decode(errors="replace").strip() or "?"
        if time.monotonic() >= until:
            raise OperatorError(text("warehouse.locked", path=path, holder=holder))
        if on_wait and not told:
            on_wait(text("warehouse.waits", holder=holder, seconds=f"{seconds:g}"))
        told = True
        time.sleep(_LOOKS_EVERY)


def _take(descriptor: int) -> bool:
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n".encode(), 0)
    return True
