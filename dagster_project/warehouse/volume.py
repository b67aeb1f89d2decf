"""A floor on volume: what a build would lose of the version before, fact by fact and year by year."""

from pathlib import Path
from typing import NamedTuple

import duckdb

from dagster_project.errors import RowsLost
from dagster_project.messages import text
from dagster_project.settings import Settings
from dagster_project.warehouse import versions
from dagster_project.warehouse.connections import opened

_SHOWN = 3
_FORMS = "select path, f.fiscal_year from marts.fct_forms as f join marts.dim_document using (document_key)"


class Loss(NamedTuple):
    """Rows of a table, or forms of a document, in a fiscal year: in the version before and in the build."""

    name: str
    fiscal_year: int | None
    before: int
    after: int

    @property
    def share(self) -> float:
        """The lost share, below 0 where there are more than before."""
        return (self.before - self.after) / self.before

    def __str__(self) -> str:
        return f"{self.name} {self.fiscal_year or ''} has {self.after} of {self.before}"


def assert_kept(settings: Settings) -> None:
    """Raises RowsLost, saying what is missing, where a fact loses more of a year's rows than `loss_share`.

    Compared with the version that serves; where none was published before, nothing can be lost.
    """
    version = versions.compared_with(settings)
    if version is None:
        return
    files = versions.path_of(settings, version), settings.build_path
    lost = [loss for loss in compared(*map(_facts, files)) if loss.share > settings.loss_share]
    if lost:
        documents = [loss for loss in compared(*map(_documents, files)) if loss.share > 0]
        raise RowsLost(
            text(
                "volume.lost",
                share=f"{settings.loss_share:.0%}",
                version=version,
                facts=_shown(lost),
                fewer=text("volume.fewer"),
                documents=_shown(documents) or "-",
            )
        )


Counts = dict[tuple[str, int | None], int]


def compared(before: Counts, after: Counts) -> list[Loss]:
    """What there was and what there is, the greatest lost share first."""
    losses = [Loss(*key, rows, after.get(key, 0)) for key, rows in before.items()]
    return sorted(losses, key=lambda loss: (-loss.share, -loss.before, loss.name))


def _facts(path: Path) -> Counts:
    with opened(path, read_only=True) as connection:
        tables = connection.execute(
            "select table_name from duckdb_columns() where schema_name = 'marts' and column_name = 'fiscal_year'"
            " and starts_with(table_name, 'fct_') order by 1"
        ).fetchall()
        return _counts(connection, " union all ".join(f"select '{t}', fiscal_year from marts.{t}" for (t,) in tables))


def _documents(path: Path) -> Counts:
    with opened(path, read_only=True) as connection:
        try:
            return _counts(connection, _FORMS)
        except duckdb.Error:  # a version whose tables were others
            return {}


def _counts(connection: duckdb.DuckDBPyConnection, rows: str) -> Counts:
    if not rows:
        return {}
    counted = connection.execute(f"select name, year, count(*) from ({rows}) as t(name, year) group by all").fetchall()
    return {(name, year): number for name, year, number in counted}


def _shown(losses: list[Loss]) -> str:
    more = f", and {len(losses) - _SHOWN} more" if len(losses) > _SHOWN else ""
    return ", ".join(map(str, losses[:_SHOWN])) + more
