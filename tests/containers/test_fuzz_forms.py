"""Damaged documents of every container, read to their rows; damaged zips and lists: our own errors, in bounded time."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dagster_project.errors import OperatorError, ReadingError
from dagster_project.reading.collect import read_source
from dagster_project.reading.containers.limits import DEFAULT
from dagster_project.reading.manifest import NAME, Source, read_manifest
from dagster_project.reading.tables import frame
from dagster_project.reading.unpacking import documents_of
from dagster_project.settings import Settings

from .office import docx, p, packed, tbl, tc, tr, workbook, xls
from .papers import GRID, line, pages, table, title
from .test_fuzz import damaged, places, repacked

HEAD = ["项目支出绩效自评表", "（2024年度）"]
ROWS = [
    ["项目名称", "测试样本项目", "", "", "", "", ""],
    ["主管部门", "测试样本局", "实施单位", "测试样本站", "", "", ""],
    ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "得分"],
    ["", "年度资金总额", "12.5", "12.5", "10", "10", "8"],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "测试场次", "≥5场", "6场", "50", "50"],
    ["", "质量指标", "测试合格率", "≥98%", "97.5%", "40", "39"],
    ["总分", "", "", "", "", "100", "97"],
]
WIDTHS = [90, 65, 75, 65, 65, 40, 40]
SEEDS = sorted(path for path in Settings().raw_dir.rglob("*.txt"))
LONGEST = 10.0
SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def written(book):
    sheet = book.add_sheet("表")
    for at, row in enumerate(ROWS):
        for col, text in enumerate(row):
            sheet.write(at, col, text)


def html():
    rows = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in ROWS)
    return f"<html><body>{''.join(f'<p>{text}</p>' for text in HEAD)}<table>{rows}</table></body></html>".encode()


WHOLE = {
    "word": docx("".join(map(p, HEAD)) + tbl(*(tr(*map(tc, row)) for row in ROWS))),
    "excel": workbook(lambda book: [book.active.append(row) for row in [HEAD, *ROWS]]),
    "xls": xls(written),
    "html": html(),
    "csv": "\n".join(",".join(row) for row in [HEAD + [""] * 5, *ROWS]).encode("gb18030"),
    "markdown": "\n".join(["# " + HEAD[0], "", *(f"| {' | '.join(row)} |" for row in [ROWS[0], ["---"] * 7, *ROWS[1:]])]).encode(),
    "pdf": pages(title(), line(HEAD[1]), table(ROWS, WIDTHS, GRID)),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("raw")


def check_rows(data, folder):
    """The rows of a document fit their tables, and whatever was not loaded has a reason; soon enough."""
    (folder / "a").write_bytes(data)
    began = time.monotonic()
    tables = read_source(Source(1, "a", "320682", fiscal_year="2024"), folder, {"320682": "甲"})
    assert time.monotonic() - began < LONGEST
    assert all(frame(name, rows).height == len(rows) for name, rows in tables.items())
    (document,) = tables["documents"]
    assert document["status"] == "loaded" or tables["rejects"]
    assert "reader_fell" not in [reject["reason_code"] for reject in tables["rejects"]]
    return document["status"]


@pytest.mark.parametrize("name", WHOLE)
def test_they_are_read_while_they_are_whole(name, folder):
    assert check_rows(WHOLE[name], folder) == "loaded"


@pytest.mark.parametrize("name", WHOLE)
@given(changes=places, end=st.floats(0.1, 1))
@SOME
def test_damaged_files_become_rows_or_a_reason(name, folder, changes, end):
    data = damaged(WHOLE[name], changes)
    check_rows(data[: max(int(len(data) * end), 1)], folder)


@pytest.mark.parametrize(
    ("name", "part"),
    [("word", "word/document.xml"), ("excel", "xl/worksheets/sheet1.xml"), ("excel", "xl/sharedStrings.xml")],
)
@given(changes=places)
@SOME
def test_damaged_parts_become_rows_or_a_reason(name, part, folder, changes):
    check_rows(repacked(WHOLE[name], part, lambda content: damaged(content, changes)), folder)


@given(data=st.data())
@SOME
def test_damaged_seeds_become_rows_or_a_reason(folder, data):
    text = data.draw(st.sampled_from(SEEDS)).read_bytes()
    start = data.draw(st.integers(0, len(text)))
    check_rows(damaged(text[start : start + 20_000], data.draw(places)), folder)


@given(data=st.data())
@SOME
def test_shuffled_lines_of_seeds_become_rows_or_a_reason(folder, data):
    lines = data.draw(st.sampled_from(SEEDS)).read_text(encoding="utf-8").splitlines()
    start = data.draw(st.integers(0, len(lines)))
    shuffled = data.draw(st.permutations(lines[start : start + 60]))
    check_rows("\n".join(shuffled).encode(), folder)


@given(changes=places, end=st.floats(0.01, 1))
@SOME
def test_damaged_zips_are_documents_or_refused(changes, end):
    data = damaged(packed({"甲/a.txt": "甲" * 500, "b.docx": WHOLE["word"]}), changes)
    try:
        found = list(documents_of(data[: max(int(len(data) * end), 1)], DEFAULT))
    except ReadingError as error:
        assert error.what_to_do  # noqa: PT017 - either outcome is one
    else:
        assert all(isinstance(content, bytes) and ".." not in Path(name).parts for name, content in found)


@given(st.binary(max_size=200))
@example(b"path,region_code\n\x00,1\n")
@example(b'path,region_code\n"a')
@SOME
def test_any_list_is_read_or_one_line_says_why(tmp_path, data):
    (tmp_path / NAME).write_bytes(data)
    try:
        found = read_manifest(tmp_path)
    except OperatorError as error:
        assert NAME in str(error)  # noqa: PT017 - either outcome is one
    else:
        assert all(source.path and source.region_code for source in found)
