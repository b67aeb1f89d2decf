"""What the gold tests read: the excerpts of raw/ and, where they lie beside the checkout, the full texts."""

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from .measure import Measure, measure_document

ROOT = Path(__file__).parents[2]
FACTS = Path(__file__).parent
FULL_TEXTS = ROOT.parent / "shared" / "seeds"
SUMMARY = ROOT.parent / "shared" / "corpus" / "310107-finance-bureau-2024-final-accounts.pdf"
INPUTS = ["excerpts", *(["full_texts"] if FULL_TEXTS.is_dir() else [])]


def documents() -> list[dict[str, str]]:
    """The documents with hand-read facts: folder, path in raw/, file of the full text, region."""
    with (FACTS / "documents.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def excerpt(document: dict[str, str]) -> str:
    """The text of a document in raw/."""
    return (ROOT / "raw" / document["path"]).read_bytes().decode("utf-8")


def full_text(document: dict[str, str]) -> str:
    """The full text of a document, which is not part of the checkout."""
    return (FULL_TEXTS / document["full_text"]).read_bytes().decode("utf-8")


def copy_full_texts(folder: Path) -> Path:
    """Make a raw folder of the same manifest whose documents are the full texts."""
    shutil.copy(ROOT / "raw" / "sources.csv", folder / "sources.csv")
    for document in documents():
        path = folder / document["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(FULL_TEXTS / document["full_text"], path)
    return folder


@dataclass(frozen=True)
class Reading:
    """The raw frames of one input."""

    name: str
    tables: dict[str, pl.DataFrame]

    def measures(self, document: dict[str, str]) -> dict[str, Measure]:
        """Measures of a document by field."""
        listed = self.tables["documents"].filter(pl.col("path") == document["path"])
        return measure_document(FACTS / document["folder"], self.tables, listed["document_key"].item())
