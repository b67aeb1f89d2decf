"""What makes a run a whole refresh: only such a run is published, and only such a run is in the journal."""

from collections.abc import Iterable
from dataclasses import dataclass

import dagster as dg

from dagster_project.operations.record import RunRecord

JOB = "refresh"


@dataclass(frozen=True)
class Whole:
    """Every table and every gate that comes before publishing."""

    tables: frozenset[dg.AssetKey]
    gates: frozenset[dg.AssetCheckKey]

    @classmethod
    def of(cls, definitions: Iterable[dg.AssetsDefinition]) -> "Whole":
        """All tables and gates of `definitions`."""
        listed = list(definitions)
        tables = frozenset(key for each in listed for key in each.keys)
        return cls(tables, frozenset(key for each in listed for key in each.check_keys))

    def lacking(self, record: RunRecord) -> list[str]:
        """What the run did not build, did not judge or did not pass; nothing where it was a whole refresh.

        A run of a part, a run that left its gates out and a retry that began in the middle all lack
        something: they never publish, however they were started.
        """
        tables = [key.to_user_string() for key in self.tables - record.built]
        gates = [f"{key.asset_key.to_user_string()} ({key.name})" for key in self.gates - record.passed]
        return sorted(tables) + sorted(gates)

    def is_asked_of(self, run: dg.DagsterRun) -> bool:
        """Whether a run was started as a whole refresh, whatever became of it."""
        if run.job_name != JOB or run.parent_run_id:
            return False
        return not run.asset_selection or run.asset_selection >= self.tables
