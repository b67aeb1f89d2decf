"""Who is who: projects across documents and years, indicators across stages. Frames in, frames out.

`match_projects` says which project each spelling of a name is, `pair_indicators` which declared indicator became which
evaluated one. A library of its own: it imports neither dagster nor duckdb nor dbt.
"""

from dagster_project.matching.indicators import pair_indicators
from dagster_project.matching.projects import match_projects
from dagster_project.matching.tables import SCHEMAS

__all__ = ["SCHEMAS", "match_projects", "pair_indicators"]
