"""A changed vocabulary re-reads the documents that it answers otherwise, and the tables are those of a full reading."""

import random
import re
import shutil
from itertools import islice
from pathlib import Path

import polars as pl
import pytest

from corpora.plan import documents
from corpora.writing import write_corpus
from dagster_project.errors import OperatorError
from dagster_project.operations import reading_again, rewording
from dagster_project.operations.asked import Asked
from dagster_project.operations.progress import Silent
from dagster_project.reading import containers, vocabulary
from dagster_project.reading.manifest import read_manifest
from dagster_project.reading.tabulating import document_rows
from dagster_project.reading.vocabulary.watching import FUNCTIONS, LOOKED_UP, Watch, answered_otherwise, rest
from dagster_project.settings import Settings
from dagster_project.warehouse import readings

# No list knows the word of a form: its file, the list it is put into, and a form that prints it.
FORM = (
    "项目支出绩效目标表\n项目名称\t测试样本项目{}\n{}一级指标\t二级指标\t三级指标\t{}\n产出指标\t{}\t测试场次\t≥5场\n"
)
COLUMN, FIELD, MONEY, LEVEL, SECTION, TITLE = (
    "目标要求值",
    "部门规范名称",
    "测试来款",
    "惠民指标",
    "缘起概述",
    "项目绩效目标清册",
)
FUNDS = "项目资金（万元）\t年度资金总额\t9\n\t其中：财政拨款\t5\n\t{}\t4\n"
FORMS = {
    COLUMN: FORM.format(1, "", COLUMN, "数量指标"),
    FIELD: FORM.format(2, f"{FIELD}\t测试样本局\n", "指标值", "数量指标"),
    MONEY: FORM.format(3, FUNDS.format(MONEY), "指标值", "数量指标"),
    LEVEL: FORM.format(4, "", "指标值", LEVEL),
    SECTION: FORM.format(5, f"{SECTION}\t测试样本缘起。\n", "指标值", "数量指标"),
    TITLE: FORM.format(6, "", "指标值", "数量指标").replace("项目支出绩效目标表", TITLE),
    "": FORM.format(7, FUNDS.format("其他资金"), "指标值", "数量指标"),
}
WORDS = [
    ("columns", "\ntarget = [", COLUMN),
    ("fields", "\nsupervising_department = [", FIELD),
    ("funds", "\nunit_funds = [", MONEY),
    ("levels", '[level2.quantity]\nunder = ["output"]\nwords = [', LEVEL),
    ("sections", "\nannual_goal = [", SECTION),
    ("titles", "\nendings = [", "清册"),
]
SEED, DOCUMENTS = 3, 24
TARGET = WORDS[0][:2]
TAG = re.compile(r"<[^>]*>|\s")


class Folder:
    """A folder of documents, a warehouse, and a vocabulary that is edited: each time in a folder of its own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._patch, self._edits = folder, monkeypatch, 0
        self.words = vocabulary.FOLDER
        self.settings = Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse", readers=1)
        self.settings.warehouse_dir.mkdir()

    def edit(self, name: str, before: str, after: str) -> None:
        """Put one text of a vocabulary file in the place of another."""
        self._edits += 1
        words = self.folder / f"vocabulary {self._edits}"
        shutil.copytree(self.words, words)
        path = words / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        self.words = words
        self._patch.setattr(vocabulary, "FOLDER", words)

    def teach(self, name: str, before: str, word: str) -> None:
        """Put a word behind the beginning of its list in a vocabulary file."""
        self.edit(name, before, f'{before}"{word}", ')

    def read(self, year: int | None = None) -> set[str]:
        """Read what is to be read; the names of the documents that were."""
        seen = Seen()
        self.tables = reading_again.read(self.settings, seen, Asked(year=year)).tables
        return seen.names

    def anew(self) -> dict:
        """The tables of a full reading with the vocabulary of now, beside the warehouse."""
        beside = self.settings.model_copy(update={"warehouse_dir": self.folder / f"full {self._edits}"})
        beside.warehouse_dir.mkdir(exist_ok=True)
        return reading_again.read(beside, Silent(), Asked(everything=True)).tables

    def printing(self, word: str) -> set[str]:
        """The documents whose text prints a word."""
        paths = [path for path in self.settings.raw_dir.rglob("*.*") if path.name != "sources.csv"]
        return {path.name for path in paths if word in TAG.sub("", path.read_text(encoding="utf-8"))}


class Seen(Silent):
    """The names of documents that are read."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def document(self, path: str) -> None:
        self.names.add(Path(path).name)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """Generated documents whose text can be searched, and forms with words that no list knows."""
    folder = tmp_path_factory.mktemp("corpus")
    plain = (each for each in documents(SEED) if each.ending in {"txt", "md", "html"})
    write_corpus(folder, list(islice(plain, DOCUMENTS)), SEED)
    raw = folder / "raw"
    with (raw / "sources.csv").open("a", encoding="utf-8") as file:
        for number, text in enumerate(FORMS.values()):
            (raw / f"form {number}.txt").write_text(text, encoding="utf-8")
            file.write(f"form {number}.txt,320682,测试样本局,2024,,,,,\n")
    return folder


@pytest.fixture
def folder(corpus, tmp_path, monkeypatch) -> Folder:
    shutil.copytree(corpus / "raw", tmp_path / "raw")
    return Folder(tmp_path, monkeypatch)


def same(one: dict, other: dict) -> bool:
    assert one.keys() == other.keys()
    return [name for name in one if not one[name].equals(other[name])] == []


def statuses(folder: Folder, name: str) -> list[str]:
    """The status of every form of a document."""
    documents = folder.tables["documents"]
    keys = documents.filter(documents["path"].str.ends_with(name)).select("document_key")
    return folder.tables["forms"].join(keys, on="document_key")["status"].to_list()


def test_a_new_word_re_reads_the_documents_that_print_it_and_a_removed_one_too(folder):
    folder.read()
    for file, head, word in WORDS:
        before = folder.tables
        folder.teach(file, head, word)
        printing = folder.printing(word)
        assert 0 < len(printing) < 4
        assert folder.read() == printing
        assert not same(before, folder.tables), word
        assert same(folder.tables, folder.anew())
        assert folder.read() == set()
    for file, _, word in WORDS:
        folder.edit(file, f'"{word}", ', "")
        assert folder.read() == folder.printing(word)
    assert same(folder.tables, folder.anew())


def test_a_new_header_is_read_again_and_loaded(folder):
    folder.read()
    assert statuses(folder, "form 0.txt") == ["quarantined"]
    folder.teach(*TARGET, COLUMN)
    assert folder.read() == {"form 0.txt"}
    assert statuses(folder, "form 0.txt") == ["loaded"]


def test_a_word_that_many_print_is_taken_out(folder):
    everything = folder.read()
    word = "可持续影响"
    folder.edit("levels", f'"{word}", ', "")
    assert folder.read() == folder.printing(word) < everything
    assert same(folder.tables, folder.anew())


def test_documents_that_other_processes_read_are_known_as_well(folder):
    folder.settings = folder.settings.model_copy(update={"readers": 2})
    folder.read()
    folder.teach(*TARGET, COLUMN)
    assert folder.read() == {"form 0.txt"}


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("fields", "局|委员会|", "局|测试会|"),
        ("columns", "^目标[0-9]+:?$", "^目标[0-9]+$"),
        ("titles", "(?:附件|附表", "(?:附件|附加|附表"),
        ("columns", 'lasting = ["工期", ', "lasting = ["),
    ],
)
def test_what_is_no_word_to_look_up_re_reads_everything(folder, file, before, after):
    everything = folder.read()
    folder.edit(file, before, after)
    assert folder.read() == everything


def test_what_no_document_can_notice_re_reads_nothing(folder):
    folder.read()
    before = folder.tables
    folder.edit("columns", "[columns]", "# Headers.\n[columns]")
    folder.teach(*WORDS[3][:2], "测试无人刊印指标")
    assert folder.read() == set()
    assert same(before, folder.tables)
    assert same(before, folder.anew())


def test_words_that_look_alike_are_named_anew(folder):
    """What a quarantined form is told of its unknown header depends on words that it does not print."""
    folder.read()
    folder.teach(*TARGET, "目标要求值数")
    assert "form 0.txt" in folder.read()
    assert same(folder.tables, folder.anew())
    told = folder.tables["rejects"].filter(folder.tables["rejects"]["path"] == "form 0.txt")["what"].to_list()
    assert any("目标要求值数" in what for what in told)


@pytest.mark.parametrize("damaged", ["vocabulary.files.parquet", "questions.questions.parquet"])
def test_where_nobody_can_say_what_was_asked_everything_is_read(folder, damaged):
    everything = folder.read()
    (folder.settings.readings_path / damaged).write_bytes(b"")
    assert folder.read() == set()
    folder.teach(*TARGET, COLUMN)
    assert folder.read() == everything


@pytest.mark.parametrize("toml", ["[", "", "fields = 1"])
def test_a_vocabulary_that_cannot_be_loaded_any_more_is_that_of_nobody(folder, monkeypatch, toml):
    kept = rewording.files()["files"]
    with monkeypatch.context() as patch:
        patch.setattr(rewording, "files", lambda: {"files": kept.with_columns(toml=pl.lit(toml))})
        everything = folder.read()
    folder.teach(*TARGET, COLUMN)
    assert folder.read() == everything


def test_a_year_alone_is_read_where_the_others_stand(folder):
    folder.read()
    folder.teach(*TARGET, COLUMN)
    assert folder.read(2024) == {"form 0.txt"}
    folder.teach(*WORDS[1])
    published = folder.settings.versions_dir / "jixiao-0001-20240101T000000Z.duckdb"
    published.parent.mkdir()
    published.touch()
    folder.settings.published_path.symlink_to(published.relative_to(folder.settings.warehouse_dir))
    with pytest.raises(OperatorError, match="would lose them"):
        folder.read(2023)
    assert folder.read() == {"form 1.txt"}


def test_the_files_are_kept_for_their_owner_with_the_readings(folder):
    folder.read()
    kept = readings.load(folder.settings.readings_path, "vocabulary")["files"]
    assert dict(kept.iter_rows()) == vocabulary.texts(vocabulary.FOLDER)


def test_documents_whose_rows_change_are_among_those_that_are_answered_otherwise(corpus):
    """Words taken out of the vocabulary one by one, all documents read by what is left."""
    files, now, raw = vocabulary.texts(), vocabulary.load(), corpus / "raw"
    listed = [(each, containers.read((raw / each.path).read_bytes())) for each in read_manifest(raw)]

    def read(words: vocabulary.Vocabulary) -> list[tuple]:
        watches = [(source, document, Watch(words)) for source, document in listed]
        return [(document_rows(one, other, "", watch.words), watch.questions()) for one, other, watch in watches]

    before, chance, changed = read(now), random.Random(SEED), 0
    asked = {kind: {each for _, some in before for each in some.get(kind, ())} for kind in (LOOKED_UP, *FUNCTIONS)}
    assert not any("\n" in each for some in asked.values() for each in some)  # which parts them where they are kept
    for name in vocabulary.LOOKED_UP:
        for word in chance.sample(re.findall(r'"([^"\n]+)", ', files[name]), 4):
            after = vocabulary.of_files({**files, name: files[name].replace(f'"{word}", ', "", 1)})
            if rest(after) != rest(now):
                continue
            otherwise = answered_otherwise(now, after, asked)
            concerned = [any(otherwise[kind] & set(each) for kind, each in some.items()) for _, some in before]
            differ = [one != other for (one, _), (other, _) in zip(before, read(after), strict=True)]
            assert all(each <= other for each, other in zip(differ, concerned, strict=True)), word
            changed += sum(differ)
    assert changed > 0
