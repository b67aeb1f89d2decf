"""`jixiao add`: what is recognised, and what must be told first."""

import shlex
from pathlib import Path

import pytest

from dagster_project.errors import OperatorError
from dagster_project.operations.add import Told, begin
from dagster_project.settings import Settings

from .files import HEAD, form, lines, paths, words, write


def test_a_document_is_copied_listed_and_shown(jixiao):
    done = jixiao(write("a b.txt"), "--region", "110101", "--published-on", "2025-03-01", "--title", '甲, "乙"')
    assert done.exit_code == 0, done.output
    assert Path("raw/110101/2024/a_b.txt").read_text(encoding="utf-8") == form()
    (line,) = lines()
    assert line == dict.fromkeys(HEAD.split(","), "") | {
        "path": "110101/2024/a_b.txt",
        "region_code": "110101",
        "department": "测试样本局",
        "fiscal_year": "2024",
        "title": '甲, "乙"',
        "published_on": "2025-03-01",
    }
    shown = words(done.output)
    for expected in (
        "container text",
        "forms 1 (1 self_evaluation)",
        "years 2024",
        "projects 1",
        "indicators 1",
        "scores 1",
    ):
        assert expected.split() in shown
    assert "read share 100.00%".split() in shown
    assert "Added as 110101/2024/a_b.txt." in done.output


def test_a_region_in_a_name_is_a_suggestion_and_nothing_is_written(jixiao):
    done = jixiao(write("a b.txt", form(department="长春市朝阳区测试样本局")))
    assert done.exit_code == 1
    assert not Path("raw").exists()
    assert "220104 吉林省 长春市 朝阳区".split() in words(done.output)
    assert "110105" not in done.output
    command = next(line for line in done.output.splitlines() if "jixiao add" in line)
    assert jixiao(*shlex.split(command)[2:]).exit_code == 0
    assert paths() == ["220104/2024/a_b.txt"]


def test_of_a_name_that_many_bear_all_are_suggested(jixiao):
    done = jixiao(write("a.txt", form(department="鼓楼区测试样本局")))
    assert done.exit_code == 1
    for code in ("320106", "320302", "350102", "410204"):
        assert f"jixiao add a.txt --region {code}" in done.output


def test_without_any_name_the_command_says_where_the_codes_are(jixiao):
    done = jixiao(write("a.txt"))
    assert done.exit_code == 1
    assert "regions.csv" in done.output
    assert "jixiao add a.txt --region CODE" in done.output


def test_files_of_different_regions_have_different_commands(jixiao):
    one, other = (write(f"{n}.txt", form(department=f"{n}测试样本局")) for n in ("如皋市", "海门区"))
    done = jixiao(one, other)
    assert f"jixiao add {one} --region 320682" in done.output
    assert f"jixiao add {other} --region 320614" in done.output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--region", "999999"], "nearest known"),
        (["--region", "如皋市"], "320682 江苏省 南通市 如皋市"),
        (["--region", "110101", "--year", "20224"], "20224"),
        (["--region", "110101", "--published-on", "2024-02-30"], "2024-02-30"),
    ],
)
def test_what_is_told_must_exist(tmp_path, options, said):
    told = dict(zip((each.lstrip("-").replace("-", "_") for each in options[::2]), options[1::2], strict=True))
    with pytest.raises(OperatorError, match=said):
        begin(Settings(raw_dir=tmp_path / "raw"), Told(**told))
    assert not (tmp_path / "raw").exists()


def test_a_year_that_is_not_printed_is_asked_for(jixiao):
    done = jixiao(write("2023年自评.txt", form(year="")), "--region", "110101")
    assert done.exit_code == 1
    assert not Path("raw").exists()
    assert "jixiao add 2023年自评.txt --region 110101 --year 2023" in done.output
    assert jixiao("2023年自评.txt", "--region", "110101", "--year", "2023").exit_code == 0
    assert (paths(), lines()[0]["fiscal_year"]) == (["110101/2023/2023年自评.txt"], "2023")


def test_year_and_department_only_fill_what_is_not_printed(jixiao):
    done = jixiao(write("a.txt"), "--region", "110101", "--year", "2022", "--department", "测试样本另局")
    assert done.exit_code == 0
    assert (lines()[0]["fiscal_year"], lines()[0]["department"]) == ("2024", "测试样本局")
    assert "--year says 2022, the forms print 2024" in done.output
    assert "--department says 测试样本另局" in done.output


def test_a_department_that_is_not_printed_may_be_told(jixiao):
    assert "say it with --department" in jixiao(write("a.txt", form(department="")), "--region", "110101").output
    assert (
        jixiao(write("b.txt", form("乙", department="")), "--region", "110101", "--department", "测试样本局").exit_code
        == 0
    )
    assert [line["department"] for line in lines()] == ["", "测试样本局"]


def test_another_region_than_the_names_say_is_a_warning(jixiao):
    done = jixiao(write("a.txt", form(department="如皋市测试样本局")), "--region", "110101")
    assert done.exit_code == 0
    assert "point to 320682" in done.output


def test_what_is_kept_out_is_added_and_told(jixiao):
    done = jixiao(write("a.txt", form().replace("实际完成值", "测试栏")), "--region", "110101")
    assert done.exit_code == 0
    assert "forms 1 (1 quarantined)".split() in words(done.output)
    assert "nearest known" in done.output
    assert "columns.toml" in done.output


@pytest.mark.parametrize(
    ("name", "content", "what_to_do"),
    [
        ("a.txt", "测试文字。", "look at it with `jixiao show`"),
        ("404.pdf", "<!DOCTYPE html><html><body>404 Not Found</body></html>", "fetch the document again"),
        ("b.rar", b"Rar!\x1a\x07\x00", "unpack"),
    ],
)
def test_a_document_without_a_form_is_neither_copied_nor_listed(jixiao, name, content, what_to_do):
    done = jixiao(write(name, content), write("good.txt"), "--region", "110101", "--year", "2024")
    assert done.exit_code == 1
    assert paths() == ["110101/2024/good.txt"]
    assert sorted(path.name for path in Path("raw").rglob("*.*")) == ["good.txt", "sources.csv"]
    (line,) = [line for line in done.output.splitlines() if "Not added" in line]
    assert what_to_do in line.lower()


def test_the_console_shows_what_rich_would_obey(jixiao):
    done = jixiao(write("a.txt", form(department="测试[red]局[/nope]")), "--region", "110101")
    assert "测试[red]局[/nope]" in done.output
