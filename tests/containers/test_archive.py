"""Zips of documents, taken apart for whoever lists what is in them."""

import pytest

from dagster_project.errors import ReadingError
from dagster_project.reading.containers import read
from dagster_project.reading.containers.archive import documents_in
from dagster_project.reading.containers.limits import Limits

from .office import docx, p, packed, tbl, tr
from .seen import refused, rows


def test_the_documents_in_a_zip():
    data = packed(
        {
            "甲局/目标.docx": docx(tbl(tr("甲", "乙"))),
            "说明.txt": "正文",
            "空/": "",
            "__MACOSX/._x": "",
            "~$a.docx": "x",
        }
    )
    assert refused(data) == "archive"
    found = dict(documents_in(data))
    assert list(found) == ["甲局/目标.docx", "说明.txt"]
    assert rows(read(found["甲局/目标.docx"])) == [["甲", "乙"]]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\\\甲\\\\乙.txt", "C/甲/乙.txt"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("a\nb\x1b[31m.txt", "ab[31m.txt"),
        ("甲 乙.txt", "甲 乙.txt"),
        ("..", ""),
    ],
)
def test_names_that_are_safe_to_write(name, safe):
    assert [each for each, _ in documents_in(packed({name: "x"}))] == ([safe] if safe else [])


def test_names_as_a_chinese_windows_writes_them():
    name = "绩效目标.txt".encode("gb18030")
    stand_in = "x" * len(name)
    data = packed({stand_in: "正文"}).replace(stand_in.encode(), name)
    assert [(each, content.decode()) for each, content in documents_in(data)] == [("绩效目标.txt", "正文")]


def test_files_of_one_name_are_all_given():
    assert len(list(documents_in(packed({"a.txt": "1", "A.txt": "2"})))) == 2


def test_a_zip_in_a_zip_stays_one():
    inner = packed({"a.txt": "x"})
    assert dict(documents_in(packed({"b.zip": inner}))) == {"b.zip": inner}


def test_limits_hold_for_zips_of_documents():
    with pytest.raises(ReadingError):
        list(documents_in(packed({"a.txt": "测" * 5_000_000})))
    with pytest.raises(ReadingError):
        list(documents_in(packed({f"{n}.txt": p("x") for n in range(50)}), Limits(members=20)))
