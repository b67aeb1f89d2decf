"""`jixiao add`: documents are recognised, then listed, or the operator is asked for what they do not say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from dagster_project.errors import OperatorError, ReadingError
from dagster_project.messages import text
from dagster_project.operations.listing import Listed, list_document
from dagster_project.reading.guessing import full_name, is_related, suggested_regions
from dagster_project.reading.names import department_name
from dagster_project.reading.opening import ANY_YEAR, date_of, read_file, year_of
from dagster_project.reading.problems import refusal
from dagster_project.reading.recognising import Recognised, recognise
from dagster_project.reading.regions import load_regions, nearest_regions
from dagster_project.reading.unpacking import documents_of
from dagster_project.settings import Settings


@dataclass(frozen=True, slots=True)
class Told:
    """What the operator says of the files; "" where nothing is said."""

    region: str = ""
    year: str = ""
    department: str = ""
    published_on: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of one document: `listed`, or `refused`, or neither where something must be told first.

    `file` is what the operator named, `inside` the document's name in a zip, "" for one that is no zip.
    """

    file: Path
    inside: str = ""
    recognised: Recognised | None = None
    refused: ReadingError | None = None
    listed: Listed | None = None
    warnings: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    lacks_year: bool = False

    @property
    def waits(self) -> bool:
        """Whether something must be told before it is listed."""
        return self.listed is None and self.refused is None

    @property
    def name(self) -> str:
        """How the document is called to the operator."""
        return f"{self.file}: {self.inside}" if self.inside else str(self.file)


@dataclass(frozen=True, slots=True)
class Adding:
    """The files of one call and how they are added."""

    settings: Settings
    told: Told
    regions: Mapping[str, str] = field(default_factory=dict)

    def add(self, files: Iterable[Path]) -> Iterator[Looked]:
        """Look at every document of the files in order, and list it if nothing is left to be told.

        Raises OperatorError where the list or the folder cannot be written.
        """
        for file in files:
            try:
                documents = list(documents_of(self._bytes(file), self.settings.limits))
            except ReadingError as error:
                yield Looked(file, refused=error)
                continue
            yield from (self._look(file, inside, data) for inside, data in documents)

    def _bytes(self, file: Path) -> bytes:
        try:
            return read_file(file, self.settings.limits)
        except OSError as error:
            raise refusal("not_opened", reason=error.strerror) from error

    def _look(self, file: Path, inside: str, data: bytes) -> Looked:
        try:
            recognised = recognise(inside or file.name, data, self.settings.limits, self.told.year or ANY_YEAR)
        except ReadingError as error:
            return Looked(file, inside, refused=error)
        suggested = suggested_regions([*recognised.names(), inside or file.name], self.regions)
        looked = partial(Looked, file, inside, recognised, suggested=tuple(suggested))
        lacks_year = recognised.lacks_year and not self.told.year
        if lacks_year or not self.told.region:
            return looked(lacks_year=lacks_year)
        years = [str(year) for year in recognised.years]
        path = f"{self.told.region}/{max(years, default=self.told.year)}/{inside or file.name}"
        place = None if inside else file
        listed = list_document(self.settings.raw_dir, place, path, data, self._line(recognised, years))
        return looked(listed=listed, warnings=tuple(self._warnings(recognised, years, suggested)))

    def _line(self, recognised: Recognised, years: list[str]) -> dict[str, str]:
        """The columns of its line. What every form prints is not told; what all print alike is noted."""
        told = self.told
        departments = recognised.departments
        return {
            "region_code": told.region,
            "department": told.department if recognised.lacks_department else _only(departments),
            "fiscal_year": told.year if recognised.lacks_year else _only(years),
            "title": told.title,
            "published_on": told.published_on,
        }

    def _warnings(self, recognised: Recognised, years: list[str], suggested: list[str]) -> Iterator[str]:
        told, departments = self.told, recognised.departments
        if told.year and years and told.year not in years:
            yield text("add.other_year", told=told.year, printed=", ".join(years))
        if told.department and departments and department_name(told.department)[0] not in departments:
            yield text("add.other_department", told=told.department, printed=", ".join(departments))
        if suggested and not any(is_related(told.region, code, self.regions) for code in suggested):
            named = ", ".join(f"{code} {full_name(code, self.regions)}" for code in suggested)
            yield text("add.other_region", told=full_name(told.region, self.regions), printed=named)
        if recognised.lacks_department and not told.department:
            yield text("add.no_department")


def begin(settings: Settings, told: Told) -> Adding:
    """Ready to add. Raises OperatorError where what is told cannot be: a region, a year or a date that is none."""
    regions = load_regions(*settings.regions_paths)
    if told.region and told.region not in regions:
        near = nearest_regions(told.region, regions)
        named = ", ".join(f"{code} {full_name(code, regions)}" for code in near)
        raise OperatorError(text("add.unknown_region", code=told.region, near=named))
    if told.year and year_of(told.year) is None:
        raise OperatorError(text("add.bad_year", year=told.year))
    if told.published_on and date_of(told.published_on) is None:
        raise OperatorError(text("add.bad_date", date=told.published_on))
    return Adding(settings, told, regions)


def _only(values: list[str]) -> str:
    return values[0] if len(values) == 1 else ""
