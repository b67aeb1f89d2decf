"""The list of documents: what it may look like, and what is said where it is broken."""

import codecs

import pytest

from dagster_project.errors import OperatorError
from dagster_project.reading.manifest import Source, read_manifest, unlisted


def write(folder, text: str, mark: bytes = b""):
    (folder / "sources.csv").write_bytes(mark + text.encode())
    return folder


def test_lines_in_order_trimmed_but_for_the_path(tmp_path):
    text = "path,region_code,fiscal_year\n甲 .txt, 320682 ,2024\n乙.txt,130272,\n"
    assert read_manifest(write(tmp_path, text)) == [
        Source(1, "甲 .txt", "320682", fiscal_year="2024"),
        Source(2, "乙.txt", "130272"),
    ]


def test_a_mark_at_its_beginning_is_borne(tmp_path):
    assert read_manifest(write(tmp_path, "path,region_code\na.txt,320682\n", codecs.BOM_UTF8)) == [
        Source(1, "a.txt", "320682")
    ]


def test_columns_may_stand_in_any_order_and_hold_commas_and_breaks(tmp_path):
    text = 'region_code,title,path\n320682,"测试,\n样本",a.txt\n'
    assert read_manifest(write(tmp_path, text)) == [Source(1, "a.txt", "320682", title="测试,\n样本")]


def test_a_list_without_lines_is_empty(tmp_path):
    assert read_manifest(write(tmp_path, "path,region_code\n")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "path", id="empty"),
        pytest.param("path\na.txt\n", "region_code", id="a-column-is-missing"),
        pytest.param("path,region_code,regoin\na.txt,320682,x\n", "regoin", id="a-column-nobody-reads"),
        pytest.param("path,region_code\na.txt,320682,2024\n", "entry 1", id="more-cells"),
        pytest.param("path,region_code\na.txt,320682\nb.txt\n", "entry 2", id="fewer-cells"),
        pytest.param("path,region_code\na.txt,\n", "region_code", id="an-empty-cell"),
        pytest.param('path,region_code\n"a.txt,320682\n', "sources.csv", id="an-open-quotation"),
    ],
)
def test_a_broken_list_is_the_operators(tmp_path, text, said):
    with pytest.raises(OperatorError) as error:
        read_manifest(write(tmp_path, text))
    assert said in str(error.value)
    assert "sources.csv" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_missing_list_and_one_in_another_encoding(tmp_path):
    with pytest.raises(OperatorError, match="missing"):
        read_manifest(tmp_path)
    (tmp_path / "sources.csv").write_bytes("path,region_code\n测试.txt,320682\n".encode("gb18030"))
    with pytest.raises(OperatorError, match="UTF-8"):
        read_manifest(tmp_path)


def test_files_that_are_not_listed(tmp_path):
    (tmp_path / "测试").mkdir()
    for name in ("a.txt", "测试/b.txt", "测试/c.txt", ".hidden"):
        (tmp_path / name).write_text("测试", encoding="utf-8")
    write(tmp_path, "path,region_code\na.txt,320682\n测试/b.txt,320682\n")
    assert unlisted(read_manifest(tmp_path), tmp_path) == ["测试/c.txt"]
