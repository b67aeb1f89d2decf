"""Tables broken on purpose: for every expectation of every suite a copy of its table on which it must fail."""

import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from dagster_project.gates.suites import ROWS, Suite, label, read_suite, suite_paths
from dagster_project.settings import Settings

from . import runs

PHONE = "电话138" + "0" * 8  # invented
_SQL = tomllib.loads(Path(__file__).with_name("breakages.toml").read_text(encoding="utf-8"))
_WHOLE = {
    "expect_table_row_count_to_be_between": "delete from {t}",
    "expect_table_columns_to_match_set": "alter table {t} add column text varchar",
    "expect_column_values_to_be_unique": "insert into {t} from {t}",
    "expect_compound_columns_to_be_unique": "insert into {t} from {t}",
}
_VALUES = {
    "expect_column_values_to_not_be_null": lambda _: "null",
    "expect_column_values_to_be_in_set": lambda _: "'no such word'",
    "expect_column_values_to_not_be_in_set": lambda kwargs: f"'{kwargs['value_set'][0]}'",
    "expect_column_values_to_be_between": lambda kwargs: str(
        kwargs["max_value"] + 1 if "max_value" in kwargs else kwargs["min_value"] - 1
    ),
}
_OF_SEEDS = ("function_name", "theme_name", "level1_name", "level2_name", "region_name")
_NOT_BY_LOOK = ("path", "url", "_code", "_code_printed", "amount_printed")  # long numbers stand there without harm


def suites(settings: Settings) -> list[Suite]:
    """Every suite of the repository."""
    return [read_suite(path) for path in suite_paths(settings.expectations_dir)]


def copied(settings: Settings, target: Path) -> Settings:
    """The two files of a warehouse, copied into a folder of their own."""
    target.mkdir()
    shutil.copy(settings.private_path, target / "private.duckdb")
    shutil.copy(settings.published_path, target / "build.duckdb")
    return settings.model_copy(update={"warehouse_dir": target})


class Workshop:
    """The files of a warehouse, open for breaking."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.connection = duckdb.connect()
        self.connection.execute(f"attach '{settings.private_path}' as private")
        self.connection.execute(f"attach '{settings.build_path}' as build")

    def close(self) -> Settings:
        """Done with breaking: the files are free to be judged."""
        self.connection.close()
        return self.settings

    def columns(self, suite: Suite) -> dict[str, str]:
        """Column -> type of a suite's table."""
        described = self.connection.execute(f"describe {self.table(suite)}").fetchall()
        return {name: kind for name, kind, *_ in described}

    def table(self, suite: Suite) -> str:
        return f"{'build' if suite.layer == 'marts' else 'private'}.{suite.name}"

    def copy(self, suite: Suite, name: str) -> str:
        """A copy of the suite's table beside it."""
        broken = f"{self.table(suite)}__{name}"
        self.connection.execute(f"create table {broken} as from {self.table(suite)}")
        return broken

    def breaks(self, suite: Suite, number: int, expectation: Mapping[str, Any]) -> str:
        """Break a copy so that one expectation fails; returns the copy's name."""
        name = f"{suite.table}__{number}"
        broken = self.copy(suite, str(number))
        for statement in self.statements(suite, expectation):
            self.connection.execute(statement.format(t=broken))
        return name

    def statements(self, suite: Suite, expectation: Mapping[str, Any]) -> list[str]:
        """The SQL that breaks {t} for an expectation."""
        kind, kwargs = expectation["type"], expectation["kwargs"]
        if kind == ROWS:
            return self.of_query(suite, label(expectation))
        if kind in _WHOLE:
            return [_WHOLE[kind]]
        return self.everywhere(suite, kwargs["column"], _VALUES[kind](kwargs))

    def everywhere(self, suite: Suite, column: str, value: str) -> list[str]:
        """One row more, and the value in every row."""
        other = next(name for name in self.columns(suite) if name != column)
        return [f"insert into {{t}} ({other}) values (null)", f"update {{t}} set {column} = {value}"]

    def of_query(self, suite: Suite, name: str) -> list[str]:
        """The SQL for a query: what stands in breakages.toml, or what breaks its kind in any table."""
        columns, texts = list(self.columns(suite)), self.texts(suite)
        searched = [each for each in texts if not each.endswith(_NOT_BY_LOOK)]
        keys = [each for each in columns if each.endswith("_key")]
        anywhere = {
            "keys_are_md5": (keys[:1], "'A'"),
            "locators_lead_back": (["locator"], "'seventh row'"),
            "rows_of_loaded_forms": (["form_no"], "9999"),
            "absent_is_null": (texts[:1], "''"),
            "no_personal_data": (searched[-1:], f"'{PHONE}'"),
        }
        if name in anywhere:
            (column,), value = anywhere[name]
            return self.everywhere(suite, column, value)
        if name in {"rows_as_in_raw", "rows_of_served_forms"}:
            return [f"insert into {{t}} ({columns[0]}) values (null)"]
        return [_SQL[suite.name][name]]

    def texts(self, suite: Suite) -> list[str]:
        """The columns in which a name or a number of a person could stand."""
        hidden = ("_key", "_hash", "sha256")
        texts = [name for name, kind in self.columns(suite).items() if kind == "VARCHAR" and not name.endswith(hidden)]
        return [name for name in texts if name not in _OF_SEEDS]

    def betray(self, suite: Suite) -> tuple[str, int]:
        """A copy with a row more for each text column, which holds a contact's name there; and how many."""
        broken = self.copy(suite, "betrayed")
        for column in self.texts(suite):
            self.connection.execute(f"insert into {broken} ({column}) values (?)", [f"请找 {runs.NAME}。"])
        return f"{suite.table}__betrayed", len(self.texts(suite))


def unused() -> list[str]:
    """Breakages that no query asks for any more."""
    asked = {
        (suite.name, label(each)) for suite in suites(Settings()) for each in suite.expectations if each["type"] == ROWS
    }
    return [f"{suite}: {name}" for suite, names in _SQL.items() for name in names if (suite, name) not in asked]
