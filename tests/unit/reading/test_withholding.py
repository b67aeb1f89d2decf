"""Withholding: a form that names a person in a cell is kept out, prose is marked, everybody else is loaded."""

import pytest

from dagster_project.reading.collect import read_all
from dagster_project.reading.manifest import Source

REGIONS = {"320682": "如皋市", "320681": "启东市", "130272": "汉沽管理区"}
MOBILE = "138" + "0" * 8  # invented, as all of it
FORM = """项目支出绩效目标表

项目名称\t测试{name}项目
项目负责人\t{contact}
年度目标\t{goal}
项目资金（万元）\t年度资金总额：\t{amount}
一级指标\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t{indicator}\t≥5场
"""
PLAIN = {"name": "甲", "contact": "", "goal": "做好测试", "amount": "10", "indicator": "测试场次"}


@pytest.fixture
def collect(tmp_path):
    """The raw tables of documents, each given as a region and what its form prints."""

    def read(*documents: tuple[str, dict[str, str]]) -> dict:
        sources = []
        for number, (region, printed) in enumerate(documents, 1):
            path = tmp_path / f"{number}.txt"
            path.write_text(FORM.format(**PLAIN | printed), encoding="utf-8")
            sources.append(Source(number, path.name, region, fiscal_year="2024"))
        return read_all(sources, tmp_path, REGIONS)

    return read


def statuses(tables) -> list[str]:
    return tables["documents"].sort("manifest_no")["status"].to_list()


@pytest.mark.parametrize(
    ("contact", "other", "found"),
    [
        pytest.param(
            "测试某甲", {"indicator": "测试某甲调解场次"}, ["loaded", "quarantined"], id="name-in-a-cell-of-another"
        ),
        pytest.param("高峰", {"indicator": "高峰期通行效率"}, ["loaded", "loaded"], id="word-in-another"),
        pytest.param("高峰", {"indicator": "通行效率（高峰）"}, ["loaded", "quarantined"], id="short-name-alone"),
        pytest.param(
            "高峰", {"indicator": "高峰主任接访场次"}, ["loaded", "quarantined"], id="short-name-with-a-title"
        ),
        pytest.param("会计", {"indicator": "会计"}, ["loaded", "loaded"], id="function"),
        pytest.param("2612345", {"indicator": "热线2612345接听率"}, ["loaded", "quarantined"], id="number-in-a-cell"),
        pytest.param("2612345", {"amount": "2612345"}, ["loaded", "loaded"], id="sum"),
        pytest.param(MOBILE, {"amount": MOBILE}, ["loaded", "quarantined"], id="mobile-in-the-place-of-a-sum"),
        pytest.param("", {"indicator": f"咨询{MOBILE}"}, ["loaded", "quarantined"], id="number-of-nobody"),
        pytest.param("测试某甲", {"name": "测试某甲工作室"}, ["loaded", "quarantined"], id="name-of-the-project"),
    ],
)
def test_a_cell_that_names_a_person_keeps_its_form_out_and_no_other(collect, contact, other, found):
    tables = collect(("320682", {"contact": contact}), ("320681", other))
    assert statuses(tables) == found
    assert tables["forms"]["status"].to_list() == found
    assert tables["rejects"]["reason_code"].to_list() == ["names_a_person"] * found.count("quarantined")
    loaded = found.count("loaded")
    assert [tables[name].height for name in ("indicators", "fund_lines", "sections")] == [loaded] * 3
    assert tables["documents"]["forms_quarantined"].sum() == 2 - loaded
    out = tables["forms"].filter(status="quarantined")
    assert out["project_name_printed"].null_count() == out.height


def test_a_short_name_inside_a_word_keeps_its_own_form_out(collect):
    tables = collect(("320682", {"contact": "高峰", "indicator": "高峰期通行效率"}), ("320682", {"name": "乙"}))
    assert statuses(tables) == ["quarantined", "loaded"]
    ((reason, path, form_no, locator, what),) = (
        tables["rejects"].select("reason_code", "path", "form_no", "locator", "what").rows()
    )
    assert (reason, path, form_no, locator) == ("names_a_person", "1.txt", 1, "line:8")
    assert "高峰" not in what


@pytest.mark.parametrize(
    ("goal", "marked"),
    [
        pytest.param("请高峰牵头办理", {"320682": True, "320681": False}, id="short-name-in-prose-of-its-region"),
        pytest.param("由测试某甲牵头", {"320682": True, "320681": True}, id="name"),
        pytest.param("电话2612345", {"320682": True, "320681": True}, id="number-without-its-area-code"),
        pytest.param(f"咨询{MOBILE}", {"320682": True, "320681": True}, id="number-of-nobody"),
        pytest.param("做好测试", {"320682": False, "320681": False}, id="nobody"),
    ],
)
def test_prose_that_names_a_person_is_marked(collect, goal, marked):
    given = [
        ("320682", {"contact": "高峰、测试某甲 0513-2612345"}),
        *((each, {"goal": goal, "name": f"区{each}"}) for each in marked),
    ]
    tables = collect(*given)
    assert statuses(tables) == ["loaded"] * 3
    assert tables["sections"]["has_person_name"].to_list()[1:] == list(marked.values())


def test_what_cells_of_two_other_regions_hold_is_a_word(collect):
    cells = {"indicator": "测试巡查"}
    tables = collect(
        ("320682", {"contact": "测试巡查"}),
        ("320681", cells),
        ("130272", cells | {"name": "乙"}),
        ("320682", {"name": "丙"}),
    )
    assert tables["contacts"].select("kind", "value").rows() == [("word", "测试巡查")]
    assert statuses(tables) == ["loaded"] * 4
    assert statuses(collect(("320682", {"contact": "测试巡查"}), ("320681", cells))) == ["loaded", "quarantined"]
