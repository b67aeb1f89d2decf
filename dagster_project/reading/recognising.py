"""Recognising: what would be loaded of a document that is not listed yet, and what it does not say of itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dagster_project.errors import ReadingError
from dagster_project.reading import containers
from dagster_project.reading.containers.limits import Limits
from dagster_project.reading.document import Document, Paragraph
from dagster_project.reading.manifest import Source
from dagster_project.reading.opening import year_of
from dagster_project.reading.tabulating import Tables, document_rows

_COUNTED = {"fund figures": "fund_lines", "indicators": "indicators", "scores": "scores", "summaries": "summaries"}
_PARTIES = ("supervising_department_printed", "reporting_unit_printed", "implementing_unit_printed", "title_printed")
_HEAD = 20  # the first paragraphs of a document: its title page


@dataclass(frozen=True, slots=True)
class Recognised:
    """A document's rows as a refresh would load them, and its head as printed."""

    format: str
    tables: Tables
    head: tuple[str, ...] = ()

    @property
    def forms(self) -> list[dict[str, Any]]:
        """Its forms, quarantined ones too."""
        return self.tables["forms"]

    @property
    def summaries(self) -> list[dict[str, Any]]:
        """The summaries of a department's evaluations that its prose tells."""
        return self.tables["summaries"]

    @property
    def stages(self) -> Counter[str]:
        """How many forms of which stage; of forms that are kept out, how many."""
        return Counter(form["stage"] if form["status"] == "loaded" else form["status"] for form in self.forms)

    @property
    def years(self) -> list[int]:
        """The fiscal years that its forms print, as far as they are years that the warehouse has."""
        printed = (year_of(each.get("fiscal_year_printed") or "") for each in (*self.forms, *self.summaries))
        return sorted({year for year in printed if year})

    @property
    def departments(self) -> list[str]:
        """The departments that its forms print, codes off."""
        return sorted({name for form in self.forms if (name := _department(form))})

    @property
    def lacks_year(self) -> bool:
        """Whether a form, or the document for want of any, prints no year."""
        return not self.years or any(not each.get("fiscal_year_printed") for each in (*self.forms, *self.summaries))

    @property
    def lacks_department(self) -> bool:
        """Whether a form, or the document for want of any, prints no department."""
        return not self.forms or any(not _department(form) for form in self.forms)

    @property
    def read_share(self) -> float | None:
        """The share of non-empty cells of its forms that were understood; None without forms."""
        document = self.tables["documents"][0]
        return document["cells_bound"] / document["cells"] if document["cells"] else None

    def counts(self) -> dict[str, int]:
        """How much it holds: projects by name, fund figures, indicators, scores."""
        names = {form["project_name"] for form in self.forms if form.get("project_name")}
        return {"projects": len(names)} | {name: len(self.tables[table]) for name, table in _COUNTED.items()}

    def names(self) -> Iterator[str]:
        """The texts in which its region may be named: what its forms say of departments, their titles, its head."""
        for form in self.forms:
            yield from (form[name] for name in _PARTIES if form.get(name))
        yield from self.head


def recognise(path: str, data: bytes, within: Limits, year: str) -> Recognised:
    """What a document holds, its forms without a year being of `year`.

    Raises ReadingError where it is refused, or holds neither a form nor a summary: nothing of it would be loaded.
    """
    document = containers.read(data, within, path)
    tables = document_rows(Source(0, path, "", fiscal_year=year), document, "")
    if not tables["forms"] and not tables["summaries"]:
        why = tables["rejects"][0]
        raise ReadingError(why["reason_code"], why["what"], why["what_to_do"])
    return Recognised(document.format, tables, tuple(_head(document)))


def _head(document: Document) -> Iterator[str]:
    yield from (block.text for block in document.blocks[:_HEAD] if isinstance(block, Paragraph))


def _department(form: dict[str, Any]) -> str | None:
    """As the warehouse names the department of a form."""
    name: str | None = form.get("supervising_department_name") or form.get("reporting_unit_name")
    return name
