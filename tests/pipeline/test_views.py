"""The views in Chinese and the metrics in the published file."""

import duckdb
import pytest

from dagster_project.warehouse import chinese

from . import runs


def test_the_views_hold_the_rows_of_their_marts_wherever_the_file_lies(good):
    views = runs.query(
        good.settings.published_path,
        f"select view_name from duckdb_views() where schema_name = '{chinese.SCHEMA}'",
    )
    assert {name for (name,) in views} == set(chinese.VIEWS)
    with duckdb.connect() as elsewhere:
        elsewhere.execute(f"attach '{good.settings.published_path}' as another_name (read_only)")
        for name, mart in chinese.VIEWS.items():
            ((rows,),) = runs.query(good.settings.published_path, f"select count(*) from marts.{mart}")
            found = elsewhere.execute(f'select * from another_name."{chinese.SCHEMA}"."{name}"')
            assert len(found.fetchall()) == rows, name


@pytest.mark.parametrize("word", ["unknown", "not_applicable", "target", "county", "true"])
def test_no_code_of_ours_is_left_in_a_view(good, word):
    """Columns beside printed text: the grades, sources, levels and members that the marts keep in English."""
    rows = runs.query(good.settings.published_path, f'select * from "{chinese.SCHEMA}"."项目年度"')
    assert rows
    assert [row for row in rows if word in row] == []


def test_every_column_that_shows_a_metric_says_its_pitfalls(good):
    lacking = """
        select table_name, column_name from meta.metrics
        left join duckdb_columns() as columns using (table_name, column_name)
        where columns.schema_name = 'marts' and not ends_with(columns.comment, metrics.pitfalls)
    """
    assert runs.query(good.settings.published_path, "select count(*) > 20 from meta.metrics") == [(True,)]
    assert runs.query(good.settings.published_path, lacking) == []
