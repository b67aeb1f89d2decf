"""Reading for a refresh: what is new or changed is read, the rest is taken from what was read before."""

from collections import Counter
from dataclasses import dataclass

import polars as pl

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.operations import inputs
from dagster_project.operations.asked import Asked
from dagster_project.operations.progress import Silent
from dagster_project.reading import expected
from dagster_project.reading.collect import Reader, assembled, first_of_paths, joined, read_documents
from dagster_project.reading.keeping import Frames, Plan, planned
from dagster_project.reading.manifest import Source, read_manifest
from dagster_project.reading.regions import load_regions
from dagster_project.reading.tables import frame
from dagster_project.reading.values import printed_values, type_values
from dagster_project.reading.version import reading_version, typing_version
from dagster_project.settings import Settings
from dagster_project.warehouse import readings, versions

TYPED = "typed_values"
_DOCUMENTS, _VALUES = "documents", "values"  # the parts of what is kept


@dataclass(frozen=True)
class Read:
    """The raw tables of a refresh and their fingerprint.

    `years`: fiscal year of the manifest ("" where a line names none) -> documents listed, read, left for later.
    """

    tables: dict[str, pl.DataFrame]
    inputs: str
    years: dict[str, dict[str, int]]

    def count(self, what: str) -> int:
        """Documents of all years that are `listed`, were `read` now, or are left for `later`."""
        return sum(each[what] for each in self.years.values())

    @property
    def tags(self) -> dict[str, str]:
        """A tag for each fiscal year of which something was read, by which runs are found in Dagster."""
        return {f"jixiao/fiscal_year/{year or 'none'}": "read" for year, each in self.years.items() if each["read"]}


def read(settings: Settings, progress: Silent, asked: Asked) -> Read:
    """Read what is to be read, keep it, and give the raw tables of the whole manifest.

    Raises OperatorError where the manifest is broken, or where only a year is asked for and nothing of the others
    is kept, so that they would be lost.
    """
    listed = read_manifest(settings.raw_dir)
    contents = inputs.looked_at(settings, listed, anew=asked.everything)
    kept = _kept(settings, _DOCUMENTS, asked)
    if asked.year is not None and not kept and versions.current(settings):
        raise OperatorError(text("refresh.year_alone", year=asked.year))
    regions = load_regions(*settings.regions_paths)
    plan = planned(first_of_paths(listed), contents, kept, regions, asked.year)
    progress.documents(len(plan.read))
    reader = Reader(settings.raw_dir, regions, settings.limits, settings.workers)
    fresh = read_documents(plan.read, reader, progress.document)
    found = joined(plan.take(kept), fresh)
    tables = assembled(listed, found)
    tables[expected.TABLE] = frame(expected.TABLE, expected.read_expected(settings.raw_dir, regions))
    tables[TYPED] = _typed(settings, asked, tables)
    if plan.read or not kept or _is_stale(settings) or len(plan.kept) < kept["documents"].height:
        _keep(settings, found, tables[TYPED])
    return Read(tables, inputs.fingerprint(settings, listed, plan.contents), _years(listed, plan))


def _typed(settings: Settings, asked: Asked, tables: Frames) -> pl.DataFrame:
    """Every distinct printed figure, typed; the known ones are not typed again."""
    printed = pl.DataFrame({"printed": printed_values(tables)}, schema={"printed": pl.String})
    kept = _kept(settings, _VALUES, asked)
    if not kept:
        return type_values(printed["printed"])
    known = kept[TYPED].join(printed, on="printed", how="semi")
    return pl.concat([known, type_values(printed.join(known, on="printed", how="anti")["printed"])]).sort("printed")


def _keep(settings: Settings, found: Frames, typed: pl.DataFrame) -> None:
    now = _versions(settings)
    parts = {_DOCUMENTS: (now[_DOCUMENTS], found), _VALUES: (now[_VALUES], {TYPED: typed})}
    try:
        readings.save(settings.readings_path, parts)
    except OSError as error:
        reason = error.strerror or error
        raise OperatorError(text("warehouse.unwritable", folder=settings.readings_path, reason=reason)) from error


def _kept(settings: Settings, part: str, asked: Asked) -> dict[str, pl.DataFrame]:
    return {} if asked.everything else readings.load(settings.readings_path, part, _versions(settings)[part])


def _is_stale(settings: Settings) -> bool:
    return readings.versions(settings.readings_path) != _versions(settings)


def _versions(settings: Settings) -> dict[str, str]:
    return {_DOCUMENTS: reading_version(settings.limits), _VALUES: typing_version(settings.limits)}


def _years(listed: list[Source], plan: Plan) -> dict[str, dict[str, int]]:
    counted = Counter(source.fiscal_year for source in listed)
    read_now = Counter(source.fiscal_year for source in plan.read)
    later = Counter(source.fiscal_year for source in listed if source.path not in plan.contents)
    return {
        year: {"listed": number, "read": read_now[year], "later": later[year]}
        for year, number in sorted(counted.items())
    }
