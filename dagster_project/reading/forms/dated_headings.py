"""Dated headings: the year that a cover, a part's heading or a sheet's first line prints for the forms below it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dagster_project.reading.document import page_of
from dagster_project.reading.fold import fold
from dagster_project.reading.forms.records import Form
from dagster_project.reading.forms.rows import Row
from dagster_project.reading.forms.segments import Segment
from dagster_project.reading.forms.titles import title_of
from dagster_project.reading.opening import ANY_YEAR
from dagster_project.reading.vocabulary import Vocabulary

_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
# The end of a range (2021-2023年) and a day (2024年3月) are no fiscal year.
_YEAR = re.compile(r"(?<![-–—~～至到\d])(20\d\d)年(度?)(?!度?[-–—~～至到]20|\d{1,2}月)")
_BARE = re.compile(r"\(?(20\d\d)年度?\)?")
_SENTENCE = re.compile(r"[,，。；;！!？?]")


@dataclass(frozen=True, slots=True)
class DatedHeading:
    """A heading with the years that it prints, and the stages of forms whose year it says."""

    at: int
    years: frozenset[str]
    stages: frozenset[str]
    is_bare: bool


@dataclass(frozen=True, slots=True)
class DatedHeadings:
    """The dated headings of a document in its order, to be asked from any of its `rows`."""

    rows: Sequence[Row]
    found: Sequence[DatedHeading]
    places: Mapping[int, int]  # id of a cell -> the place of its row
    words: Vocabulary
    told: str = ""  # the year that whoever listed the document says

    def year_for(self, row: Row, stage: str) -> str | None:
        """The year that the nearest heading above a row says for a stage; None where another heading says otherwise.

        A heading of another stage says nothing of this one, and ends the search: what stands below it is its own.
        Against the year that was told a heading says nothing either.
        """
        year = self._year_above(row, stage)
        return year if self.told in ("", ANY_YEAR, year) else None

    def _year_above(self, row: Row, stage: str) -> str | None:
        at = self.places[id(row.filled[0])]
        above = self.found[: bisect_left(self.found, at, key=lambda heading: heading.at)]
        if above and above[-1].is_bare and self._is_beside(above[-1].at, at):
            return min(above[-1].years)
        named = [heading for heading in above if not heading.is_bare]
        if not named or stage not in named[-1].stages:
            return None
        years = {year for heading in named if stage in heading.stages for year in heading.years}
        return years.pop() if len(years) == 1 else None

    def _is_beside(self, above: int, at: int) -> bool:
        """Whether a bare year stands right above a row, on its page, with nothing between them but the row's title."""
        between = self.rows[above + 1 : at]
        is_title = not between or (len(between) == 1 and title_of(between[0], self.words) is not None)
        is_own = above == 0 or title_of(self.rows[above - 1], self.words) is None or not between
        return is_title and is_own and page_of(self.rows[above].locator) == page_of(self.rows[at].locator)


def dated_headings(rows: Sequence[Row], vocabulary: Vocabulary, told: str = "") -> DatedHeadings:
    """The dated headings of a document, titles of its forms left out: they speak for their own form."""
    found = [heading for at, row in enumerate(rows) if (heading := _heading(at, row, vocabulary))]
    places = {id(cell): at for at, row in enumerate(rows) for cell in row.filled}
    return DatedHeadings(rows, found, places, vocabulary, told)


def date_forms(read: Iterable[tuple[Segment, Form | None]], headings: DatedHeadings) -> None:
    """Give forms that print no year that of the heading above them, where no form of their stage prints another."""
    forms = [(segment, form) for segment, form in read if form is not None]
    printed = [(form.fields["stage"], form.fields.get("fiscal_year_printed")) for _, form in forms]
    for segment, form in forms:
        stage = form.fields["stage"]
        year = headings.year_for((segment.title_rows or segment.rows)[0], stage)
        if year and all(other in (None, year) for kind, other in printed if kind == stage):
            form.field_once("fiscal_year_printed", year)


def _heading(at: int, row: Row, vocabulary: Vocabulary) -> DatedHeading | None:
    folded = fold(row.text)
    if not (row.is_flow or len(row.filled) == 1) or len(folded) > vocabulary.heading_length or _SENTENCE.search(folded):
        return None
    printed = folded.translate(_NUMERALS)
    found = _YEAR.findall(printed)
    if not found:
        return None
    is_bare = _BARE.fullmatch(printed) is not None
    said = vocabulary.headings(folded)
    if not is_bare and (not said.ends or title_of(row, vocabulary)):
        return None
    is_year_of_accounts = all(suffix for _, suffix in found)
    stages = {stage for stage, needs_fiscal_year in said.stages if is_year_of_accounts or not needs_fiscal_year}
    return DatedHeading(at, frozenset(year for year, _ in found), frozenset(stages), is_bare)
