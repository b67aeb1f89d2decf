"""Keeping: what is taken from an earlier reading equals what would be read now, and only what changed is read."""

import random
from dataclasses import replace
from itertools import permutations

import polars as pl
import pytest

from dagster_project.reading.collect import Reader, assembled, first_of_paths, joined, read_all, read_documents
from dagster_project.reading.keeping import planned
from dagster_project.reading.looking import look
from dagster_project.reading.manifest import Source
from dagster_project.reading.tables import SCHEMAS

from .test_collect import FORM, REGIONS, source, write


class Folder:
    """A folder of documents that is refreshed again and again, with what it has kept."""

    def __init__(self, path) -> None:
        self.path, self.kept, self.read = path, {}, []

    def refresh(self, *listed: Source, year: int | None = None) -> dict[str, pl.DataFrame]:
        contents = look([each.path for each in listed], self.path, 10_000, self.path / ".looked")
        plan = planned(first_of_paths(listed), contents, self.kept, REGIONS, year)
        self.read = [each.path for each in plan.read]
        self.kept = joined(plan.take(self.kept), read_documents(plan.read, Reader(self.path, REGIONS)))
        return assembled(listed, self.kept)

    def anew(self, *listed: Source) -> dict[str, pl.DataFrame]:
        return read_all(listed, self.path, REGIONS)


@pytest.fixture
def folder(tmp_path) -> Folder:
    for number, name in enumerate(("a.txt", "b.txt", "c.txt"), 2022):
        write(
            tmp_path,
            name,
            FORM.format(f"测试{name}\n项目负责人\t测试某{name[0]}\n年度目标\t测试某{name[0]}完成{number}万元"),
        )
    return Folder(tmp_path)


A, B, C = (source(name, at, fiscal_year=str(2021 + at)) for at, name in enumerate(("a.txt", "b.txt", "c.txt"), 1))


def equal(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> bool:
    assert one.keys() == other.keys()
    return [name for name in one if not one[name].equals(other[name])] == [] and all(
        one[name].schema == SCHEMAS[name] for name in one
    )


def test_nothing_is_read_twice(folder):
    first = folder.refresh(A, B, C)
    assert folder.read == ["a.txt", "b.txt", "c.txt"]
    assert equal(folder.refresh(A, B, C), first)
    assert folder.read == []
    assert equal(first, folder.anew(A, B, C))


def test_only_the_changed_document_is_read(folder):
    folder.refresh(A, B, C)
    write(folder.path, "b.txt", FORM.format("另一个"))
    again = folder.refresh(A, B, C)
    assert folder.read == ["b.txt"]
    assert equal(again, folder.anew(A, B, C))


def test_a_corrected_line_is_read_again_only_where_the_reading_depends_on_it(folder):
    folder.refresh(A, B, C)
    renamed = replace(A, title="另一个", published_on="2024-03-01", department="[602]测试样本局", region_code="320681")
    assert equal(folder.refresh(renamed, B, C), folder.anew(renamed, B, C))
    assert folder.read == []
    other_year = replace(B, fiscal_year="2020")
    assert equal(folder.refresh(renamed, other_year, C), folder.anew(renamed, other_year, C))
    assert folder.read == ["b.txt"]


def test_a_line_that_is_out_of_order_refuses_what_was_read(folder):
    folder.refresh(A, B, C)
    for wrong in (replace(A, region_code="1"), replace(A, fiscal_year="24"), replace(A, published_on="x")):
        assert equal(folder.refresh(wrong, B, C), folder.anew(wrong, B, C))
        assert folder.read == ["a.txt"]


def test_what_was_refused_is_tried_again(folder):
    listed = (A, source("missing.txt", 2))
    folder.refresh(*listed)
    assert equal(folder.refresh(*listed), folder.anew(*listed))
    assert folder.read == ["missing.txt"]
    write(folder.path, "missing.txt")
    assert equal(folder.refresh(*listed), folder.anew(*listed))
    assert folder.read == ["missing.txt"]


def test_a_content_listed_twice_serves_once_whoever_is_first(folder):
    write(folder.path, "d.txt", (folder.path / "a.txt").read_bytes())
    one, two = source("a.txt", 1), source("d.txt", 2)
    other, another = source("d.txt", 1), source("a.txt", 2)
    for listed in ((one, two), (other, another), (two,), (one, two)):
        assert equal(folder.refresh(*listed), folder.anew(*listed))


def test_a_contact_of_a_new_document_marks_the_prose_of_an_old_one(folder):
    write(folder.path, "d.txt", FORM.format("丁\n年度目标\t由测试某乙完成"))
    write(folder.path, "e.txt", FORM.format("戊\n项目负责人\t测试某乙"))
    one, two = source("d.txt", 1), source("e.txt", 2)
    assert folder.refresh(one)["sections"]["has_person_name"].to_list() == [False]
    assert folder.refresh(one, two)["sections"]["has_person_name"].to_list() == [True]
    assert folder.refresh(one)["sections"]["has_person_name"].to_list() == [False]


@pytest.mark.parametrize("order", list(permutations([2022, 2023, 2024])))
def test_years_read_in_any_order_are_one_full_reading(folder, order):
    for at, year in enumerate(order, 1):
        tables = folder.refresh(A, B, C, year=year)
        assert folder.read == [f"{'abc'[year - 2022]}.txt"]
        assert tables["documents"].height == at
    assert equal(tables, folder.anew(A, B, C))


def test_a_year_alone_leaves_the_other_years_as_they_were(folder):
    without_year = source("d.txt", 4, fiscal_year="")
    write(folder.path, "d.txt")
    before = folder.refresh(A, B, C, without_year)
    for name in ("a.txt", "b.txt"):
        write(folder.path, name, FORM.format("另一个"))
    after = folder.refresh(A, B, without_year, year=2022)
    assert folder.read == ["a.txt"]
    contents = dict(after["documents"].select("path", "sha256").rows())
    old = dict(before["documents"].select("path", "sha256").rows())
    assert [path for path in contents if contents[path] != old[path]] == ["a.txt"]
    assert equal(folder.refresh(A, B, without_year), folder.anew(A, B, without_year))
    assert folder.read == ["b.txt"]


def test_any_history_of_a_folder_gives_what_is_read_anew(folder):
    chance = random.Random(5)
    names = ["a.txt", "b.txt", "c.txt", "d.txt", "e.txt"]
    for _ in range(40):
        write(
            folder.path,
            chance.choice(names),
            FORM.format(chance.choice(["甲\n项目负责人\t测试某甲", "乙", "测试某甲"])),
        )
        listed = chance.sample(names, chance.randrange(1, 6))
        year = chance.choice(["2023", "2024", "", "24"])
        lines = [source(name, at, fiscal_year=year if name == "b.txt" else "2024") for at, name in enumerate(listed, 1)]
        tables = folder.refresh(*lines)
        assert equal(tables, folder.anew(*lines))
