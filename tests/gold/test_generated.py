"""The reader against a generated corpus: every family of forms in every container."""

from collections import defaultdict
from collections.abc import Iterable
from math import floor as floor_of

import pytest

from corpora.containers import CONTAINERS
from corpora.families.registry import FAMILIES
from corpora.plan import one_of_each
from corpora.writing import write_corpus

from .generated import Document, read_corpus
from .generated_floors import FLOORS

SEED = 1
Cell = tuple[str, str]


@pytest.fixture(scope="module")
def read(tmp_path_factory) -> list[Document]:
    out = tmp_path_factory.mktemp("corpus")
    planned = one_of_each(SEED)
    write_corpus(out, planned, SEED)
    return read_corpus(out, planned)


@pytest.fixture(scope="module")
def shares(read: list[Document]) -> dict[Cell, tuple[float, float]]:
    """Recall and precision over all facts of a family in a container."""
    found = defaultdict(list)
    for document in read:
        found[document.family, document.ending].append(document)
    return {cell: share(documents) for cell, documents in found.items()}


def share(documents: Iterable[Document]) -> tuple[float, float]:
    measures = [measure for document in documents for measure in document.measures.values()]
    wanted, got, hits = (sum(getattr(each, name) for each in measures) for name in ("wanted", "read", "hits"))
    return down(hits / wanted if wanted else 1.0), down(hits / got if got else 1.0)


def down(number: float) -> float:
    """A share to four decimals, never more than it is: floors are written so."""
    return floor_of(number * 10**4) / 10**4


def test_every_family_stands_in_every_container(shares):
    assert set(shares) == {(family, ending) for family in FAMILIES for ending in CONTAINERS}


def test_recall_and_precision_reach_their_floors(read: list[Document], shares):
    low = {cell for cell, found in shares.items() if any(a < b for a, b in zip(found, floor(cell), strict=True))}
    told = [
        f"{document.path} {name}: recall {m.recall:.1%} of {m.wanted}, precision {m.precision:.1%} of {m.read};"
        f" missing {m.missing[:3]}, extra {m.extra[:3]}; {document.reasons[:3]}"
        for document in read
        if (document.family, document.ending) in low
        for name, m in document.measures.items()
        if m.recall < 1 or m.precision < 1
    ]
    assert not low, "\n".join(told)


def test_floors_rise_with_the_reader(shares):
    risen = {cell: shares[cell] for cell, low in FLOORS.items() if shares[cell] > low}
    assert not risen, f"raise these floors in tests/gold/generated_floors.py: {risen}"


def floor(cell: Cell) -> tuple[float, float]:
    return FLOORS.get(cell, (1.0, 1.0))


def test_of_a_monitoring_form_nothing_is_loaded(read: list[Document]):
    statuses = {each.ending: set(each.statuses) for each in read if each.family == "monitoring"}
    assert statuses == {ending: {"passed_over"} for ending in CONTAINERS}


def test_report_recall_and_precision(shares, report: list[str]):
    report.append(f"{'recall/precision of a corpus':28}" + "".join(f"{ending:>15}" for ending in CONTAINERS))
    for family in FAMILIES:
        cells = (shares[family, ending] for ending in CONTAINERS)
        report.append(f"  {family:26}" + "".join(f"{recall:8.1%}/{precision:6.1%}" for recall, precision in cells))
    assert len(report) > len(FAMILIES)
