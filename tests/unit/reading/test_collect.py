"""Collecting: what is refused, and that the others are loaded all the same."""

import hashlib
import os
from functools import partial

import pytest

from dagster_project.reading import collect as collecting
from dagster_project.reading.collect import _is_worth_processes, _readings, read_all, read_source
from dagster_project.reading.containers.limits import Limits
from dagster_project.reading.manifest import Source
from dagster_project.reading.tables import SCHEMAS

REGIONS = {"320682": "如皋市", "320681": "启东市", "130272": "汉沽管理区"}
FORM = "项目支出绩效目标表\n\n项目名称\t{}\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t测试场次\t≥5场\n"


def source(path: str, number: int = 1, **given: str) -> Source:
    return Source(number, path, **({"region_code": "320682", "fiscal_year": "2024"} | given))


def collect(folder, *sources: Source) -> dict:
    return read_all(sources, folder, REGIONS)


def write(folder, name: str, text: str | bytes = FORM.format("甲")):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def refused(folder, *sources: Source) -> tuple:
    """Reason, what and what to do of the one reject, and the document's status."""
    tables = collect(folder, *sources)
    assert tables["forms"].is_empty()
    ((reason, what, todo),) = tables["rejects"].select("reason_code", "what", "what_to_do").rows()
    assert what
    assert todo
    return reason, what, todo, tables["documents"]["status"].to_list()[-1]


def test_every_table_has_its_schema_even_without_documents(tmp_path):
    tables = collect(tmp_path)
    assert {name: table.schema for name, table in tables.items()} == {
        name: schema for name, schema in SCHEMAS.items() if name not in ("typed_values", "expected_departments")
    }


def test_a_document_and_its_key(tmp_path):
    write(tmp_path, "测试/a b.txt")
    tables = collect(
        tmp_path, source("测试/a b.txt", department="[602]测试样本局", published_on="2024-03-01", is_excerpt="true")
    )
    sha256 = hashlib.sha256(FORM.format("甲").encode()).hexdigest()
    (document,) = tables["documents"].to_dicts()
    assert (document["sha256"], document["status"], document["format"]) == (sha256, "loaded", "text")
    assert document["document_key"] == hashlib.md5(f"测试/a b.txt|{sha256}".encode()).hexdigest()
    assert (document["department_name"], str(document["published_on"])) == ("测试样本局", "2024-03-01")
    assert document["is_excerpt"]
    assert tables["indicators"]["document_key"].to_list() == [document["document_key"]]


def test_an_unknown_region_names_the_nearest_codes(tmp_path):
    reason, what, todo, status = refused(write(tmp_path, "a.txt"), source("a.txt", region_code="320683"))
    assert (reason, status) == ("unknown_region", "refused")
    assert "320683" in what
    assert "320682 如皋市" in what + todo


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"fiscal_year": "24"}, "bad_year"),
        ({"fiscal_year": "２０２４"}, "bad_year"),
        ({"fiscal_year": "1024"}, "bad_year"),
        ({"published_on": "2024年3月"}, "bad_date"),
        ({"published_on": "2024-13-01"}, "bad_date"),
    ],
)
def test_a_wrong_year_or_date_in_the_list(tmp_path, given, reason):
    assert refused(write(tmp_path, "a.txt"), source("a.txt", **given))[0] == reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (b"\n \n", "empty_file"),
        (bytes(range(256)) * 8, "not_text"),
        ("测试文字。".encode(), "no_form"),
    ],
)
def test_a_file_that_holds_no_form(tmp_path, content, reason):
    assert refused(write(tmp_path, "a.txt", content), source("a.txt"))[0] == reason


@pytest.mark.parametrize("path", ["b.txt", "测试/b.txt"])
def test_a_missing_file(tmp_path, path):
    assert refused(tmp_path, source(path))[0] == "missing_file"


def test_a_folder_is_no_document(tmp_path):
    (tmp_path / "测试").mkdir()
    assert refused(tmp_path, source("测试"))[0] == "cannot_open"


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert refused(tmp_path, source("pipe.txt"))[0] == "cannot_open"


@pytest.mark.parametrize("within", [Limits(file_bytes=20), Limits(cells=3), Limits(seconds=-1)])
def test_the_limits_that_are_handed_down_hold(tmp_path, within):
    write(tmp_path, "a.txt", FORM.format("甲") + "测试\t9\n" * 600)
    write(tmp_path, "b.txt")
    tables = read_all([source("a.txt", 1)], tmp_path, REGIONS, within=within)
    assert tables["documents"]["status"].to_list() == ["refused"]
    assert tables["rejects"]["reason_code"].to_list()[0] in ("too_much", "too_slow")


def test_a_path_that_leaves_the_folder(tmp_path):
    raw = tmp_path / "raw"
    write(tmp_path, "outside.txt")
    write(raw, "inside.txt")
    (raw / "link.txt").symlink_to(tmp_path / "outside.txt")
    (raw / "folder").symlink_to(tmp_path)
    for path in ("../outside.txt", str(tmp_path / "outside.txt"), "link.txt", "folder/outside.txt"):
        assert refused(raw, source(path))[0] == "outside_folder", path


def test_links_that_stay_inside_are_followed_and_circles_are_refused(tmp_path):
    write(tmp_path, "a.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    assert collect(tmp_path, source("link.txt"))["documents"]["status"].to_list() == ["loaded"]
    assert refused(tmp_path, source("circle.txt"))[0] == "cannot_open"


def test_a_path_listed_twice_is_read_once(tmp_path):
    tables = collect(write(tmp_path, "a.txt"), source("a.txt", 1), source("a.txt", 2))
    assert tables["documents"]["manifest_no"].to_list() == [1]
    assert tables["rejects"]["reason_code"].to_list() == ["duplicate_path"]


def test_a_content_listed_twice_is_read_once(tmp_path):
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt")
    tables = collect(tmp_path, source("a.txt", 1), source("b.txt", 2))
    assert tables["documents"]["status"].to_list() == ["loaded", "duplicate"]
    assert tables["rejects"]["reason_code"].to_list() == ["duplicate_content"]
    assert len(tables["indicators"]) == 1


def test_no_year_anywhere_quarantines_the_form(tmp_path):
    assert collect(write(tmp_path, "a.txt"), source("a.txt", fiscal_year=""))["rejects"]["reason_code"].to_list() == [
        "no_year"
    ]


def test_the_year_of_the_form_counts_before_that_of_the_list(tmp_path):
    text = FORM.format("甲").replace("\n\n", "\n(2022年度)\n", 1)
    forms = collect(write(tmp_path, "a.txt", text), source("a.txt", fiscal_year="2024"))["forms"]
    assert forms.select("fiscal_year", "fiscal_year_printed").rows() == [(2022, "2022")]


def test_the_good_ones_are_loaded_beside_the_bad_ones(tmp_path):
    write(tmp_path, "a.txt")
    write(tmp_path, "b.txt", FORM.format("乙"))
    write(tmp_path, "c.txt", b"")
    done: list[str] = []
    listed = [source(name, at) for at, name in enumerate(("c.txt", "a.txt", "missing.txt", "b.txt"), 1)]
    tables = read_all(listed, tmp_path, REGIONS, done.append)
    assert done == ["c.txt", "a.txt", "missing.txt", "b.txt"]
    assert tables["documents"]["status"].to_list() == ["refused", "loaded", "refused", "loaded"]
    assert tables["forms"]["project_name"].to_list() == ["甲", "乙"]


def test_prose_that_names_a_contact_of_any_document_is_marked(tmp_path):
    write(tmp_path, "a.txt", FORM.format("甲\n项目负责人\t测试某甲"))
    write(tmp_path, "b.txt", FORM.format("乙\n年度目标\t由测试某甲完成5万元\n立项必要性\t测试必要"))
    tables = collect(tmp_path, source("a.txt", 1), source("b.txt", 2))
    assert tables["sections"]["has_person_name"].to_list() == [True, False]
    assert tables["statements"]["has_person_name"].to_list() == [True]


@pytest.mark.parametrize(("count", "size", "is_worth"), [(24, 1, True), (2, 600_000, True), (2, 1000, False)])
def test_many_or_large_documents_are_worth_other_processes(tmp_path, count, size, is_worth):
    names = [f"{number}.txt" for number in range(count)]
    for name in names:
        write(tmp_path, name, b"x" * size)
    listed = [source(name) for name in [*names, "missing.txt"]][:count]
    assert _is_worth_processes(listed, tmp_path) is is_worth
    assert not _is_worth_processes([source("missing.txt"), source("\x00.txt")], tmp_path)


class Deadly(Source):
    """A document that ends the process which is to read it, as one does for which the machine has no memory."""

    def __reduce__(self):
        return os._exit, (9,)


def test_a_document_that_takes_its_process_with_it_is_refused_alone(tmp_path):
    sources = [source(f"{number}.txt", number) for number in range(5)]
    for each in sources:
        write(tmp_path, each.path)
    sources[3] = Deadly(3, "3.txt", "320682")
    read = partial(read_source, raw_dir=tmp_path, regions=REGIONS)
    documents = [tables["documents"][0] for tables in _readings(sources, read, 2)]
    assert [(each["path"], each["status"]) for each in documents] == [
        (f"{number}.txt", "refused" if number == 3 else "loaded") for number in range(5)
    ]


def test_two_processes_read_the_same(tmp_path):
    names = [f"{number}.txt" for number in range(25)]
    for name in names:
        write(tmp_path, name, FORM.format(f"测试{name}"))
    listed = [source(name, at) for at, name in enumerate(names, 1)]
    alone, together = (read_all(listed, tmp_path, REGIONS, workers=workers) for workers in (1, 2))
    assert all(alone[name].equals(together[name]) for name in alone)
    assert len(alone["indicators"]) == 25


@pytest.mark.parametrize(
    "error", [StopIteration("甲"), KeyError("甲"), ValueError("甲"), RecursionError("甲")], ids=repr
)
def test_a_document_that_the_reader_fails_on_is_refused_and_the_others_are_read(tmp_path, monkeypatch, error):
    write(tmp_path, "bad.txt", FORM.format("乙"))
    write(tmp_path, "good.txt")
    read = collecting.document_rows

    def fails_on_one(source, *rest):
        if source.path == "bad.txt":
            raise error
        return read(source, *rest)

    monkeypatch.setattr(collecting, "document_rows", fails_on_one)
    tables = collect(tmp_path, source("bad.txt"), source("good.txt", 2))
    assert tables["documents"].select("path", "status").rows() == [("bad.txt", "refused"), ("good.txt", "loaded")]
    ((reason, path, what),) = tables["rejects"].select("reason_code", "path", "what").rows()
    assert (reason, path) == ("defect", "bad.txt")
    assert f"{type(error).__name__} in collect.read_source" in what
    assert "甲" not in what
