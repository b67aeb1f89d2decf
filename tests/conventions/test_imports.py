"""Start-up is the cost of a small refresh, and reading is a library of its own: seen in a fresh interpreter."""

import subprocess
import sys

import pytest

from dagster_project.settings import ROOT


def loaded_by(module: str, *names: str) -> set[str]:
    """Which of the named packages are loaded once a module has been imported."""
    program = f"import sys, {module}; print(*({set(names)!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_definitions_load_without_great_expectations():
    assert loaded_by("dagster_project.definitions", "great_expectations", "dagster") == {"dagster"}


@pytest.mark.parametrize(
    "module", ["dagster_project.reading.collect", "dagster_project.reading.values", "dagster_project.matching"]
)
def test_reading_and_matching_need_neither_orchestrator_nor_warehouse(module):
    assert loaded_by(module, "dagster", "duckdb", "dbt", "great_expectations") == set()


def test_help_is_shown_without_the_heavy_libraries():
    assert loaded_by("dagster_project.cli", "dagster", "dbt", "great_expectations", "typer") == {"typer"}


def test_the_explorer_needs_the_warehouse_alone():
    assert loaded_by("dagster_project.explorer.server", "dagster", "dbt", "great_expectations", "polars") == set()
    assert loaded_by("dagster_project.explorer.apart", "dagster", "dbt", "duckdb", "pydantic", "polars") == {"duckdb"}
