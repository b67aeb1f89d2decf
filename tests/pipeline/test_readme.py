"""The README's questions have the answers that it prints."""

import re
import runpy

import duckdb

from dagster_project.settings import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
ANSWERS = runpy.run_path(str(ROOT / "scripts" / "write_answers.py"))


def test_the_readme_answers_ten_questions_as_the_warehouse_does(good):
    assert len(re.findall(r"(?m)^```sql$", README)) == 10
    with duckdb.connect(good.settings.published_path, read_only=True) as published:
        assert ANSWERS["answered"](published, README) == README
