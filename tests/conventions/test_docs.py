"""What can be generated is generated, what can be checked is checked."""

import re
import runpy

import pytest

from dagster_project.settings import ROOT

from .tree import short, tracked

PAGES = runpy.run_path(str(ROOT / "scripts" / "write_docs.py"))["PAGES"]


@pytest.mark.parametrize("name", sorted(PAGES))
def test_generated_pages_are_up_to_date(name):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), "run `make docs`"


def test_links_lead_somewhere():
    pages = [path for path in tracked() if path.suffix == ".md"]
    assert pages
    links = [(path, link) for path in pages for link in re.findall(r"\]\(([^)#\s]+)", path.read_text(encoding="utf-8"))]
    local = [(path, link) for path, link in links if not re.match(r"[a-z]+:", link)]
    assert [f"{short(path)}: {link}" for path, link in local if not (path.parent / link).exists()] == []


def test_every_decision_has_its_date():
    text = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    headings = re.findall(r"(?m)^## (.*)$", text)
    assert headings
    assert [each for each in headings if not re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2} ", each)] == []


def test_the_readme_names_the_commands_and_ci_runs_the_tests():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make refresh" in readme
    assert "make test" in readme
    assert "make test-system" in readme
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-2:] == ["make test", "make test-system"]
