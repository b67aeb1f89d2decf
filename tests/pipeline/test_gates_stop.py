"""A gate that fails stops the next layer, exits with 3, and leaves what is published as it is."""

import shutil
from io import StringIO

import pytest
from rich.console import Console

from dagster_project.operations.summary import show_failed
from dagster_project.warehouse import journal

from . import runs


@pytest.mark.parametrize(
    ("layer", "table", "built"),
    [
        pytest.param("raw", "forms", {"raw"}, id="raw-before-staging"),
        pytest.param("staging", "stg_forms", {"raw", "staging", "seeds"}, id="staging-before-matching"),
        pytest.param(
            "matching", "project_matches", {"raw", "staging", "seeds", "matching"}, id="matching-before-marts"
        ),
        pytest.param(
            "marts", "fct_forms", {"raw", "staging", "seeds", "matching", "marts"}, id="marts-before-publishing"
        ),
    ],
)
@pytest.mark.usefixtures("unharmed")
def test_a_failing_gate_stops_the_next_layer(lent, tmp_path, layer, table, built):
    suites = runs.expectations_with_a_failure(tmp_path / "expectations", lent.settings.expectations_dir, layer, table)
    refreshed = runs.run(lent.settings.model_copy(update={"expectations_dir": suites}))
    assert refreshed.exit_code == 3
    assert {name.partition(".")[0] for name in refreshed.record.rows} == built
    line = journal.records(lent.settings.journal_path)[-1]
    assert (line["outcome"], line["version"]) == ("failed", None)
    assert f"{layer}.{table}" in shown(refreshed)


@pytest.mark.usefixtures("unharmed")
def test_a_gate_on_a_table_that_no_model_reads_stops_the_command_too(lent, tmp_path):
    suites = runs.expectations_with_a_failure(
        tmp_path / "expectations", lent.settings.expectations_dir, "raw", "contacts"
    )
    done = runs.command(lent.settings.model_copy(update={"expectations_dir": suites}), "refresh")
    assert done.returncode == 3
    assert "raw.contacts" in done.stdout
    assert "building staging" not in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def shown(refreshed):
    screen = StringIO()
    show_failed(Console(file=screen, width=200), refreshed)
    return screen.getvalue()


@pytest.mark.usefixtures("unharmed")
def test_a_failing_data_test_is_a_gate_too(lent, tmp_path):
    dbt_dir = tmp_path / "dbt"
    shutil.copytree(lent.settings.dbt_dir, dbt_dir)
    seed = dbt_dir / "seeds" / "regions.csv"
    lines = seed.read_text(encoding="utf-8").splitlines()
    seed.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")
    refreshed = runs.run(lent.settings.model_copy(update={"dbt_dir": dbt_dir}))
    assert refreshed.exit_code == 3
    (problem,) = refreshed.record.problems.values()
    assert "unique" in problem.shown
