"""How new a published version is on a day: newest years, and who is late. Needs neither lock nor Dagster."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from dagster_project.warehouse.connections import opened

_REGIONS = """
    select
        regions.region_name,
        max(told.fiscal_year) filter (told.stage = 'target' and told.documents > 0),
        max(told.fiscal_year) filter (told.stage = 'self_evaluation' and told.documents > 0),
        count(distinct told.department_key) filter (told.is_expected and told.documents = 0 and told.due_on < $today)
    from marts.fct_disclosures as told
    inner join marts.dim_region as regions on told.region_code = regions.region_code
    group by told.region_code, regions.region_name
    order by 4 desc, told.region_code
"""
_LATE = """
    select regions.region_name, departments.department_name, told.fiscal_year, told.stage, told.due_on, told.status,
        told.unread_documents
    from marts.fct_disclosures as told
    inner join marts.dim_region as regions on told.region_code = regions.region_code
    inner join marts.dim_department as departments on told.department_key = departments.department_key
    where told.is_expected and told.documents = 0 and told.due_on < $today
    order by told.due_on desc, told.region_code, departments.department_name
"""
_DUE = """
    select
        max(fiscal_year) filter (target_disclosure_due_on < $today),
        max(fiscal_year) filter (self_evaluation_due_on < $today)
    from marts.dim_year
    where fiscal_year > 0
"""


@dataclass(frozen=True)
class Region:
    """A region's newest years, None where there is none, and how many of its expected departments are late."""

    name: str
    targets: int | None
    self_evaluations: int | None
    late: int


@dataclass(frozen=True)
class Late:
    """What an expected department should have published by `due_on`; `status`: not_found or not_collected.

    `unread`: documents of it and the year that could not be read, and may be this.
    """

    region: str
    department: str
    fiscal_year: int
    stage: str
    due_on: date
    status: str
    unread: int


@dataclass(frozen=True)
class Freshness:
    """A version on a day: regions (the latest first), what is late (newest first), the newest years that are due."""

    regions: list[Region]
    late: list[Late]
    targets_due: int | None
    self_evaluations_due: int | None

    @property
    def targets(self) -> int | None:
        """The newest year with targets."""
        return max((region.targets for region in self.regions if region.targets), default=None)

    @property
    def self_evaluations(self) -> int | None:
        """The newest year with self-evaluations."""
        return max((region.self_evaluations for region in self.regions if region.self_evaluations), default=None)


def read_freshness(path: Path, today: date) -> Freshness | None:
    """The freshness of the version at `path` on the day `today`; None for a version that does not tell it.

    Raises OperatorError where the file cannot be opened.
    """
    given = {"today": today}
    with opened(path, read_only=True) as connection:
        try:
            regions = connection.execute(_REGIONS, given).fetchall()
            late = connection.execute(_LATE, given).fetchall()
            due = connection.execute(_DUE, given).fetchone()
        except (duckdb.CatalogException, duckdb.BinderException):  # published before there was such a table or column
            return None
    return Freshness([Region(*row) for row in regions], [Late(*row) for row in late], *(due or (None, None)))


def is_behind(newest: int | None, due: int | None) -> bool:
    """Whether a year that is due already is newer than the newest that is there."""
    return due is not None and (newest is None or newest < due)
