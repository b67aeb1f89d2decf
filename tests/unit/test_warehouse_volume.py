"""The floor on volume: what is lost, of which year, and whose it was."""

import duckdb
import pytest

from dagster_project.errors import GateFailed
from dagster_project.settings import Settings
from dagster_project.warehouse import publishing, versions, volume

VERSION = "0001-20260102T120000Z"
TWO_YEARS = {"a": (2023, 10), "b": (2024, 10), "c": (2024, 1)}


@pytest.fixture
def settings(tmp_path):
    found = Settings(warehouse_dir=tmp_path, loss_share=0.1)
    build(found, TWO_YEARS)
    publishing.publish(found, VERSION)
    return found


def build(settings, documents):
    """Facts with a row for each form of these documents: path -> year, forms."""
    settings.build_path.unlink(missing_ok=True)
    with duckdb.connect(str(settings.build_path)) as connection:
        connection.execute("create schema marts; create table marts.dim_document (document_key varchar, path varchar)")
        connection.execute("create table marts.fct_forms (document_key varchar, fiscal_year int)")
        connection.execute("create table marts.fct_undated (document_key varchar)")
        for path, (year, forms) in documents.items():
            connection.execute("insert into marts.dim_document values (?, ?)", [path, path])
            connection.execute("insert into marts.fct_forms select ?, ? from range(?)", [path, year, forms])


def test_what_is_kept_passes_and_so_does_a_tenth(settings):
    volume.assert_kept(settings)
    build(settings, TWO_YEARS | {"a": (2023, 9), "d": (2025, 3)})
    volume.assert_kept(settings)


def test_the_year_the_fact_and_the_document_are_named(settings):
    build(settings, {"a": (2023, 30), "b": (2024, 9)})
    with pytest.raises(GateFailed) as stopped:
        volume.assert_kept(settings)
    said = str(stopped.value)
    assert f"more than 10% of a year's rows in version {VERSION}: fct_forms 2024 has 9 of 11." in said
    assert "Fewer forms of: c 2024 has 0 of 1, b 2024 has 9 of 10." in said
    assert "--accept-loss" in said


def test_a_loss_that_is_meant_passes(settings):
    build(settings, {})
    volume.assert_kept(settings.model_copy(update={"loss_share": 1.0}))


def test_the_first_version_has_nothing_to_lose(settings):
    build(settings, {})
    settings.published_path.unlink()
    versions.remove(settings, VERSION)
    assert versions.compared_with(settings) is None
    volume.assert_kept(settings)


def test_a_lost_link_does_not_take_the_floor_away(settings):
    build(settings, {})
    settings.published_path.unlink()
    with pytest.raises(GateFailed, match="fct_forms 2023 has 0 of 10"):
        volume.assert_kept(settings)
