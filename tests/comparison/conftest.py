"""A warehouse of a generated corpus: six counties of six provinces, three years, targets and self-evaluations."""

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import duckdb
import polars as pl
import pytest

from corpora.families.registry import FAMILIES
from corpora.plan import Planned, documents
from corpora.writing import write_corpus
from dagster_project.operations.clock import Clock
from dagster_project.operations.progress import Silent
from dagster_project.operations.refresh import refresh
from dagster_project.settings import Settings

SEED = 1
PROVINCES = ("41", "51", "43", "32", "53", "62")
ENDINGS = ("html", "txt")


@dataclass(frozen=True)
class Compared:
    """What was planned, and the warehouse that was made of it."""

    planned: tuple[Planned, ...]
    settings: Settings

    def table(self, sql: str) -> pl.DataFrame:
        """Rows of the published file, or of the private one as `private`."""
        with duckdb.connect(str(self.settings.published_path), read_only=True) as connection:
            connection.execute(f"attach '{self.settings.private_path}' as private (read_only)")
            return connection.execute(sql).pl()


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    out = tmp_path_factory.mktemp("comparison")
    planned = tuple(_planned())
    write_corpus(out, planned, SEED)
    settings = Settings(raw_dir=out / "raw", warehouse_dir=out / "warehouse")
    refresh(settings, Silent(), Clock())
    return Compared(planned, settings)


def _planned() -> list[Planned]:
    """The first round of these provinces, in containers that are quick to read."""
    wanted = [
        each
        for each in islice(documents(SEED), 200)
        if each.region[:2] in PROVINCES
        and "-0-" in Path(each.path).name
        and FAMILIES[each.family].kind in ("target", "self_evaluation")
    ]
    names = {each.path: f"{each.path.partition('.')[0]}.{ENDINGS[at % 2]}" for at, each in enumerate(wanted)}
    return [
        replace(
            each,
            path=names[each.path],
            ending=names[each.path].rpartition(".")[2],
            corrects=names.get(each.corrects, ""),
        )
        for each in wanted
    ]
