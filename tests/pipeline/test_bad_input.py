"""Everything in the list of bad input ends in rejects with what to do, or is read; nothing hangs, nothing is lost."""

import time

import pytest

from dagster_project.reading.collect import read_all
from dagster_project.reading.manifest import Source

from .bad_input import CASES, SIGNED, Bad

REGIONS = {"320682": "甲", "320681": "乙"}


def put(folder, bad: Bad, number: int = 1) -> Source:
    if bad.content is not None:
        path = folder / bad.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(bad.content)
    return Source(number, bad.path, **{"region_code": "320682", "fiscal_year": "2024", **bad.line})


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: ascii(bad.path))
def test_a_bad_file_is_told_of_or_read(tmp_path, bad):
    raw = tmp_path / "raw"
    raw.mkdir()
    listed = [put(raw, bad)]
    if bad.reason == "duplicate_content":
        listed = [put(raw, next(each for each in CASES if each.content == bad.content)), Source(2, bad.path, "320682")]
    began = time.process_time()
    tables = read_all(listed, raw, REGIONS)
    assert time.process_time() - began < 10
    found = tables["rejects"].select("reason_code", "what_to_do").rows()
    assert [reason for reason, _ in found] == ([bad.reason] if bad.reason else [])
    assert all(bad.said in todo for _, todo in found)
    if bad.reason is None:
        assert tables["documents"]["status"].to_list() == ["loaded"]
        assert len(tables["indicators"]) >= 1


def test_signs_that_sheets_calculate_with_stay_text(tmp_path):
    (bad,) = [each for each in CASES if each.path == "cells.csv"]
    tables = read_all([put(tmp_path, bad)], tmp_path, REGIONS)
    assert tables["indicators"]["level3_printed"].to_list()[1:] == SIGNED
    assert tables["forms"]["project_name_printed"].to_list() == ["=cmd()|测试"]
