"""Reading for a refresh: what is new or changed is read, the rest is taken from what was read before."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.operations import inputs, rewording
from dagster_project.operations.asked import Asked
from dagster_project.operations.progress import Silent
from dagster_project.reading import expected, vocabulary
from dagster_project.reading.collect import Reader, assembled, first_of_paths, joined, read_documents
from dagster_project.reading.keeping import Frames, Plan, planned
from dagster_project.reading.manifest import Source, read_manifest
from dagster_project.reading.regions import load_regions
from dagster_project.reading.tables import OF_DOCUMENTS, QUESTIONS, SCHEMAS, frame
from dagster_project.reading.values import printed_values, type_values
from dagster_project.reading.version import digest, reading_version, typing_version
from dagster_project.settings import Settings
from dagster_project.warehouse import readings, versions

TYPED = "typed_values"
FORMER = "former"
"""What was read of documents that have left the manifest, or whose file was replaced: a part, and a schema."""
_DOCUMENTS, _VALUES = "documents", "values"  # the other parts of what is kept


@dataclass(frozen=True)
class Read:
    """The raw tables of a refresh and their fingerprint; beside them the rows of documents that left.

    `years`: fiscal year of the manifest ("" where a line names none) -> documents listed, read, left for later.
    """

    tables: dict[str, pl.DataFrame]
    former: dict[str, pl.DataFrame]
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
    before, questions = _kept(settings, _DOCUMENTS, asked), _kept(settings, QUESTIONS, asked)
    kept = rewording.standing(settings, before, questions)
    if asked.year is not None and not _has_others(asked.year, before, kept) and versions.current(settings):
        raise OperatorError(text("refresh.year_alone", year=asked.year))
    regions = load_regions(*settings.regions_paths)
    plan = planned(first_of_paths(listed), contents, kept, regions, asked.year)
    progress.documents(len(plan.read))
    reader = Reader(settings.raw_dir, regions, settings.limits, settings.workers, vocabulary.FOLDER)
    fresh = read_documents(plan.read, reader, progress.document)
    questions = {QUESTIONS: rewording.joined(questions, plan.kept, fresh.pop(QUESTIONS))}
    found = joined(plan.take(kept), fresh)
    tables = assembled(listed, found)
    tables[expected.TABLE] = frame(expected.TABLE, expected.read_expected(settings.raw_dir, regions))
    tables[TYPED] = _typed(settings, asked, tables)
    former = _former(settings, found)
    if plan.read or not kept or _is_stale(settings) or len(plan.kept) < kept["documents"].height:
        values = {TYPED: tables[TYPED]}
        _keep(settings, {_DOCUMENTS: found, _VALUES: values, FORMER: _filled(former), QUESTIONS: questions})
    return Read(tables, former, inputs.fingerprint(settings, listed, plan.contents), _years(listed, contents, plan))


def _has_others(year: int, before: Frames, kept: Frames) -> bool:
    """Whether something is kept, and all of it that is of other years stands."""
    others = [some["documents"].filter(pl.col("fiscal_year") != year).height for some in (before, kept) if some]
    return len(set(others)) == 1 and bool(kept)


def _typed(settings: Settings, asked: Asked, tables: Frames) -> pl.DataFrame:
    """Every distinct printed figure, typed; the known ones are not typed again."""
    printed = pl.DataFrame({"printed": printed_values(tables)}, schema={"printed": pl.String})
    kept = _kept(settings, _VALUES, asked)
    if not kept:
        return type_values(printed["printed"])
    known = kept[TYPED].join(printed, on="printed", how="semi")
    return pl.concat([known, type_values(printed.join(known, on="printed", how="anti")["printed"])]).sort("printed")


def _former(settings: Settings, found: Frames) -> dict[str, pl.DataFrame]:
    """All that was ever read of documents (a path with a content) that are not in `found`, as it was read last.

    Of a path the content that left last comes first. Nobody can read it again, so it may be of a reader of another
    version: columns that it did not know are null, and so is what does not fit its column any more.
    """
    rows = {name: frame(name, ()) for name in OF_DOCUMENTS}
    here = found["documents"]["document_key"]
    for part in (_DOCUMENTS, FORMER):
        loaded = readings.load(settings.readings_path, part)
        kept = {name: _as_now(name, loaded[name]) for name in OF_DOCUMENTS if name in loaded}
        if kept:
            key, status = pl.col("document_key"), pl.col("status")
            left = kept["documents"].filter(~key.is_in(here.implode()), status != "refused")
            kept = {
                name: some.join(left, on="document_key", how="semi", maintain_order="left")
                for name, some in kept.items()
            }
            rows = joined(rows, kept)
            here = pl.concat([here, left["document_key"]])
    return rows


def _of(documents: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.join(documents, on="document_key", how="semi", maintain_order="left")


def _as_now(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    columns = SCHEMAS[table].items()
    return rows.select(
        pl.col(name).cast(kind, strict=False) if name in rows.columns else pl.lit(None, kind).alias(name)
        for name, kind in columns
    )


def _keep(settings: Settings, tables: Mapping[str, Frames]) -> None:
    tables = {**tables, rewording.WORDS: rewording.files()}
    parts = {part: (version, tables[part]) for part, version in _versions(settings).items()}
    try:
        readings.save(settings.readings_path, parts)
    except OSError as error:
        reason = error.strerror or error
        raise OperatorError(text("warehouse.unwritable", folder=settings.readings_path, reason=reason)) from error


def _filled(tables: Frames) -> Frames:
    return {name: rows for name, rows in tables.items() if rows.height}


def _kept(settings: Settings, part: str, asked: Asked) -> dict[str, pl.DataFrame]:
    return {} if asked.everything else readings.load(settings.readings_path, part, _versions(settings)[part])


def _is_stale(settings: Settings) -> bool:
    return readings.versions(settings.readings_path) != _versions(settings)


def _versions(settings: Settings) -> dict[str, str]:
    read = digest([], reading_version(settings.limits), rewording.concerning_all())
    typed = typing_version(settings.limits)
    return {_DOCUMENTS: read, QUESTIONS: read, FORMER: read, _VALUES: typed, rewording.WORDS: rewording.version()}


def _years(listed: list[Source], contents: Mapping[str, str], plan: Plan) -> dict[str, dict[str, int]]:
    counted = Counter(source.fiscal_year for source in listed)
    read_now = Counter(source.fiscal_year for source in plan.read)
    # Of another year than the one that is asked for: never read yet, or changed since.
    waiting = (source for source in listed if plan.contents.get(source.path) != contents[source.path])
    later = Counter(source.fiscal_year for source in waiting)
    return {
        year: {"listed": number, "read": read_now[year], "later": later[year]}
        for year, number in sorted(counted.items())
    }
