"""Refreshes in processes of their own that need not import anything: forked from one that has imported it all.

A script. Reads jobs as JSON lines, answers each with a JSON line: how the process ended, and what it said. A job has
`settings`, and perhaps `kill`: [step, share of its seconds, those seconds] or [a place in PLACES], and `limit`: bytes that no
file may exceed, which is how a full disk looks to whoever writes.
"""

import json
import os
import resource
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dagster_project.errors import JixiaoError
from dagster_project.operations.clock import Clock
from dagster_project.operations.progress import Silent
from dagster_project.operations.refresh import _LIBRARIES, refresh
from dagster_project.settings import Settings
from dagster_project.warehouse import journal, publishing, versions

PLACES: dict[str, tuple[Any, str, bool]] = {
    "before the copy": (publishing, "_copied", False),
    "after the copy": (publishing, "_copied", True),
    "with its digest": (versions, "keep_digest", True),
    "with its name": (versions, "point", False),
    "after the link moved": (versions, "point", True),
    "after its line was written": (journal, "append", True),
}
"""Place in publishing -> module, function, and whether it is killed after it."""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Deadly(Silent):
    """Progress that kills the process in the middle of a step."""

    def __init__(self, step: str, share: float, seconds: float) -> None:
        self._step, self._after = step, share * seconds

    def step(self, name: str) -> None:
        if name == self._step:
            threading.Timer(self._after, die).start()


def deadly(module: Any, name: str, after: bool) -> None:
    function: Callable[..., Any] = getattr(module, name)

    def wrapped(*arguments: Any) -> Any:
        if not after:
            die()
        function(*arguments)
        die()

    setattr(module, name, wrapped)


def run(job: dict[str, Any]) -> dict[str, Any]:
    settings = Settings(**job["settings"])
    kill = job.get("kill")
    if kill and kill[0] in PLACES:
        deadly(*PLACES[kill[0]])
    if limit := job.get("limit"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    progress = Deadly(*kill) if kill and kill[0] not in PLACES else Silent()
    done = refresh(settings, progress, Clock())
    if done is None:  # nothing was new
        return {"exit_code": 0, "problems": [], "seconds": {}}
    problems = [problem.shown for problem in done.record.problems.values()]
    return {"exit_code": done.exit_code, "problems": problems, "seconds": done.record.seconds}


def child(job: dict[str, Any], answer: Path) -> None:
    os.setsid()  # so that what it leaves behind can be found
    try:
        said = run(job)
    except JixiaoError as error:
        said = {"exit_code": error.exit_code, "problems": [str(error)]}
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    answer.write_text(json.dumps(said), encoding="utf-8")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    Clock().import_all((*_LIBRARIES, "great_expectations"))  # for whoever judges in the process that refreshes
    say("ready")
    for line in sys.stdin:
        jobs = json.loads(line)
        started = []
        for number, job in enumerate(jobs):
            answer = Path(job["answers"]) / str(number)
            answer.unlink(missing_ok=True)
            if not (process := os.fork()):
                try:
                    child(job, answer)
                finally:  # whatever it met: this process never goes on as the one that it was forked from
                    traceback.print_exc()
                    os._exit(0)
            started.append((process, answer))
        ended = []
        for process, answer in started:
            status = os.waitpid(process, 0)[1]
            said = json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else {}
            ended.append(said | {"process": process, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else None})
        say(json.dumps(ended))


if __name__ == "__main__":
    main()
