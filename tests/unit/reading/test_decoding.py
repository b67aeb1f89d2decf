"""Which encoding a text is in, and what is no text at all."""

import codecs

import pytest

from dagster_project.errors import ReadingError
from dagster_project.reading import containers
from dagster_project.reading.document import Paragraph

TEXT = "测试样本项目绩效目标表"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="utf-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), id="utf-8-with-mark"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), id="utf-16-little"),
        pytest.param(codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), id="utf-16-big"),
        pytest.param(TEXT.encode("gb18030"), id="gb18030"),
    ],
)
def test_text_is_told_by_its_bytes(data):
    assert containers.read(data).blocks == (Paragraph(TEXT, "line:1"),)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty_file", id="empty"),
        pytest.param(b" \r\n\t\n", "empty_file", id="nothing-but-blanks"),
        pytest.param(bytes(range(256)) * 4, "not_text", id="every-byte"),
        pytest.param(b"\xff\xfe\x00\xd8\x00\xd8", "not_text", id="halves-of-characters"),
        pytest.param("测试".encode() + b"\x00" * 9, "not_text", id="nil-bytes"),
    ],
)
def test_what_cannot_be_opened_says_why_and_what_to_do(data, reason):
    with pytest.raises(ReadingError) as error:
        containers.read(data)
    assert error.value.reason_code == reason
    assert error.value.what
    assert error.value.what_to_do
