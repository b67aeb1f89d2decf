"""docs/how-to is true when followed: its commands are run on a copy of the package, its lines put where it says."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from dagster_project.settings import ROOT
from dagster_project.warehouse import journal

from . import runs

PAGE = (ROOT / "docs" / "how-to" / "new-words.md").read_text(encoding="utf-8")
RUN = "from dagster_project.cli import main; main()"


@pytest.fixture
def copy(tmp_path):
    """A checkout as far as reading needs it."""
    for folder in ("dagster_project", "dbt/seeds"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def jixiao(copy, *arguments) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JIXIAO_")}
    return subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=copy,
        env={**kept, "COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


def taught() -> list[tuple[str, str, str]]:
    """File, list and spelling of the words that the page teaches."""
    words = re.findall(r"\| `(\w+\.toml)` \| `(\w+)` \| `(\w+)` \|", PAGE)
    assert len(words) == 2
    return words


def teach(copy, file: str, name: str, spelling: str) -> None:
    path = copy / "dagster_project" / "reading" / "vocabulary" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(f"\n{name} = [") >= 1
    path.write_text(text.replace(f"\n{name} = [", f'\n{name} = ["{spelling}", ', 1), encoding="utf-8")


def test_new_words_are_taught_as_the_page_says(copy):
    (document,) = blocks("markdown")
    before, after = blocks("text")
    (copy / "new.md").write_text(document, encoding="utf-8")
    shown = jixiao(copy, "show", "new.md").stdout
    assert all(line in shown for line in before.splitlines())
    for file, name, spelling in taught():
        teach(copy, file, name, spelling)
    shown = jixiao(copy, "show", "new.md").stdout
    assert after.strip() in shown
    assert "quarantined" not in shown
    assert "noted" not in shown
    assert "测试样本局" in shown
    added = jixiao(copy, "add", "new.md", "--region", "110101")
    assert added.returncode == 0, added.stdout + added.stderr
    assert "110101/2024/new.md,110101,测试样本局,2024" in (copy / "raw" / "sources.csv").read_text(encoding="utf-8")


def refreshed(copy) -> tuple[int, list[str]]:
    """After a refresh: how many documents it read, and the status of each in order."""
    done = jixiao(copy, "refresh")
    assert done.returncode == 0, done.stdout + done.stderr
    documents = "select status from marts.dim_document where status is not null order by path"
    statuses = runs.query(copy / "warehouse" / "jixiao.duckdb", documents)
    record = journal.records(copy / "warehouse" / "journal.jsonl")[-1]
    return record["documents_read"], [status for (status,) in statuses]


def test_the_next_refresh_reads_the_documents_that_print_the_new_words_and_no_other(copy):
    shutil.copytree(ROOT / "dbt", copy / "dbt", dirs_exist_ok=True)
    (copy / "expectations").mkdir()  # gates have tests of their own
    (copy / "raw").mkdir()
    (document,) = blocks("markdown")
    known = (
        document.replace("目标要求值", "目标值").replace("部门规范名称", "部门名称").replace("测试样本", "测试另样本")
    )
    for name, text in {"known.md": known, "new.md": document}.items():
        (copy / "raw" / name).write_text(text, encoding="utf-8")
    lines = [f"{name},110101,2024,2024-02-01\n" for name in ("known.md", "new.md")]
    header = "path,region_code,fiscal_year,published_on\n"
    (copy / "raw" / "sources.csv").write_text(header + "".join(lines), encoding="utf-8")
    assert refreshed(copy) == (2, ["loaded", "quarantined"])
    for file, name, spelling in taught():
        teach(copy, file, name, spelling)
    assert refreshed(copy) == (1, ["loaded", "loaded"])
    assert "Nothing is new" in jixiao(copy, "refresh").stdout


def test_files_that_the_pages_name_are_there():
    folder = ROOT / "dagster_project" / "reading" / "vocabulary"
    named = set(re.findall(r"`(\w+\.toml)`", PAGE))
    assert named
    assert [name for name in named if not (folder / name).exists()] == []
