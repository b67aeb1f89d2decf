"""What the slow tests share: processes that refresh and may be killed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dagster_project.settings import Settings

ZYGOTE = Path(__file__).with_name("zygote.py")


class Processes:
    """Refreshes in processes of their own, one after the other or several at once."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, str(ZYGOTE)]
        self._log = (folder / "zygote.log").open("w")
        self._answers = folder
        self._zygote = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, text=True
        )
        assert self._zygote.stdout.readline() == "ready\n"

    def refresh(self, made: Settings, **more: object) -> dict:
        """One refresh: how it ended."""
        (ended,) = self.at_once(made, [more])
        return ended

    def at_once(self, made: Settings, jobs: list[dict]) -> list[dict]:
        """Refreshes at once."""
        given = json.loads(made.model_dump_json())
        asked = [{"settings": given, "answers": str(self._answers), **job} for job in jobs]
        self._zygote.stdin.write(json.dumps(asked) + "\n")
        self._zygote.stdin.flush()
        return json.loads(self._zygote.stdout.readline())

    def close(self) -> None:
        self._zygote.stdin.close()
        self._zygote.wait()
        self._log.close()


@pytest.fixture(scope="session")
def processes(tmp_path_factory):
    """The source of processes."""
    found = Processes(tmp_path_factory.mktemp("zygote"))
    yield found
    found.close()
