"""Reading apart: some libraries cannot be stopped once they run, or can be made to take all memory.

They run in a process of their own, which reads one document after the other, has a limit on its memory, and says
after every page that it is still there. If it falls silent or over, it is ended and the document refused; the next
document gets a new process. It ends with the process that started it.
"""

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from dagster_project.errors import ReadingError
from dagster_project.reading.containers import wire
from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.limits import Limits
from dagster_project.reading.document import Grid, Paragraph
from dagster_project.reading.problems import refusal

# What the helper runs: it finds its modules where this process finds them.
_HELPER = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[2]); "
    "from dagster_project.reading.containers.helper import main; main(int(sys.argv[1]))"
)
_ALIVE = b"\n"
_LOCK = threading.Lock()


@dataclass(slots=True)
class _Helper:
    """The process that reads, and the lines that it has written; None after the last."""

    process: subprocess.Popen[bytes]
    owner: int
    memory_bytes: int
    lines: "queue.Queue[bytes | None]" = field(default_factory=queue.Queue)
    listener: threading.Thread = field(init=False)

    def __post_init__(self) -> None:
        """Begin to listen."""
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self.lines.put(line if line.endswith(b"\n") else None)
        self.lines.put(None)


_helpers: list[_Helper] = []  # none or one


def read(kind: str, data: bytes, desk: Desk) -> Iterable[Paragraph | Grid]:
    """What the reader of a kind makes of a document. Raises ReadingError, also where it does not come back."""
    with _LOCK:
        helper = _helper(desk.limits)
        try:
            _ask(helper, kind, data, desk.limits)
            answer = _answer(helper, desk)
        except BrokenPipeError:
            answer = {"fell": "not there"}
        except (ReadingError, KeyboardInterrupt):
            _end(helper)
            raise
        if "fell" in answer:
            _end(helper)
            raise refusal("reader_fell", container=kind, kind=answer["fell"])
    return wire.unpacked(answer, desk)


def _helper(limits: Limits) -> _Helper:
    """The helper of this process, started where there is none. A forked process does not use its parent's."""
    if _helpers and _helpers[0].owner != os.getpid():
        _helpers.clear()
    if _helpers and (_helpers[0].memory_bytes != limits.memory_bytes or _helpers[0].process.poll() is not None):
        _end(_helpers[0])
    if not _helpers:
        _helpers.append(_started(limits.memory_bytes))
    return _helpers[0]


def _started(memory_bytes: int) -> _Helper:
    command = [sys.executable, "-c", _HELPER, str(memory_bytes), json.dumps(sys.path)]
    process = subprocess.Popen(  # noqa: S603  # our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    return _Helper(process, os.getpid(), memory_bytes)


def _ask(helper: _Helper, kind: str, data: bytes, limits: Limits) -> None:
    stream = helper.process.stdin
    if stream is not None:
        question = {"kind": kind, "bytes": len(data), "limits": asdict(limits)}
        stream.write(json.dumps(question).encode() + b"\n" + data)
        stream.flush()


def _answer(helper: _Helper, desk: Desk) -> dict[str, Any]:
    """The answer; `fell` where the helper ended without one. Raises ReadingError where it is silent for too long."""
    while True:
        try:
            line = helper.lines.get(timeout=desk.limits.silent_seconds)
        except queue.Empty:
            raise refusal("too_slow", seconds=int(desk.limits.silent_seconds)) from None
        if line != _ALIVE:
            answer: dict[str, Any] = json.loads(line) if line else {"fell": f"ended with {helper.process.wait()}"}
            return answer
        desk.check_time()


def _end(helper: _Helper) -> None:
    _helpers.clear()
    helper.process.kill()
    helper.process.wait()
    helper.listener.join()
    for stream in (helper.process.stdin, helper.process.stdout):
        if stream is not None:
            stream.close()


@atexit.register
def _end_own() -> None:
    """End the helper with the process that started it."""
    if _helpers and _helpers[0].owner == os.getpid():
        _end(_helpers[0])
