"""Arbitrary bytes and damaged files: a document or a refusal, never another error, never a wait."""

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dagster_project.reading.document import Document

from .office import docx, p, tbl, tc, tr, workbook, xls
from .papers import GRID, pages, table, title
from .seen import read_or_refused

HEADS = [
    b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>", b"\xff\xfe", b"\xef\xbb\xbf",
    b"| a | b |\n|---|---|\n", b"MIME-Version: 1.0\nContent-Type: text/html\n\n", b"a,b,c\n", b"{\\rtf", b"<?xml version='1.0'?>",
]  # fmt: skip

WHOLE = {
    "word": docx(p("前") + tbl(tr(tc("甲", '<w:gridSpan w:val="2"/>'), "乙"), tr("1", "2", "3"))),
    "excel": workbook(lambda book: [book.active.append([n, n / 7, f"甲{n}", f"={n}"]) for n in range(20)]),
    "xls": xls(lambda book: [book.add_sheet("甲").write(n, n % 3, n / 7) for n in range(1)]),
    "html": b"<html><table><tr><td rowspan=2>a</td><td>1</td></tr><tr><td>2</td></tr></table><p>x</p></html>",
    "csv": '项目,预算数,执行数\n甲,"1,000.50",3\n乙,2,4\n'.encode("gb18030"),
    "pdf": pages(title(), table([["绩效指标", "1"], ["甲", "≥98%"]], [80, 80], GRID)),
}
MANY = settings(max_examples=150, deadline=None)
SOME = settings(max_examples=40, deadline=None)

places = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 12)), max_size=12)


def is_settled(found):
    """A document, or a refusal that a reader gave: none fell over it, none said nothing."""
    return isinstance(found, Document) or found not in ("reader_fell", "says nothing")


def damaged(data, changes):
    """A file with some of its bytes replaced by others."""
    for where, put, cut in changes:
        at = int(where * len(data))
        data = data[:at] + put + data[at + cut :]
    return data


def repacked(data, name, change):
    """An Office file with one of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return file.getvalue()


@given(st.sampled_from(HEADS), st.binary(max_size=300))
@example(b"", b"\x00")
@MANY
def test_any_bytes(head, data):
    assert is_settled(read_or_refused(head + data))


@given(st.text(max_size=200))
@MANY
def test_any_text(text):
    found = read_or_refused(text.encode("utf-8", "surrogatepass"))
    assert is_settled(found)


@given(st.text(alphabet="<>/=\"' \n\t|-,;tabledrhp12&#x甲", max_size=200))
@MANY
def test_texts_of_marks(text):
    assert is_settled(read_or_refused(f"<table>{text}".encode()))


@pytest.mark.parametrize("name", WHOLE)
@given(changes=places, end=st.floats(0.01, 1))
@SOME
def test_damaged_files(name, changes, end):
    data = damaged(WHOLE[name], changes)
    assert is_settled(read_or_refused(data[: max(int(len(data) * end), 1)]))


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("word", "word/document.xml"),
        ("excel", "xl/workbook.xml"),
        ("excel", "xl/styles.xml"),
        ("excel", "xl/sharedStrings.xml"),
        ("excel", "xl/worksheets/sheet1.xml"),
        ("excel", "xl/_rels/workbook.xml.rels"),
    ],
)
@given(changes=places)
@SOME
def test_damaged_parts_of_office_files(name, part, changes):
    data = repacked(WHOLE[name], part, lambda content: damaged(content, changes))
    assert is_settled(read_or_refused(data))
