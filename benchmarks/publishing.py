"""Whether publishing stops readers: openings of the link while versions are published, and while none is.

One reader opens the link, asks one question and closes, again and again. Another process publishes a given file
under new names all the while, or rests; both in turns, since other work on the machine does not rest.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from dagster_project.settings import Settings
from dagster_project.warehouse import publishing, versions
from refresh import conditions

ROUNDS, SECONDS, PAUSE = 3, 15, 0.2
READER = """
import sys, time, duckdb
from pathlib import Path
link, stop = map(Path, sys.argv[1:])
while not stop.exists():
    began = time.perf_counter()
    with duckdb.connect(str(link), read_only=True) as connection:
        connection.execute("select count(*) from marts.fct_indicators").fetchone()
    print(time.perf_counter() - began, flush=True)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Openings of the published file with and without publishing.")
    parser.add_argument("version", type=Path, help="A published file.")
    version = parser.parse_args().version
    took: dict[bool, list[float]] = {False: [], True: []}
    with tempfile.TemporaryDirectory(prefix="jixiao-bench-") as folder:
        settings = Settings(warehouse_dir=Path(folder))
        shutil.copyfile(version, settings.build_path)
        published(settings)
        for _ in range(ROUNDS):
            for is_publishing, seconds in took.items():
                seconds.extend(one_round(settings, is_publishing=is_publishing))
    for is_publishing, seconds in took.items():
        median, slowest = statistics.median(seconds) * 1000, max(seconds) * 1000
        at_99 = statistics.quantiles(seconds, n=100)[-1] * 1000
        what = f"{'publishing' if is_publishing else 'nobody publishes'}: {len(seconds)} openings"
        print(f"{what}, median {median:.0f} ms, 99 of 100 within {at_99:.0f} ms, slowest {slowest:.0f} ms")
    print(f"on {conditions()}")


def one_round(settings: Settings, *, is_publishing: bool) -> list[float]:
    """Seconds of each opening in a round."""
    stop = settings.warehouse_dir / "stop"
    stop.unlink(missing_ok=True)
    command = [sys.executable, "-c", READER, str(settings.published_path), str(stop)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        until = time.monotonic() + SECONDS
        while time.monotonic() < until:
            if is_publishing:
                published(settings)
            time.sleep(PAUSE)
        stop.touch()
        lines = reader.communicate()[0].split()
    return [float(line) for line in lines]


def published(settings: Settings) -> None:
    """Publish the build file as the next version."""
    publishing.publish(settings, versions.next_version(settings, [], datetime.now(UTC)))
    versions.prune(settings)


if __name__ == "__main__":
    main()
