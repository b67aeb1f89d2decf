"""The command, for the tests of this folder."""

import pytest
from typer.testing import CliRunner

from dagster_project.cli import app


@pytest.fixture
def jixiao(tmp_path, monkeypatch):
    """The command `add` over an empty folder of documents, run where the files lie."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIXIAO_RAW_DIR", str(tmp_path / "raw"))
    monkeypatch.setenv("COLUMNS", "200")
    return lambda *arguments: CliRunner().invoke(app, ["add", *arguments], catch_exceptions=False)
