"""50 readers during 20 refreshes: every query is answered, and none sees half of a version or an older one than before."""

import json
import os
import subprocess
import sys
from pathlib import Path

import small
from dagster_project.operations.clock import Clock
from dagster_project.operations.progress import Silent
from dagster_project.operations.refresh import refresh

READERS, REFRESHES = 50, 20
SCRIPT = Path(__file__).with_name("readers.py")


def test_readers_never_notice(tmp_path, record_property, capsys):
    made = small.settings(tmp_path)
    assert refresh(made, Silent(), Clock()).exit_code == 0
    stop, answers = tmp_path / "stop", tmp_path / "answers"
    answers.mkdir()
    command = [sys.executable, str(SCRIPT), str(made.published_path), str(READERS), str(answers), str(stop)]
    path = os.pathsep.join([*sys.path, str(Path(small.__file__).parent)])
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": path}) as readers:
        try:
            for figure in range(2, REFRESHES + 2):
                small.write(made, figure)
                assert refresh(made, Silent(), Clock()).exit_code == 0
                small.check_serves(made, figure)
        finally:
            stop.touch()
        assert readers.wait() == 0
    told = [json.loads(each.read_text(encoding="utf-8")) for each in answers.iterdir()]
    shown = {
        "readers": len(told),
        "refreshes": REFRESHES,
        "queries answered": sum(each["answered"] for each in told),
        "versions seen by a reader": f"{min(each['versions'] for each in told)} to {max(each['versions'] for each in told)}",
        "slowest opening": f"{max(each['slowest'] for each in told):.3f} s",
        "errors": sum(len(each["errors"]) for each in told),
        "wrong or mixed": sum(len(each["wrong"]) for each in told),
    }
    with capsys.disabled():
        sys.stdout.write(f"\n{shown}\n")
    assert [each["errors"] + each["wrong"] for each in told] == [[]] * READERS
    assert shown["queries answered"] > READERS * REFRESHES
