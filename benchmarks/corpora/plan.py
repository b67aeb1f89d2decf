"""Which documents a corpus has: counties with their customs, departments, projects, years, corrections."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import count
from pathlib import Path
from random import Random

from corpora.errors import with_error
from corpora.families.registry import FAMILIES
from corpora.form import Style
from corpora.records import Party, Record
from corpora.world import SCHEMES, Change, Project, declared, evaluated, themes

_REGIONS = Path(__file__).parents[2] / "dbt" / "seeds" / "regions.csv"
YEARS = (2022, 2023, 2024)
_PROJECTS = 3

# The first two digits of a region's code -> the families its counties print, by kind of document.
CUSTOMS: dict[str, tuple[str, ...]] = {
    "41": ("national_target", "national_self"),
    "51": ("sichuan_list", "sichuan_self"),
    "53": ("county_target", "yunnan_self"),
    "34": ("county_target", "anhui_self"),
    "43": ("hunan_target", "national_self"),
    "13": ("hebei_target", "national_self"),
}
# Most documents are of containers that are quick to write; the first eight are all there are.
ENDINGS = ("txt", "html", "xlsx", "csv", "md", "docx", "xls", "pdf", "txt", "html", "xlsx", "csv", "html", "xlsx", "docx")


@dataclass(frozen=True, slots=True)
class Planned:
    """A document to be made. `corrects` is the path of the earlier version that it corrects."""

    path: str
    family: str
    ending: str
    region: str
    department: Party
    year: int
    published_on: str
    records: tuple[Record, ...]
    style: Style
    changes: tuple[tuple[str, Change], ...] = ()
    corrects: str = ""


def documents(seed: int) -> Iterator[Planned]:
    """Documents without end: round after round a county of every province, all years of one department."""
    used: Counter[str] = Counter()
    for turn in count():
        streams = [_department(f"{seed}", province, turn) for province in CUSTOMS]
        for group in zip(*streams, strict=False):
            for planned in group:
                ending = ENDINGS[used[planned.family] % len(ENDINGS)]
                used[planned.family] += 1
                yield replace(planned, ending=ending, path=f"{planned.path}.{ending}")


def _department(seed: str, province: str, turn: int) -> Iterator[Planned]:
    """The documents of a department in a county, oldest first."""
    regions = _counties()[province]
    region = regions[turn % len(regions)]
    chance = Random(f"{seed}/{province}/{turn}")
    theme = chance.randrange(len(themes()["themes"]))
    department = Party(str(chance.randrange(201, 699)), f"测试样本{themes()['themes'][theme]['function']}")
    style = Style(
        decimals=chance.random() < 0.7,
        thousands=chance.random() < 0.2,
        absent=chance.choice(("", "-", "—", "/")),
        has_points=chance.random() < 0.3,
    )
    projects = [_project(f"{region}-{turn}-{no}", region, department, theme + no, chance) for no in range(_PROJECTS)]
    place = f"{region}/{{year}}/{department.code}-{turn}"
    for year in YEARS:
        yield from _year(seed, place.format(year=year), projects, year, CUSTOMS[province], Planned(
            "", "", "", region, department, year, "", (), style,
        ))  # fmt: skip


def _year(
    seed: str, place: str, projects: list[Project], year: int, customs: tuple[str, ...], base: Planned
) -> Iterator[Planned]:
    targets = [declared(project, year, seed) for project in projects]
    results = [evaluated(target, project, seed) for target, project in zip(targets, projects, strict=True)]
    for family in customs:
        made = replace(base, path=f"{place}-{family}", family=family)
        if FAMILIES[family].kind == "target":
            records = tuple(with_error(record, family, seed) for record in targets)
            yield replace(made, published_on=f"{year}-02-2{projects[0].id[-1]}", records=records)
        else:
            records = tuple(with_error(record, family, seed) for record, _ in results)
            changes = tuple((record.project_id, change) for record, told in results for change in told)
            yield replace(made, published_on=f"{year + 1}-06-15", records=records, changes=changes)


def _project(key: str, region: str, department: Party, theme: int, chance: Random) -> Project:
    found = themes()["themes"][theme % len(themes()["themes"])]
    name = found["name"]
    later = chance.choice((name, name, f"{name}经费", f"{name}（含续办工作）"))
    return Project(
        id=key,
        theme=found,
        names={year: name if year < YEARS[1] else later for year in YEARS},
        serial=f"{region}22T{chance.randrange(10**12):012d}",
        department=department,
        unit=Party(f"{department.code}001", department.name),
        size=Decimal(chance.randrange(800, 60000)) / 100,
        quality=chance.choice((0.98, 0.95, 0.95, 0.9, 0.8, 0.6, 0.35)),
        scheme=chance.choice(SCHEMES),
    )


@cache
def _counties() -> dict[str, list[str]]:
    """The codes of counties by province."""
    found: dict[str, list[str]] = {}
    with _REGIONS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["region_level"] == "county":
                found.setdefault(row["region_code"][:2], []).append(row["region_code"])
    return found
