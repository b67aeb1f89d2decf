"""The hand-read facts printed as Word, Excel, PDF and HTML with merged cells, and read back: nothing may be lost."""

from collections.abc import Callable, Sequence

import pytest

from corpora.containers import excel, paper, plain, word
from corpora.grid import Sheet
from dagster_project.reading import containers
from dagster_project.reading.manifest import Source
from dagster_project.reading.tables import frame
from dagster_project.reading.tabulating import document_rows

from .inputs import FACTS, documents
from .measure import Measure, measure_document
from .printed import sheets_of

Printer = Callable[[Sequence[Sheet]], bytes]
PRINTERS: dict[str, Printer] = {
    "Word": word.document,
    "Excel": excel.workbook,
    "Excel, stacked": lambda sheets: excel.workbook(sheets, stacked=True),
    "old Excel": excel.old_workbook,
    "PDF": lambda sheets: paper.document(sheets, apart=False),
    "PDF, header repeated": lambda sheets: paper.document(sheets, repeated=True),
    "HTML": plain.page,
}
FIELDS = (
    "forms",
    "fund figures",
    "fund side",
    "spending plan",
    "told figures",
    "indicators",
    "target",
    "half-year target",
    "actual",
    "sign",
    "weight",
    "score",
    "total weight",
    "total score",
    "level1",
    "level2",
)
# Floors of recall and precision below 1.0, by container, document and field; they may only rise.
FLOORS: dict[tuple[str, str, str], tuple[float, float]] = {}


def measured(printer: Printer, document: dict[str, str]) -> dict[str, Measure]:
    data = printer(sheets_of(FACTS / document["folder"]))
    rows = document_rows(Source(1, document["path"], document["region_code"]), containers.read(data), "0")
    tables = {name: frame(name, each) for name, each in rows.items()}
    key = tables["documents"]["document_key"].item()
    found = measure_document(FACTS / document["folder"], tables, key)
    return {name: found[name] for name in FIELDS if name in found}


@pytest.mark.parametrize("document", documents(), ids=lambda document: document["folder"])
@pytest.mark.parametrize("container", PRINTERS)
def test_facts_printed_in_a_container_are_read_back(container: str, document: dict[str, str], report: list[str]):
    measures = measured(PRINTERS[container], document)
    floors = {name: FLOORS.get((container, document["folder"], name), (1.0, 1.0)) for name in measures}
    report.append(f"{container:22}{document['folder']:36}" + _share(list(measures.values())))
    below = {name: m for name, m in measures.items() if (m.recall, m.precision) < floors[name]}
    assert {name: (m.recall, m.precision, m.missing[:3], m.extra[:3]) for name, m in below.items()} == {}
    risen = {name: (m.recall, m.precision) for name, m in measures.items() if (m.recall, m.precision) > floors[name]}
    assert risen == {}, "raise these floors"


def _share(measures: list[Measure]) -> str:
    hits, wanted, read = (sum(getattr(m, name) for m in measures) for name in ("hits", "wanted", "read"))
    return f"recall {hits / wanted:7.2%} of {wanted:5}, precision {hits / read if read else 0:7.2%}"
