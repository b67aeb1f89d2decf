"""Known regions: the code list of the manifest check, and the nearest codes for one that is not in it."""

import csv
from collections.abc import Mapping
from pathlib import Path

from rapidfuzz.distance import OSA, Prefix


def load_regions(*paths: Path) -> dict[str, str]:
    """Region code -> name, from CSV files with the columns `region_code` and `region_name`; a later file wins.

    Raises OSError where a file is missing and KeyError where a column is.
    """
    regions: dict[str, str] = {}
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            regions.update({row["region_code"]: row["region_name"] for row in csv.DictReader(handle)})
    return regions


def nearest_regions(code: str, regions: Mapping[str, str], n: int = 3) -> list[str]:
    """The `n` known codes that a wrong one is likeliest meant for, best first.

    A longer common beginning wins (the same county list, prefecture, province), then fewer slips of the
    pen (a digit wrong, missing or swapped with its neighbour), then the nearer number. A region's name is taken for its
    code; of a name that several bear, all are given.
    """
    named = sorted(known for known, name in regions.items() if name == code.strip())
    return named[:n] or sorted(regions, key=lambda known: _distance(code.strip(), known))[:n]


def _distance(code: str, known: str) -> tuple[int, int, int, str]:
    """Sort key of a known code: the smaller, the nearer to `code`."""
    apart = abs(int(code) - int(known)) if code.isdecimal() and known.isdecimal() else 0
    return -Prefix.similarity(code, known), OSA.distance(code, known), apart, known
