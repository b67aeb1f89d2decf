"""How long a refresh of the project's own documents takes, and how much memory: `make bench`.

Each round is a process of its own with a warehouse of its own. Seconds are wall clock of the whole command;
memory is the highest sum of resident sizes over the command and its children, looked at every 50 ms, so pages
that they share count more than once. Linux only. Prints a line per round, then a row for README.md.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from dagster_project.settings import ROOT

COMMAND = Path(sys.executable).with_name("jixiao")
LOOK_EVERY = 0.05
MEGABYTE = 2**20
PAGE = os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Time and memory of `jixiao refresh`.")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    measured = []
    for number in range(1, rounds + 1):
        with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
            measured.append(one_round(Path(folder)))
        print(f"round {number}: " + describe(*measured[-1]), flush=True)
    seconds, peaks, steps = zip(*measured, strict=True)
    medians = {step: statistics.median(each.get(step, 0.0) for each in steps) for step in steps[0]}
    print(f"median of {rounds}: " + describe(statistics.median(seconds), max(peaks), medians))
    print(f"on {conditions()}")


def one_round(warehouse: Path, **settings: str) -> tuple[float, float, dict[str, float]]:
    """Seconds, peak megabytes and seconds per step of one refresh."""
    environment = {**os.environ, "JIXIAO_WAREHOUSE_DIR": str(warehouse), **settings}
    began = time.perf_counter()
    process = subprocess.Popen(
        [COMMAND, "refresh"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, megabytes(process.pid))
        time.sleep(LOOK_EVERY)
    seconds = time.perf_counter() - began
    if process.returncode:
        sys.exit(f"the refresh ended with {process.returncode}")
    line = (warehouse / "journal.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    return seconds, peak, json.loads(line)["seconds_per_step"]


def megabytes(session: int) -> float:
    """Resident megabytes of all processes of a session, now."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == session:
                total += int((folder / "statm").read_text(encoding="ascii").split()[1]) * PAGE
        except OSError:  # it ended while we looked
            continue
    return total / MEGABYTE


def describe(seconds: float, peak: float, steps: dict[str, float]) -> str:
    """One line: seconds, megabytes, and where the seconds went."""
    parts = ", ".join(f"{step} {taken:.1f}" for step, taken in steps.items())
    return f"{seconds:.1f} s, {peak:.0f} MB ({parts})"


def conditions() -> str:
    """What a figure must be read with."""
    return f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}"


if __name__ == "__main__":
    main()
