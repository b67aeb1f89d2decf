"""Settings: one visible default each, checked at start, one line where a value cannot be used."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from dagster_project.errors import OperatorError
from dagster_project.reading.containers.limits import DEFAULT
from dagster_project.settings import PREFIX, ROOT, Settings, load_settings, rows


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch):
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


def test_without_variables_everything_lies_in_the_checkout():
    settings = load_settings()
    assert settings.raw_dir == ROOT / "raw"
    assert settings.published_path == ROOT / "warehouse" / "jixiao.duckdb"
    assert (settings.keep_versions, settings.threads, settings.log_level) == (5, 2, "INFO")


def test_without_variables_the_limits_are_those_of_the_reader():
    assert load_settings().limits == DEFAULT


def test_documents_are_read_by_as_many_processes_as_there_are_processors(monkeypatch):
    assert load_settings().workers == min(len(os.sched_getaffinity(0)), 16)
    monkeypatch.setenv("JIXIAO_READERS", "3")
    assert load_settings().workers == 3


def test_limits_per_document_are_settings(monkeypatch):
    given = {"MEGABYTES": "3", "PAGES": "40", "CELLS": "500", "SECONDS": "6"}
    for name, value in given.items():
        monkeypatch.setenv(f"JIXIAO_DOCUMENT_{name}", value)
    monkeypatch.setenv("JIXIAO_READER_MEGABYTES", "700")
    limits = load_settings().limits
    assert (limits.file_bytes, limits.pages, limits.cells) == (3_000_000, 40, 500)
    assert (limits.seconds, limits.silent_seconds, limits.memory_bytes) == (6, 6, 700_000_000)


@pytest.mark.parametrize("folder", ["with blank", "绩效 仓库", "a'b\"c&d"])
def test_a_folder_may_have_any_name(monkeypatch, tmp_path, folder):
    monkeypatch.setenv("JIXIAO_WAREHOUSE_DIR", str(tmp_path / folder))
    assert load_settings().private_path == tmp_path / folder / "private.duckdb"


def test_a_relative_folder_is_that_of_the_caller(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JIXIAO_RAW_DIR", "documents")
    assert load_settings().raw_dir == tmp_path / "documents"


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    monkeypatch.setenv("JIXIAO_RAW_DIR", "")
    monkeypatch.setenv("JIXIAO_KEEP_VERSIONS", "")
    assert load_settings() == Settings()


def test_a_level_may_be_written_small(monkeypatch):
    monkeypatch.setenv("JIXIAO_LOG_LEVEL", "debug")
    assert load_settings().log_level == "DEBUG"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("JIXIAO_KEEP_VERSIONS", "0"),
        ("JIXIAO_KEEP_VERSIONS", "five"),
        ("JIXIAO_THREADS", "-1"),
        ("JIXIAO_DOCUMENT_PAGES", "0"),
        ("JIXIAO_READER_MEGABYTES", "10"),
        ("JIXIAO_THREADS", "1.5"),
        ("JIXIAO_LOG_LEVEL", "loud\nand clear"),
    ],
)
def test_a_value_that_cannot_be_used_is_told_in_one_line(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(OperatorError) as told:
        load_settings()
    line = str(told.value)
    assert line.startswith(f"{variable} is ")
    assert "docs/settings.md" in line
    assert "\n" not in line
    assert told.value.exit_code == 1


def test_a_name_that_is_no_setting_is_a_defect_of_the_caller():
    with pytest.raises(ValidationError):
        Settings(raw_folder=Path("raw"))


def test_settings_do_not_change():
    with pytest.raises(ValidationError):
        Settings().threads = 3


def test_the_table_for_the_docs_names_no_machine():
    assert {row["variable"] for row in rows()} >= {"JIXIAO_RAW_DIR", "JIXIAO_WAREHOUSE_DIR"}
    assert [row for row in rows() if str(ROOT) in str(row)] == []
