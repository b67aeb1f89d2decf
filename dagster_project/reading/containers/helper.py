"""The process that reads what is read apart: questions on stdin, answers on stdout, each a line of JSON.

Behind a question stand the bytes of its document. An empty line says that the document is still being read.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from dagster_project.errors import ReadingError
from dagster_project.reading.containers import wire
from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.limits import Limits

_MODULES: Mapping[str, str] = {"pdf": "pdf", "xls": "excel.binary"}
_HERE = "dagster_project.reading.containers"


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Read one document after the other until there are no more."""
    for line in questions:
        question = json.loads(line)
        data = questions.read(question["bytes"])
        _write(answers, _made(question["kind"], data, Limits(**question["limits"]), answers))


def _made(kind: str, data: bytes, limits: Limits, answers: IO[bytes]) -> dict[str, Any]:
    desk = Desk(limits, on_time=lambda: _write(answers, None))
    try:
        return wire.packed(import_module(f"{_HERE}.{_MODULES[kind]}").read(data, desk), desk)
    except ReadingError as error:
        return wire.packed_refusal(error)


def _write(answers: IO[bytes], answer: dict[str, Any] | None) -> None:
    answers.write((b"" if answer is None else json.dumps(answer).encode()) + b"\n")
    answers.flush()


def _last_words(answers: IO[bytes]) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What the process says before it ends with an error that nobody expected: which, and where."""

    def say(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        while trace and trace.tb_next:
            trace = trace.tb_next
        place = f" in {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
        _write(answers, {"fell": f"{kind.__name__}{place}"})

    return say


def _limit_memory(count: int) -> None:
    """Take no more memory than this. A system without such limits has none here."""
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        count = count if most == resource.RLIM_INFINITY else min(count, most)
        resource.setrlimit(resource.RLIMIT_DATA, (count, count))


def _end_with(parent: int) -> None:
    """End when the process that started this one is gone, whatever a library is doing meanwhile."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def main(memory_bytes: int) -> None:
    """The helper: questions on stdin, answers on stdout; what libraries print is not heard."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    sys.excepthook = _last_words(answers)
    _limit_memory(memory_bytes)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    serve(sys.stdin.buffer, answers)
