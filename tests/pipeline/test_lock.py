"""The lock: one process at a time, the same process as often as it likes."""

import subprocess
import sys

import pytest

from dagster_project.errors import OperatorError
from dagster_project.warehouse import lock

HOLD = """
import sys, pathlib
from dagster_project.warehouse import lock
with lock.hold(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def another_process(tmp_path):
    """A process that holds the lock until its input is closed."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.stdin.close()


def test_another_process_is_told_who_holds_it(tmp_path, another_process):
    with pytest.raises(OperatorError, match=rf"process {another_process.pid}, since 20"), lock.hold(tmp_path / "lock"):
        pass


def test_a_killed_holder_lets_it_go(tmp_path, another_process):
    another_process.kill()
    another_process.wait()
    with lock.hold(tmp_path / "lock"):
        assert _is_held(tmp_path / "lock")


def test_the_same_process_enters_twice_and_leaves_once(tmp_path):
    path = tmp_path / "lock"
    with lock.hold(path):
        with lock.hold(path):
            pass
        assert _is_held(path)
    assert not _is_held(path)


def test_a_folder_that_cannot_be_made_is_the_operators_business(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OperatorError, match="cannot be written"), lock.hold(tmp_path / "file" / "warehouse" / "lock"):
        pass


def _is_held(path):
    tried = subprocess.run(
        [sys.executable, "-c", HOLD, str(path)], input="\n", capture_output=True, text=True, check=False
    )
    return "OperatorError" in tried.stderr
