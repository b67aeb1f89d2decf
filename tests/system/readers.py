"""Readers of the published file: processes that ask again and again, some of which hold what they have opened.

A script: link, number of readers, folder for their answers, file that ends them. Each answer is a JSON line
with the queries answered, errors, wrong or mixed results, and the slowest opening in seconds.
"""

import json
import os
import sys
import time
from pathlib import Path

import duckdb

import small

PAUSE = 0.1
HOLDERS = 10  # every so many-th reader holds a version for a while
HELD_QUERIES = 60


def read(link: Path, stop: Path, queries: int) -> dict[str, object]:
    """Open, ask, close, until told to stop; `queries` are asked of a version while it is open."""
    told = {"answered": 0, "errors": [], "wrong": [], "slowest": 0.0, "seconds": 0.0, "versions": 0}
    last = ""
    while not stop.exists():
        began = time.perf_counter()
        try:
            with duckdb.connect(str(link), read_only=True, config={"threads": 1}) as connection:
                took = time.perf_counter() - began
                told["slowest"], told["seconds"] = max(told["slowest"], took), told["seconds"] + took
                last = ask(connection, queries, last, told)
        except duckdb.Error as error:
            told["errors"].append(str(error))
        time.sleep(PAUSE)
    return told


def ask(connection: duckdb.DuckDBPyConnection, queries: int, last: str, told: dict) -> str:
    """Every answer of one open version must be the same, its tables must agree, and no version may be older than the last."""
    first = None
    for _ in range(queries):
        answer = connection.execute(small.FIGURE).fetchone()
        told["answered"] += 1
        first = first or answer
        budget, annual, mid_term, runs, version = answer
        if answer != first or not budget == annual == mid_term == runs or version < last:
            told["wrong"].append([str(answer), str(first), last])
        if queries > 1:
            time.sleep(PAUSE)
    told["versions"] += first[-1] != last
    return first[-1]


def main() -> None:
    link, number, answers, stop = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    started = []
    for reader in range(number):
        if not (process := os.fork()):
            os.nice(19)  # the refresh needs its turn, on a small machine too
            told = read(link, stop, HELD_QUERIES if reader % HOLDERS == 0 else 1)
            (answers / f"{reader}.json").write_text(json.dumps(told), encoding="utf-8")
            os._exit(0)
        started.append(process)
    for process in started:
        os.waitpid(process, 0)


if __name__ == "__main__":
    main()
