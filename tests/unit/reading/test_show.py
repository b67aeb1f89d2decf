"""What the reader sees of one file, as text for a terminal."""

import zipfile

import pytest

from dagster_project.errors import OperatorError
from dagster_project.reading.containers.limits import DEFAULT
from dagster_project.reading.show import STAGES, render

TEXT = (
    "项目支出绩效目标表\n\n项目名称\t测试样本\x1b[31m项目\n年度目标\t测试支出5万元\n"
    "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t测试场次\t≥5场\n\t\t测试人次\t9\n"
)


def shown(folder, stage: str, text: str = TEXT) -> list[str]:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    return render(path, stage, DEFAULT).splitlines()


def test_the_document_with_its_places(tmp_path):
    lines = shown(tmp_path, "document")
    assert lines[0] == "container text"
    assert lines[1].split() == ["line:1", "¶", "项目支出绩效目标表"]
    assert lines[-1].split("|")[0].strip() == "line:7"


def test_the_forms_with_what_was_counted(tmp_path):
    lines = shown(tmp_path, "forms")
    assert lines[0].startswith("form at line:1: ")
    assert ["indicators", "2"] in [line.split() for line in lines]


def test_the_rows_with_their_figures(tmp_path):
    (row,) = [line for line in shown(tmp_path, "rows") if "测试场次" in line]
    assert "target_printed=≥5场" in row
    assert "level2_code=quantity" in row


def test_why_a_form_is_quarantined(tmp_path):
    lines = shown(tmp_path, "forms", TEXT.replace("指标值", "测试栏"))
    assert any("quarantined: unknown_header at line:5 [测试栏]: " in line for line in lines)
    assert any("unread" in line and "9" in line for line in lines)


def test_control_characters_are_shown_as_what_they_are(tmp_path):
    for stage in STAGES:
        assert "\x1b" not in "".join(shown(tmp_path, stage))


@pytest.mark.parametrize("content", [b"", None])
def test_what_cannot_be_opened_is_the_operators(tmp_path, content):
    path = tmp_path / "a.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(OperatorError, match=r"a\.txt"):
        render(path, "forms", DEFAULT)


def test_every_document_of_a_zip_is_shown_under_its_name(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("甲局/\x1b[31ma.txt", TEXT)
        package.writestr("b.txt", b"")
        package.writestr("c.txt", TEXT)
    for stage in STAGES:
        lines = render(path, stage, DEFAULT).splitlines()
        assert [line for line in lines if line.startswith("document ")] == [
            "document 甲局/[31ma.txt",
            "document b.txt",
            "document c.txt",
        ]
        assert any("refused empty_file" in line for line in lines)
        assert len([line for line in lines if "≥5场" in line or "form at line:1:" in line]) >= 2


def test_a_zip_inside_a_zip_says_what_to_do(tmp_path):
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("in.zip", b"PK\x05\x06" + bytes(18))
    assert "jixiao add" in render(path, "forms", DEFAULT)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("测试文字。\n第二段。\n", "No form was recognised."),
        (
            "项目支出绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t指标1：\t\n",
            "A form without figures",
        ),
    ],
)
def test_a_file_of_which_nothing_would_be_loaded_says_why_and_how_it_begins(tmp_path, content, why):
    for stage in ("forms", "rows"):
        lines = shown(tmp_path, stage, content)
        assert why in lines[0]
        assert lines[1].strip() == "container text"
        assert content.splitlines()[0] in lines[2]
