"""The list of expected departments, `expected.csv`: who should publish what. It may lie beside the manifest."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.reading.manifest import EXPECTED, read_lines
from dagster_project.reading.names import department_name
from dagster_project.reading.opening import FIRST_YEAR, LAST_YEAR, date_of, year_of
from dagster_project.reading.regions import nearest_regions

COLUMNS = ("region_code", "department", "first_year", "last_year", "stages", "searched_on")
STAGES = ("target", "self_evaluation")
TABLE = "expected_departments"
_BETWEEN_STAGES = re.compile(r"[\s,;|、，；]+")


def read_expected(raw_dir: Path, regions: Mapping[str, str]) -> list[dict[str, Any]]:
    """The lines of `expected.csv` in order, as rows of raw.expected_departments; none where there is no such file.

    `regions` maps known region codes to names. Raises OperatorError where the file is no table of these columns, or
    says a region, year, stage or day that cannot be: a line left out would make a department look unexpected.
    """
    path = raw_dir / EXPECTED
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise OperatorError(text("manifest.unreadable", path=path, reason=error)) from error
    _, lines = read_lines(path, content, COLUMNS, COLUMNS[:2])
    return [_row(path, number, line, regions) for number, line in enumerate(lines, 1)]


def _row(path: Path, number: int, line: Mapping[str, str], regions: Mapping[str, str]) -> dict[str, Any]:
    said = {name: line.get(name, "") for name in COLUMNS}
    name, _ = department_name(said["department"])
    if name is None:
        raise OperatorError(text("manifest.no_department", path=path, number=number, department=said["department"]))
    if said["region_code"] not in regions:
        near = ", ".join(f"{code} {regions[code]}" for code in nearest_regions(said["region_code"], regions))
        raise OperatorError(text("manifest.no_region", path=path, number=number, code=said["region_code"], near=near))
    first, last = (_year(path, number, said[column]) for column in ("first_year", "last_year"))
    if first and last and first > last:
        raise OperatorError(text("manifest.years_backwards", path=path, number=number, first=first, last=last))
    stages = _stages(path, number, said["stages"])
    return {
        "expected_no": number,
        "region_code": said["region_code"],
        "department": said["department"],
        "department_name": name,
        "first_year": first,
        "last_year": last,
        "expects_targets": "target" in stages,
        "expects_self_evaluations": "self_evaluation" in stages,
        "searched_on": _day(path, number, said["searched_on"]),
    }


def _year(path: Path, number: int, said: str) -> int | None:
    year = year_of(said)
    if said and year is None:
        values = {"year": said, "first": FIRST_YEAR, "last": LAST_YEAR}
        raise OperatorError(text("manifest.no_year", path=path, number=number, **values))
    return year


def _day(path: Path, number: int, said: str) -> date | None:
    day = date_of(said)
    if said and day is None:
        raise OperatorError(text("manifest.no_day", path=path, number=number, day=said))
    return day


def _stages(path: Path, number: int, said: str) -> set[str]:
    stages = {stage for stage in _BETWEEN_STAGES.split(said) if stage} or set(STAGES)
    if unknown := sorted(stages - set(STAGES)):
        known = ", ".join(STAGES)
        raise OperatorError(text("manifest.no_stage", path=path, number=number, stage=unknown[0], known=known))
    return stages
