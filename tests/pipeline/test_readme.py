"""The questions of README and docs have the answers that the pages print."""

import re
import runpy

import duckdb
import pytest

from dagster_project.settings import ROOT

ANSWERS = runpy.run_path(str(ROOT / "scripts" / "write_answers.py"))


def test_the_readme_has_ten_questions():
    assert len(re.findall(r"(?m)^```sql$", (ROOT / "README.md").read_text(encoding="utf-8"))) == 10


@pytest.mark.parametrize("path", ANSWERS["PAGES"], ids=lambda path: path.name)
def test_a_page_answers_its_questions_as_the_warehouse_does(good, path):
    page = path.read_text(encoding="utf-8")
    assert "```sql" in page
    with duckdb.connect(good.settings.published_path, read_only=True) as published:
        assert ANSWERS["answered"](published, page) == page
