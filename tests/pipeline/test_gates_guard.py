"""What Great Expectations would let pass: here it could not be judged, and blocks. On a small file of its own."""

import json
import os
from multiprocessing import get_context

import duckdb
import pytest

from dagster_project.gates import judges
from dagster_project.gates.judge import judge_layer
from dagster_project.settings import Settings

from . import runs

KEY = "0" * 32
COUNTED = {"type": "expect_table_row_count_to_be_between", "kwargs": {"min_value": 1}}
STAGES = {"type": "expect_column_values_to_be_in_set", "kwargs": {"column": "stage", "value_set": ["target"]}}
FORMS = "('{key}', 1, 'target', 'line:3', '请找{name}', 1.50), ('{key}', 2, '{number}', 'line:9', '无', 2.00)"


def query(text):
    kwargs = {"unexpected_rows_query": text}
    return {"type": "unexpected_rows_expectation", "kwargs": kwargs, "description": "so", "meta": {"name": "it"}}


@pytest.fixture
def settings(tmp_path):
    """A private file with one document, two forms and one contact, under a path that would trouble a URL."""
    folder = tmp_path / "it's 100% $HOME #仓库"
    folder.mkdir()
    made = Settings(warehouse_dir=folder, expectations_dir=tmp_path / "expectations")
    with duckdb.connect(str(made.private_path)) as connection:
        connection.execute("create schema raw")
        connection.execute(
            "create table raw.forms (document_key varchar, form_no int, stage varchar, locator varchar, text varchar, share decimal(9, 2))"
        )
        connection.execute("insert into raw.forms values " + FORMS.format(key=KEY, name=runs.NAME, number=runs.NUMBER))
        connection.execute(f"create table raw.documents as select '{KEY}' as document_key, 'a/报表.txt' as path")
        connection.execute(
            f"create table raw.contacts as select unnest(['{runs.NAME}', '{runs.NUMBER}']) as value, 'name' as kind"
        )
        connection.execute("create table raw.nothing (stage varchar)")
    return made


def judged(settings, *expectations, table="forms", **more):
    path = settings.expectations_dir / "raw" / f"{table}.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"name": f"raw.{table}", "expectations": expectations} | more), encoding="utf-8")
    (verdict,) = judge_layer(settings, "raw", [path])
    return verdict


@pytest.mark.parametrize(
    ("expectation", "said"),
    [
        pytest.param(STAGES | {"type": "expect_column_values_to_be_in_sett"}, "in_sett", id="misspelt-type"),
        pytest.param(STAGES | {"kwargs": {"column": "stage", "valueset": []}}, "valueset", id="misspelt-argument"),
        pytest.param(
            STAGES | {"kwargs": {"column": "stadium", "value_set": ["target"]}}, "stadium", id="missing-column"
        ),
        pytest.param(query("select stadium from {batch}"), "stadium", id="query-of-a-missing-column"),
        pytest.param(query("select * from {batch}, private.raw.formes"), "formes", id="query-of-a-missing-table"),
    ],
)
def test_what_could_not_be_judged_never_passes(settings, expectation, said):
    verdict = judged(settings, COUNTED, expectation | {"severity": "warning"})
    assert (verdict.outcome, verdict.blocks) == ("could_not_judge", True)
    assert said in " ".join(example for each in verdict.not_passed for example in each.examples)


def test_a_table_that_is_not_there_could_not_be_judged(settings):
    assert judged(settings, COUNTED, table="form").outcome == "could_not_judge"


def test_a_layer_that_cannot_be_opened_could_not_be_judged(settings):
    settings.private_path.write_bytes(b"no database, but long enough to be taken for the header of one" * 99)
    verdict = judged(settings, COUNTED)
    assert (verdict.outcome, verdict.blocks) == ("could_not_judge", True)


def test_a_layer_without_its_file_could_not_be_judged(settings):
    settings.private_path.unlink()
    assert judged(settings, COUNTED).outcome == "could_not_judge"


def test_contacts_that_are_not_there_cannot_be_looked_for(settings):
    with duckdb.connect(str(settings.private_path)) as connection:
        connection.execute("drop table raw.contacts")
    verdict = judged(settings, COUNTED, query("select form_no from {batch} where holds_contact(text)"))
    assert [each.outcome for each in verdict.judgements] == ["passed", "could_not_judge"]


def test_an_empty_table_passes_only_where_its_suite_says_why(settings):
    assert judged(settings, COUNTED, STAGES, table="nothing").outcome == "failed"


def test_an_empty_table_that_may_be_empty_passes(settings):
    verdict = judged(settings, STAGES, table="nothing", meta={"allow_empty": {"why": "nobody came"}})
    (found,) = verdict.judgements
    assert (found.outcome, found.evaluated, found.unexpected) == ("passed", 0, 0)


def test_an_example_says_where_and_hides_personal_data(settings):
    verdict = judged(settings, COUNTED, STAGES)
    (found,) = verdict.not_passed
    assert (found.outcome, found.evaluated, found.unexpected) == ("failed", 2, 1)
    assert found.examples == ("a/报表.txt, form_no=2, locator=line:9, stage=***",)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        pytest.param("select document_key as left_document_key from {batch} limit 1", "a/报表.txt", id="another-name"),
        pytest.param(
            "select count(*) as rows, string_agg(distinct document_key, ' ') as documents from {batch}",
            "rows=2, documents=a/报表.txt",
            id="a-share-names-its-documents",
        ),
    ],
)
def test_an_example_names_its_document(settings, wanted, shown):
    (found,) = judged(settings, COUNTED, query(wanted)).not_passed
    assert found.examples == (shown,)


def test_examples_are_of_different_documents_first(settings):
    with duckdb.connect(str(settings.private_path)) as connection:
        connection.execute("insert into raw.forms (document_key, form_no) from (select 'b', 9 + range from range(9))")
    (found,) = judged(
        settings, COUNTED, query("select document_key, form_no from {batch} order by form_no desc")
    ).not_passed
    assert [each.rpartition(", ")[0] for each in found.examples][:2] == ["document_key=b", "a/报表.txt"]


def test_prose_is_never_shown(settings):
    verdict = judged(settings, COUNTED, query("select form_no, text from {batch} where holds_contact(text)"))
    (found,) = verdict.not_passed
    assert (found.evaluated, found.unexpected, found.examples) == (2, 1, ("form_no=1, text=not shown",))


def test_a_warning_is_shown_and_does_not_block(settings):
    verdict = judged(settings, COUNTED, STAGES | {"severity": "warning"})
    assert (verdict.outcome, verdict.blocks) == ("failed", False)


def test_sums_are_judged_as_decimals(settings):
    column = {"column": "share"}
    exact = {"type": "expect_column_sum_to_be_between", "kwargs": column | {"min_value": 3.5, "max_value": 3.5}}
    assert judged(settings, COUNTED, exact).outcome == "passed"


def test_the_file_is_free_again_for_the_next_step(settings):
    judged(settings, COUNTED, STAGES)
    with duckdb.connect(str(settings.private_path)) as connection:
        connection.execute("drop table raw.forms")
        assert connection.execute("select count(*) from duckdb_tables()").fetchone() == (3,)


def test_judges_side_by_side_find_the_same_also_when_one_was_ended(settings):
    folder = settings.expectations_dir / "raw"
    folder.mkdir(parents=True)
    for table in ("nothing", "forms", "documents"):
        suite = {"name": f"raw.{table}", "expectations": [COUNTED]}
        (folder / f"{table}.json").write_text(json.dumps(suite), encoding="utf-8")
    paths, two = sorted(folder.iterdir()), settings.model_copy(update={"readers": 2})
    alone = judge_layer(settings, "raw", paths)
    assert [(each.table, each.outcome) for each in alone] == [
        ("documents", "passed"),
        ("forms", "passed"),
        ("nothing", "failed"),
    ]
    assert judges.judge(two, "raw", paths) == alone
    one, _ = judges._begun(os.getpid())._processes.values()
    one.kill()
    one.join()
    assert judges.judge(two, "raw", paths) == alone


def test_the_screen_stays_clean(settings, capfd):
    judged(settings, COUNTED, STAGES, query("select 1 from {batch}"))
    assert capfd.readouterr() == ("", "")


def test_a_process_of_multiprocessing_that_judged_ends(settings):
    judged(settings, COUNTED, table="nothing")
    two = settings.model_copy(update={"readers": 2})
    paths = list(settings.expectations_dir.glob("raw/*.json"))
    process = get_context("spawn").Process(target=judges.judge, args=(two, "raw", paths))
    process.start()
    process.join(60)
    ended = process.exitcode
    process.kill()
    assert ended == 0
