"""All bad input at once and a hostile document among it, through a whole refresh and every output that exists."""

import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import pytest

from dagster_project.operations.instance import opened_instance
from dagster_project.settings import Settings
from dagster_project.warehouse import journal

from . import runs
from .bad_input import CASES, excel, filled

TRICKS = "[red]<script>alert(1)</script>[/nope]=1+1"
HOSTILE = "{}_x001B_[31m_x0000__x0007_\u200f\u2066"  # as a workbook holds what XML cannot
SHEET = "表\u202e甲"
NAME = "测试恶意"
OUTSIDE = "\x1b[2J\u202e" + TRICKS


def hostile() -> bytes:
    """A workbook with something in every text that an output might obey."""
    xml = HOSTILE.format(TRICKS.replace("<", "&lt;"))
    rows = [
        tuple(f"{cell}{xml}" if cell in (NAME, "测试样本局", "测试场次", "6场") else cell for cell in row)
        for row in filled(NAME)
    ]
    return excel(*rows, sheet=SHEET)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A refresh over all of it, with an expectation that fails on the hostile texts as a warning."""
    folder = tmp_path_factory.mktemp("bad")
    source = Settings().expectations_dir
    expectations = runs.expectations_with_a_failure(folder / "expectations", source, "marts", "fct_indicators")
    path = expectations / "marts" / "fct_indicators.json"
    suite = json.loads(path.read_text(encoding="utf-8"))
    suite["expectations"][-1] |= {
        "severity": "warning",
        "kwargs": {"column": "level3_printed", "value_set": ["no such name"]},
    }
    path.write_text(json.dumps(suite, ensure_ascii=False), encoding="utf-8")
    settings = Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse", expectations_dir=expectations)
    settings.raw_dir.mkdir()
    empty = dict.fromkeys(runs.manifest(Settings().raw_dir)[0], "")
    lines = []
    for bad in CASES:
        if bad.content is not None:
            path = settings.raw_dir / bad.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bad.content)
        lines.append(empty | {"path": bad.path, "region_code": "320682", "fiscal_year": "2024", **bad.line})
    (settings.raw_dir / "hostile.xlsx").write_bytes(hostile())
    lines.insert(
        0,
        empty
        | {"path": "hostile.xlsx", "region_code": "320682", "fiscal_year": "2024"}
        | dict.fromkeys(("title", "publisher", "url"), OUTSIDE),
    )
    runs.write_manifest(settings.raw_dir, lines)
    ran = runs.command(settings, "refresh")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return settings, ran.stdout + ran.stderr


def unseen(text: str) -> set[str]:
    """The characters of a text that no output may hold: those that move, colour or turn what stands beside them."""
    return {char for char in text if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\n"}


def test_every_line_of_the_list_is_in_the_rejects_or_read(done):
    settings, _ = done
    rejects = runs.query(settings.published_path, "select path, reason_code, what, what_to_do from meta.rejects")
    assert {(bad.path, bad.reason) for bad in CASES if bad.reason} <= {(path, reason) for path, reason, _, _ in rejects}
    assert all(what and todo for _, _, what, todo in rejects)
    read = runs.query(settings.published_path, "select path from marts.dim_document where status = 'loaded'")
    assert {bad.path for bad in CASES if bad.reason is None} <= {path for (path,) in read}
    listed = runs.query(settings.published_path, "select path from marts.dim_document where status is not null")
    assert {bad.path for bad in CASES} | {"hostile.xlsx"} == {path for (path,) in listed}


def test_text_of_documents_is_in_the_private_rejects_alone(done):
    settings, _ = done
    columns = "select column_name from duckdb_columns() where table_name = 'rejects'"
    assert ("text",) not in runs.query(settings.published_path, columns)
    assert ("text",) in runs.query(settings.private_path, columns)


def test_the_hostile_document_is_loaded_as_it_is_seen(done):
    settings, _ = done
    (row,) = runs.query(
        settings.published_path,
        "select level3_printed, actual_printed, locator from marts.fct_indicators join marts.dim_document using (document_key) where path = 'hostile.xlsx'",
    )
    assert row == (f"测试场次{TRICKS}[31m", f"6场{TRICKS}[31m", "sheet:表甲/cell:C5")
    assert runs.query(settings.published_path, "select title from marts.dim_document where path = 'hostile.xlsx'") == [
        (f"[2J{TRICKS}",)
    ]


def test_no_text_of_the_published_file_holds_what_is_not_seen(done):
    """But for the paths, which must be those of the files."""
    settings, _ = done
    columns = runs.query(
        settings.published_path,
        "select schema_name, table_name, column_name from duckdb_columns() where data_type = 'VARCHAR' and schema_name in ('marts', 'meta') and column_name <> 'path'",
    )
    for schema, table, column in columns:
        texts = runs.query(
            settings.published_path, f'select distinct "{column}" from {schema}.{table} where "{column}" is not null'
        )
        assert {name for (text,) in texts for name in unseen(text)} == set(), (table, column)


@pytest.mark.parametrize(
    "arguments",
    [[], ["status"], *(["show", "--stage", stage] for stage in ("document", "forms", "rows")), ["add"]],
    ids=str,
)
def test_no_terminal_obeys_it(done, arguments):
    settings, output = done
    if arguments:
        hostile_files = [str(settings.raw_dir / "hostile.xlsx")] if arguments[0] != "status" else []
        ran = runs.command(settings, *arguments, *hostile_files)
        assert not ran.stderr
        output = ran.stdout
    assert unseen(output) == set()
    if arguments in ([], ["show", "--stage", "rows"]):
        assert TRICKS in output.replace("\n", "") or "[/nope]" in output


def texts(value: object) -> Iterator[str]:
    """Every text in a value of metadata."""
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if isinstance(value, str):
        yield value
    elif isinstance(value, Sequence):
        for each in value:
            yield from texts(each)


def test_neither_log_nor_journal_nor_dagster_holds_it(done):
    settings, _ = done
    (line,) = journal.records(settings.journal_path)
    logs = "".join(path.read_text(encoding="utf-8") for path in settings.logs_dir.glob("*.jsonl"))
    assert NAME not in logs
    with opened_instance(settings) as instance:
        events = [entry.get_dagster_event() for entry in instance.all_logs(line["run_key"]) if entry.is_dagster_event]
    judged = [
        event.asset_check_evaluation_data.metadata
        for event in events
        if event.event_type_value == "ASSET_CHECK_EVALUATION"
    ]
    made = [
        event.step_materialization_data.materialization.metadata
        for event in events
        if event.event_type_value == "ASSET_MATERIALIZATION"
    ]
    shown = [text for each in [*judged, *made] for value in each.values() for text in texts(value.value)]
    assert TRICKS in "".join(shown)  # an example of the failing expectation
    assert unseen("".join(shown) + logs + settings.journal_path.read_text(encoding="utf-8")) == set()
    assert {name for text in texts(line) for name in unseen(text)} == set()
