"""Every rule of the SQL models, on rows made by hand: dbt's own unit tests, which a refresh leaves out."""

from dagster_project.warehouse import dbt

from . import breaking


def test_the_unit_tests_of_the_models_pass(good, tmp_path):
    settings = breaking.copied(good.settings, tmp_path / "warehouse")
    results = dbt._invoke(settings, ["test", "--select", "test_type:unit"]).results
    assert len(results) > 40
    assert [f"{row.node.name}: {row.message}" for row in results if row.status != "pass"] == []
