"""Refreshes of what changed, in any order of years, give the tables of one full build; with nothing new none is made."""

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from itertools import islice, permutations
from pathlib import Path

import polars as pl
import pytest

import small
from corpora.plan import documents
from corpora.writing import write_corpus
from dagster_project.operations.asked import Asked
from dagster_project.operations.progress import Silent
from dagster_project.operations.reading_again import read
from dagster_project.operations.refresh import nothing_new
from dagster_project.reading.manifest import read_manifest
from dagster_project.settings import Settings
from dagster_project.warehouse import journal, versions

from . import runs

SEED, DOCUMENTS = 3, 60
YEARS = {"2022", "2023", "2024"}
ORDERS = [(2023, 2024, 2022), (2024, 2022, 2023)]
IDLE = "import sys; from dagster_project.cli import app; app(['refresh'], standalone_mode=False); print(*sorted(sys.modules))"
HEAVY = {"dagster", "dbt", "duckdb", "great_expectations", "polars"}


class Story:
    """A folder of documents in two states: before and after corrections, a replaced file, deletions, late documents."""

    def __init__(self, folder: Path) -> None:
        quick = (each for each in documents(SEED) if each.ending not in {"pdf", "xls"})
        write_corpus(folder, list(islice(quick, DOCUMENTS)), SEED)
        self.raw, self.folder = folder / "raw", folder
        self.lines = runs.manifest(self.raw)
        years = {line["fiscal_year"] for line in self.lines}
        assert years == YEARS
        self.corrected = [line for line in self.lines if "-corrected" in line["path"]]
        assert self.corrected
        self.deleted, self.late = self.lines[4::9], self.lines[6::9]
        self.replaced = next(line["path"] for line in self.lines[::-1] if line["path"].endswith(".html"))

    def before(self, warehouse: str) -> Settings:
        """The documents as they were first: some late, not corrected, some that will be taken out."""
        raw = self.folder / f"{warehouse} raw"
        shutil.copytree(self.raw, raw)
        (raw / self.replaced).write_text("<p>测试页</p>", encoding="utf-8")
        later = [*self.corrected, *self.late]
        runs.write_manifest(raw, [line for line in self.lines if line not in later])
        # Gates have tests of their own; without them a refresh takes half the time. What is taken out is so on purpose.
        (gateless := self.folder / "no gates").mkdir(exist_ok=True)
        (there := self.folder / warehouse).mkdir()
        return Settings(raw_dir=raw, warehouse_dir=there, expectations_dir=gateless, loss_share=1)

    def after(self, settings: Settings) -> Settings:
        """The documents as they are in the end."""
        shutil.copyfile(self.raw / self.replaced, settings.raw_dir / self.replaced)
        runs.write_manifest(settings.raw_dir, [line for line in self.lines if line not in self.deleted])
        return settings


@pytest.fixture(scope="module")
def story(tmp_path_factory) -> Story:
    return Story(tmp_path_factory.mktemp("story"))


@pytest.fixture(scope="module")
def built_at_once(story) -> Settings:
    settings = story.after(story.before("whole"))
    assert runs.run(settings, Asked(everything=True)).exit_code == 0
    return settings


def last(settings: Settings) -> dict:
    return journal.records(settings.journal_path)[-1]


def by_years(story: Story, order: Sequence[int]) -> Settings:
    """Two years read of the documents as they were first, the third and what is left over of the others later."""
    settings = story.before("-".join(map(str, order)))
    assert runs.run(settings, Asked(year=order[0])).exit_code == 0
    assert {line["fiscal_year"] for line in runs.manifest(settings.raw_dir)} > {str(order[0])}
    assert last(settings)["documents_later"] > 0
    story.after(settings)
    assert runs.run(settings, Asked(year=order[1])).exit_code == 0
    assert not nothing_new(settings, read_manifest(settings.raw_dir))
    assert runs.run(settings).exit_code == 0
    assert 0 < last(settings)["documents_read"] < len(runs.manifest(settings.raw_dir))
    return settings


@pytest.mark.parametrize("order", ORDERS)
def test_any_order_of_years_gives_the_tables_of_one_full_build(story, built_at_once, order):
    settings = by_years(story, order)
    hashes = runs.mart_hashes(settings.published_path)
    assert len(hashes) > 20
    assert hashes == runs.mart_hashes(built_at_once.published_path)


@pytest.fixture(scope="module")
def read_at_once(story) -> Mapping[str, pl.DataFrame]:
    return read(story.after(story.before("whole, read")), Silent(), Asked(everything=True)).tables


@pytest.mark.parametrize("order", list(permutations(map(int, sorted(YEARS)))))
def test_any_order_of_years_reads_what_one_full_reading_reads(story, read_at_once, order):
    settings = story.before("-".join(map(str, order)) + ", read")
    assert read(settings, Silent(), Asked(year=order[0])).count("later") > 0
    story.after(settings)
    assert read(settings, Silent(), Asked(year=order[1])).count("later") > 0
    last_of_all = read(settings, Silent(), Asked())
    assert 0 < last_of_all.count("read") < last_of_all.count("listed")
    assert last_of_all.tables.keys() == read_at_once.keys()
    for table, rows in last_of_all.tables.items():
        assert rows.equals(read_at_once[table]), table


def test_what_waits_for_a_refresh_of_all_years_is_counted_changed_documents_too(story):
    settings = story.before("later, read")
    assert read(settings, Silent(), Asked()).count("later") == 0
    story.after(settings)
    new = {line["path"] for line in (*story.late, *story.corrected)} | {story.replaced}
    year = next(each for each in YEARS if f"/{each}/" not in story.replaced)
    others = [line["path"] for line in runs.manifest(settings.raw_dir) if line["fiscal_year"] != year]
    assert story.replaced in others
    assert read(settings, Silent(), Asked(year=int(year))).count("later") == len(new.intersection(others))


def test_with_nothing_new_nothing_heavy_is_imported_and_nothing_published(built_at_once):
    version, before = versions.current(built_at_once), len(journal.records(built_at_once.journal_path))
    environment = {
        f"JIXIAO_{name.upper()}": str(getattr(built_at_once, name))
        for name in ("raw_dir", "warehouse_dir", "expectations_dir")
    }
    done = subprocess.run([sys.executable, "-c", IDLE], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    sentence, modules = done.stdout.splitlines()
    assert f"version {version}" in sentence
    assert HEAVY & set(modules.split()) == set()
    assert versions.current(built_at_once) == version
    (idle,) = journal.records(built_at_once.journal_path)[before:]
    assert (idle["outcome"], idle["version"], idle["gates"]) == ("idle", None, [])


def test_a_document_taken_out_leaves_the_marts_whole_and_the_status_says_so(story, built_at_once):
    lines = runs.manifest(built_at_once.raw_dir)
    gone, replaced = lines[3]["path"], lines[5]["path"]
    runs.write_manifest(built_at_once.raw_dir, [line for line in lines if line["path"] != gone])
    (built_at_once.raw_dir / replaced).write_text("测试文字。", encoding="utf-8")
    assert runs.run(built_at_once).exit_code == 0
    done = last(built_at_once)
    assert (done["documents_read"], done["documents_removed"], done["documents_changed"]) == (1, 1, 1)
    assert done["contents_left"].keys() == {gone, replaced}
    paths = "select path from marts.dim_document"
    assert (gone,) not in runs.query(built_at_once.published_path, paths)
    forms = "select count(*) from marts.fct_forms join marts.dim_document using (document_key) where path = '{}'"
    assert runs.query(built_at_once.published_path, forms.format(replaced)) == [(0,)]
    shown = runs.command(built_at_once, "status").stdout
    assert f"{gone}: no longer listed" in shown
    assert f"{replaced}: its file was replaced" in shown
    assert f"{gone} is no longer listed" in runs.command(built_at_once, "diff", gone).stdout
    assert "nothing of it is loaded now" in runs.command(built_at_once, "diff", replaced).stdout
    paths = "select path, forms from former.documents order by path"
    assert dict(runs.query(built_at_once.private_path, paths))[gone] > 0


def test_a_year_alone_is_refused_where_the_other_years_would_be_lost(built_at_once):
    shutil.rmtree(built_at_once.readings_path)
    serving = versions.current(built_at_once)
    (built_at_once.raw_dir / "expected.csv").write_text(
        "region_code,department\n", encoding="utf-8"
    )  # something is new
    refreshed = runs.run(built_at_once, Asked(year=2024))
    (built_at_once.raw_dir / "expected.csv").unlink()
    assert refreshed.exit_code == 1
    assert "would lose them" in " ".join(last(built_at_once)["problems"])
    assert versions.current(built_at_once) == serving


def test_what_a_document_said_before_stays_in_the_private_file(tmp_path):
    (gateless := tmp_path / "no gates").mkdir()
    made = small.settings(tmp_path, expectations_dir=gateless, loss_share=1)
    assert runs.run(made).exit_code == 0
    assert former(made) == []
    small.write(made, 2)
    assert runs.run(made).exit_code == 0
    assert former(made) == [("a.txt", "1")]
    shown = runs.command(made, "diff", "a.txt").stdout
    assert "a.txt: its file was replaced under its path; printed figures that differ: 4." in shown
    changed = [[cell.strip() for cell in line.split("│")[3:6]] for line in shown.splitlines() if line.startswith("│")]
    targets = [[f"{horizon} target", "≥1场", "≥2场"] for horizon in ("annual", "mid_term")]
    assert sorted(changed) == sorted([*targets, *[["source budget", "1万元", "2万元"]] * 2])
    shutil.copyfile(made.raw_dir / "a.txt", made.raw_dir / "b.txt")
    (made.raw_dir / "sources.csv").write_text(small.MANIFEST + small.line("b.txt"), encoding="utf-8")
    assert runs.run(made, Asked(everything=True)).exit_code == 0
    assert former(made) == [("a.txt", "1"), ("a.txt", "2")]
    assert "a.txt is no longer listed; what was read of it stays" in runs.command(made, "diff", "a.txt").stdout
    assert "replaces no earlier document" in runs.command(made, "diff", "b.txt").stdout
    small.write(made, 1)  # it is as it once was
    (made.raw_dir / "sources.csv").write_text(small.MANIFEST + small.line("a.txt"), encoding="utf-8")
    assert runs.run(made).exit_code == 0
    assert former(made) == [("a.txt", "2"), ("b.txt", "2")]
    left = [line["contents_left"].keys() for line in journal.records(made.journal_path)]
    assert left == [set(), {"a.txt"}, {"a.txt"}, {"b.txt"}]


def former(made):
    """Path and figure of the documents that left."""
    lines = "select distinct path, amount_printed from former.documents join former.fund_lines using (document_key)"
    return runs.query(made.private_path, f"{lines} where amount_printed <> '900' order by all")
