"""Which documents a corpus has: counties with their customs, departments, projects, years, corrections."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import count, zip_longest
from pathlib import Path
from random import Random

from corpora.errors import corrected, with_error
from corpora.families.registry import FAMILIES
from corpora.form import Style
from corpora.records import Party, Record
from corpora.world import SCHEMES, Change, Project, declared, doubled, evaluated, themes

_REGIONS = Path(__file__).parents[2] / "dbt" / "seeds" / "regions.csv"
YEARS = (2022, 2023, 2024)
_PROJECTS = 3

# The first two digits of a region's code -> the families its counties print, by kind of document.
CUSTOMS: dict[str, tuple[str, ...]] = {
    "41": ("national_target", "monitoring", "national_self", "department_target", "department_self"),
    "51": ("sichuan_list", "sichuan_self", "sichuan_department"),
    "53": ("yunnan_list", "yunnan_self"),
    "34": ("anhui_target", "anhui_self", "anhui_department"),
    "43": ("hunan_target", "national_self", "hunan_department"),
    "13": ("hebei_target", "national_self", "department_target"),
    "14": ("hebei_split", "monitoring"),
    "32": ("jiangsu_target", "jiangsu_self", "jiangsu_department"),
    "31": ("shanghai_target", "national_self", "summary"),
    "12": ("county_target", "tianjin_self"),
    "42": ("hubei_target", "national_self", "department_self"),
    "62": ("national_target", "transfer_self", "summary"),
}
# Most documents are of containers that are quick to write; the first ten are all there are.
ENDINGS = (
    "txt", "html", "xlsx", "csv", "md", "docx", "xls", "pdf", "lines.txt", "flat.txt",
    "txt", "html", "xlsx", "csv", "html", "xlsx", "docx",
)  # fmt: skip


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

    @property
    def county(self) -> str:
        """Whose habits the document has: those of a department in a county, in all its years."""
        return f"{self.region}/{self.department.code}"


def documents(seed: int) -> Iterator[Planned]:
    """Documents without end: round after round a county of every province, all years of one department."""
    used: Counter[str] = Counter()
    paths: dict[str, str] = {}
    for turn in count():
        streams = [_department(f"{seed}", province, turn) for province in CUSTOMS]
        for planned in (each for group in zip_longest(*streams) for each in group if each):
            ending = ENDINGS[used[planned.family] % len(ENDINGS)]
            used[planned.family] += 1
            paths[planned.path] = f"{planned.path}.{ending}"
            corrects = paths.get(planned.corrects, "")
            yield replace(planned, ending=ending, path=paths[planned.path], corrects=corrects)


def one_of_each(seed: int) -> list[Planned]:
    """The first document of every family in every container."""
    wanted = len(FAMILIES) * len(set(ENDINGS))
    found: dict[tuple[str, str], Planned] = {}
    for planned in documents(seed):
        found.setdefault((planned.family, planned.ending), planned)
        if len(found) == wanted:
            break
    return list(found.values())


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
        is_filled=chance.random() < 0.15,
        has_room=chance.random() < 0.15,
    )
    projects = [_project(f"{region}-{turn}-{no}", region, department, theme + no, chance) for no in range(_PROJECTS)]
    base = Planned("", "", "", region, department, 0, "", (), style)
    for year in YEARS:
        yield from _year(
            seed,
            projects,
            CUSTOMS[province],
            replace(base, year=year, path=f"{region}/{year}/{department.code}-{turn}"),
        )


def _year(seed: str, projects: list[Project], customs: tuple[str, ...], base: Planned) -> Iterator[Planned]:
    """The documents of a department's year; in the middle year the self-evaluation is printed again, corrected."""
    targets = [declared(project, base.year, seed) for project in projects]
    results = [evaluated(target, project, seed) for target, project in zip(targets, projects, strict=True)]
    whole = replace(projects[0], id=f"{projects[0].id}-all", theme=themes()["department"], names={base.year: ""})
    wide = declared(whole, base.year, seed, doubled(targets))
    made_of = {
        "target": targets,
        "monitoring": targets,
        "self_evaluation": [record for record, _ in results],
        "summary": [record for record, _ in results],
        "department_target": [wide],
        "department_self": [evaluated(wide, whole, seed)[0]],
    }
    for family in customs:
        kind = FAMILIES[family].kind
        records = made_of[kind] if kind in _PASSIVE else [with_error(record, family, seed) for record in made_of[kind]]
        planned = replace(
            base,
            path=f"{base.path}-{family}",
            family=family,
            published_on=_published(kind, base.year),
            records=tuple(records),
        )
        if kind == "self_evaluation":
            planned = replace(planned, changes=tuple((one.project_id, each) for one, told in results for each in told))
        yield planned
        if kind == "self_evaluation" and base.year == YEARS[1]:
            again = (corrected(made_of[kind][0]), *records[1:])
            yield replace(
                planned,
                path=f"{planned.path}-corrected",
                published_on=f"{base.year + 1}-11-03",
                records=again,
                corrects=planned.path,
            )


# Kinds whose documents are made of others' figures and get no errors.
_PASSIVE = ("monitoring", "summary")


def _published(kind: str, year: int) -> str:
    """Targets with the budget, self-evaluations the year after."""
    return (
        f"{year}-02-26" if kind.endswith("target") else f"{year}-09-10" if kind == "monitoring" else f"{year + 1}-06-15"
    )


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
        quality=chance.choice((0.98, 0.95, 0.95, 0.9, 0.8, 0.6, 0.2)),
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
