"""One writer: the lock that stands before every way in (command, schedule, sensor, `dagster dev`)."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dagster_project.errors import OperatorError
from dagster_project.messages import text

_held: dict[Path, int] = {}


@contextmanager
def hold(path: Path) -> Iterator[None]:
    """Hold the lock at `path`, or leave at once: raises OperatorError when another process has it.

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
        _take(descriptor, path)
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


def _take(descriptor: int, path: Path) -> None:
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(descriptor, 200, 0).decode(errors="replace").strip() or "?"
        raise OperatorError(text("warehouse.locked", path=path, holder=holder)) from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"process {os.getpid()}, since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n".encode(), 0)
