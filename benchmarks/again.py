"""What a refresh costs where little or nothing is new: `make bench`.

A corpus of invented documents is refreshed from nothing, with one document changed, and with nothing new; then the
memory of one process over many refreshes in a row. Seconds of processors (user and system, of the command with its
children) stand beside those of the clock, since other work on the machine does not change them much. Linux only.
"""

import argparse
import os
import resource
import sys
import tempfile
from itertools import islice
from pathlib import Path

from corpora.plan import documents
from corpora.writing import write_corpus
from dagster_project.operations.clock import Clock
from dagster_project.operations.progress import Silent
from dagster_project.operations.refresh import refresh
from dagster_project.settings import Settings
from refresh import MEGABYTE, PAGE, conditions, one_round

SEED = 1
READING = "reading"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="A refresh with everything, one document and nothing new.")
    parser.add_argument("--documents", type=int, default=2000)
    parser.add_argument("--in-a-row", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
        compare(Path(folder), arguments.documents)
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
        in_a_row(Path(folder), arguments.in_a_row)
    print(f"on {conditions()}, load {os.getloadavg()[0]:.1f}")


def compare(folder: Path, number: int) -> None:
    """A full refresh, one with a document changed, one with nothing new."""
    raw = corpus(folder, number)
    whole = told("everything new", folder, raw)
    changed(raw, 1)
    one = told("one document changed", folder, raw)
    told("nothing new", folder, raw)
    print(f"reading of one changed document: {one / whole:.1%} of reading all {number}")


def told(what: str, folder: Path, raw: Path) -> float:
    """Run the command and print what it took; the seconds of its reading."""
    before = processors(resource.RUSAGE_CHILDREN)
    seconds, peak, steps = one_round(folder / "warehouse", JIXIAO_RAW_DIR=str(raw))
    used = processors(resource.RUSAGE_CHILDREN) - before
    reading = steps.get(READING, 0.0)
    parts = f"reading {reading:.1f} s, every other step {sum(steps.values()) - reading:.1f} s"
    print(f"{what}: {seconds:.1f} s ({parts}), {used:.1f} s of processors, {peak:.0f} MB", flush=True)
    return reading


def in_a_row(folder: Path, times: int) -> None:
    """Refreshes in one process, each with a changed document: megabytes after each."""
    settings = Settings(raw_dir=corpus(folder, 60), warehouse_dir=folder / "warehouse")
    sizes = []
    for number in range(times + 1):
        changed(settings.raw_dir, number)
        refreshed = refresh(settings, Silent(), Clock())
        if refreshed is None or refreshed.exit_code:
            sys.exit(f"refresh {number} ended with {refreshed and refreshed.exit_code}")
        sizes.append(int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE / MEGABYTE)
    print(
        f"megabytes after each of {times} refreshes in one process: " + ", ".join(f"{size:.0f}" for size in sizes[1:])
    )


def corpus(folder: Path, number: int) -> Path:
    """A folder of invented documents."""
    write_corpus(folder, list(islice(documents(SEED), number)), SEED)
    return folder / "raw"


def changed(raw: Path, number: int) -> None:
    """Change a document so that it says the same in other bytes."""
    path = min(raw.rglob("*.html"))
    page = path.read_bytes().split(b"<!--")[0]
    path.write_bytes(page + f"<!-- {number} -->".encode())


def processors(who: int) -> float:
    """Seconds that processors worked for processes that have ended."""
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
