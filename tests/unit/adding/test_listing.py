"""`jixiao add`: what is written under the folder of documents and into its list, and what stays as it is."""

import csv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dagster_project.errors import OperatorError
from dagster_project.operations.add import Told, begin
from dagster_project.settings import Settings

from .files import form, paths, write, zipped


def test_the_same_content_is_listed_once(jixiao):
    assert jixiao(write("a.txt"), write("b.txt"), "--region", "110101").exit_code == 0
    done = jixiao("b.txt", "--region", "110101")
    assert done.exit_code == 0
    assert "listed already as 110101/2024/a.txt" in done.output
    assert paths() == ["110101/2024/a.txt"]


def test_nothing_is_overwritten(jixiao):
    for folder, name in (("甲", "测试甲"), ("乙", "测试乙")):
        Path(folder).mkdir()
        jixiao(write(f"{folder}/a.txt", form(name)), "--region", "110101")
    assert paths() == ["110101/2024/a.txt", "110101/2024/a-2.txt"]
    assert "测试甲" in Path("raw/110101/2024/a.txt").read_text(encoding="utf-8")
    assert "测试乙" in Path("raw/110101/2024/a-2.txt").read_text(encoding="utf-8")


def test_a_file_that_lies_there_already_is_listed_where_it_lies(jixiao):
    Path("raw/甲").mkdir(parents=True)
    assert jixiao(write("raw/甲/a.txt"), "--region", "110101").exit_code == 0
    assert paths() == ["甲/a.txt"]
    assert [path.name for path in Path("raw").rglob("*.txt")] == ["a.txt"]


@pytest.mark.parametrize(
    "before",
    [
        "\ufeffregion_code,path,fiscal_year,department\r\n110101,'old',,\r\n",
        'path,region_code,fiscal_year,department\n"a\nb",110101,,',
    ],
)
def test_the_lines_that_are_there_stay_byte_for_byte(jixiao, before):
    Path("raw").mkdir()
    Path("raw/sources.csv").write_bytes(before.encode())
    assert jixiao(write("a.txt"), "--region", "110101").exit_code == 0
    after = Path("raw/sources.csv").read_bytes()
    assert after.startswith(before.encode())
    assert after.endswith(b"\r\n" if b"\r\n" in before.encode() else b"\n")
    assert list(Path("raw").glob(".*")) == []


def test_a_list_that_is_none_is_left_alone(jixiao):
    Path("raw").mkdir()
    Path("raw/sources.csv").write_text("path,code\n", encoding="utf-8")
    with pytest.raises(OperatorError, match="no column region_code"):
        jixiao(write("a.txt"), "--region", "110101")
    assert Path("raw/sources.csv").read_text(encoding="utf-8") == "path,code\n"
    assert not Path("raw/110101").exists()


def test_a_column_that_is_lacking_is_named_and_no_copy_is_left(jixiao):
    Path("raw").mkdir()
    Path("raw/sources.csv").write_text("path,region_code\n", encoding="utf-8")
    with pytest.raises(OperatorError, match="no column department"):
        jixiao(write("a.txt"), "--region", "110101")
    assert list(Path("raw").rglob("*.txt")) == []


def test_every_document_of_a_zip_under_its_own_name(jixiao):
    inner = zipped(**{"c.txt": form("丙")})
    data = zipped(
        **{"甲局/a.txt": form("甲"), "../../b.txt": form("乙"), "~$a.docx": "x", "__MACOSX/._a": "x", "in.zip": inner}
    )
    done = jixiao(write("all.zip", data), "--region", "110101")
    assert done.exit_code == 1
    assert paths() == ["110101/2024/甲局/a.txt", "110101/2024/b.txt"]
    assert "all.zip: in.zip" in done.output
    assert "unpack" in done.output
    assert [path.name for path in Path().glob("*.txt")] == []


def test_what_cannot_be_read_is_not_copied_and_the_others_are_added(jixiao):
    done = jixiao(write("locked.zip", b"PK\x03\x04"), "missing.txt", ".", write("a.txt"), "--region", "110101")
    assert done.exit_code == 1
    assert paths() == ["110101/2024/a.txt"]
    assert done.output.count("Not added: ") == 3
    assert "Correct its name" in done.output


@pytest.mark.parametrize(
    "name",
    [
        "a b.txt",
        "a'b\"c.txt",
        "a\nb.txt",
        "*?[x].txt",
        "$(x)`y`.txt",
        "=1+1.txt",
        "[red]x[bold].txt",
        "-x.txt",
        "\x1b[31m甲.txt",
        "a\u202etxt.exe",
    ],
)
def test_odd_names_are_made_safe_and_the_command_shown_can_be_run(jixiao, name):
    write(name, form(year=""))
    argument = f"./{name}" if name.startswith("-") else name
    done = jixiao(argument, "--region", "110101")
    assert all(char.isprintable() for char in done.output.replace("\n", ""))
    assert "jixiao add" in done.output
    assert jixiao(argument, "--region", "110101", "--year", "2024").exit_code == 0
    (path,) = paths()
    assert not set(path) & set(" '\"\n*?[]$`()=<>|;&\x1b\u202e") - set("()")
    assert Path("raw", path).read_text(encoding="utf-8") == form(year="")


def test_two_at_once_lose_no_line(tmp_path):
    for number in range(16):
        (tmp_path / f"{number}.txt").write_text(form(f"测试{number}"), encoding="utf-8")
    settings = Settings(raw_dir=tmp_path / "raw")

    def add(number):
        return list(begin(settings, Told("110101")).add([tmp_path / f"{number}.txt", tmp_path / "0.txt"]))

    with ThreadPoolExecutor(8) as pool:
        looked = [each for found in pool.map(add, range(16)) for each in found]
    assert sum(each.listed.is_new for each in looked) == 16
    with (tmp_path / "raw" / "sources.csv").open(encoding="utf-8", newline="") as file:
        assert len({line["path"] for line in csv.DictReader(file)}) == 16
