"""What one good run leaves: a version that is whole, says where it comes from, and holds nothing private."""

import duckdb
import pytest
from dagster import DagsterInstance, DagsterRunStatus

from dagster_project.operations.summary import EXAMPLES
from dagster_project.reading.tables import SCHEMAS
from dagster_project.warehouse import journal, versions

from . import runs


def test_the_published_file_holds_marts_meta_and_the_views_alone(good):
    schemas = runs.query(good.settings.published_path, "select distinct schema_name from duckdb_tables()")
    assert sorted(schemas) == [("marts",), ("meta",)]
    views = runs.query(
        good.settings.published_path, "select distinct schema_name from duckdb_views() where not internal"
    )
    assert views == [("绩效",)]


def test_every_document_was_read_whole(good):
    documents = runs.query(good.settings.published_path, "select status, read_share from marts.mart_document_coverage")
    assert [str(status) for status, _ in documents] == ["loaded"] * len(runs.manifest(good.settings.raw_dir))
    assert min(share for _, share in documents) == 1


def test_the_summary_says_what_was_done(good):
    for words in ("documents", "fund figures", "read share", "gates on marts", "in all", good.version, "-- Where"):
        assert words in good.output
    assert "Traceback" not in good.output


@pytest.mark.parametrize("question", EXAMPLES)
def test_the_example_queries_answer(good, question):
    assert runs.query(good.settings.published_path, EXAMPLES[question].rstrip(";"))


def test_no_contact_stands_in_the_published_file(good):
    assert {runs.NAME, runs.NUMBER} <= set(good.contacts)
    prose = runs.query(good.settings.private_path, f"select text from raw.sections where contains(text, '{runs.NAME}')")
    assert len(prose) == 1
    path = versions.path_of(good.settings, good.version)
    content = path.read_bytes()
    assert [value for value in good.contacts if value.encode() in content] == []
    # Strings may be compressed in the file, so every text of every table is looked at too.
    assert [value for value in good.contacts for text in texts(path) if value in text] == []


def test_the_file_with_contacts_is_its_owners_alone(good):
    assert good.settings.private_path.stat().st_mode & 0o777 == 0o600


def texts(path):
    with duckdb.connect(str(path), read_only=True) as connection:
        columns = connection.execute(
            "select schema_name, table_name, column_name from duckdb_columns() where not internal"
        ).fetchall()
        assert columns
        for schema, table, column in columns:
            rows = connection.execute(
                f'select distinct cast("{column}" as varchar) from "{schema}"."{table}"'
            ).fetchall()
            yield from (text for (text,) in rows if text is not None)


def test_no_contact_stands_in_log_or_journal(good):
    files = [good.settings.journal_path, *good.settings.logs_dir.glob("*.jsonl")]
    assert len(files) > 1
    content = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [value for value in good.contacts if value in content or value in good.output] == []


def test_the_run_is_on_record(good):
    path = versions.path_of(good.settings, good.version)
    runs_of_file = runs.query(path, "select run_key, outcome, version, documents_added from meta.runs")
    line = journal.records(good.settings.journal_path)[0]
    documents = len(runs.manifest(good.settings.raw_dir))
    assert runs_of_file == [(line["run_key"], "done", good.version, documents)]
    assert line["sha256"] == versions.digest(path)
    assert 0 < line["seconds_per_step"]["publishing"] < sum(line["seconds_per_step"].values())
    assert (good.settings.logs_dir / f"{line['run_key']}.jsonl").exists()
    outcomes = runs.query(path, "select distinct run_key, outcome from meta.gate_results")
    assert (line["run_key"], "passed") in outcomes


def test_the_run_is_seen_in_dagster(good):
    with DagsterInstance.from_config(str(good.settings.dagster_home)) as instance:
        run = instance.get_runs()[-1]
        assert (run.job_name, run.status) == ("refresh", DagsterRunStatus.SUCCESS)
        assert run.run_id == journal.records(good.settings.journal_path)[0]["run_key"]
        assert not instance.telemetry_enabled


def test_rows_of_every_table_are_on_record(good):
    path = versions.path_of(good.settings, good.version)
    ((rows,),) = runs.query(path, "select rows_per_table from meta.runs")
    marts = {f"marts.{table}" for table in good.hashes}
    assert marts | {f"raw.{table}" for table in SCHEMAS} <= rows.keys()
    counted = {table: runs.query(path, f"select count(*) from {table}")[0][0] for table in marts}
    assert counted == {table: rows[table] for table in marts}


def test_status_tells_what_serves(good):
    shown = runs.command(good.settings, "status")
    assert shown.returncode == 0, shown.stderr
    assert str(versions.current(good.settings)) in shown.stdout
    assert "loaded" in shown.stdout
