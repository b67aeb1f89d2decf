"""Region codes: loading the two seeds, and the nearest codes of a wrong one."""

from pathlib import Path

import pytest

from dagster_project.reading.regions import load_regions, nearest_regions

REGIONS = {
    "130200": "唐山市",
    "130223": "滦县",
    "130272": "汉沽管理区",
    "320600": "南通市",
    "320623": "如东县",
    "320681": "启东市",
    "320682": "如皋市",
    "320685": "海安市",
    "341300": "宿州市",
    "350102": "鼓楼区",
    "320106": "鼓楼区",
}


def seed(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(["region_code,region_name,region_level,parent_code", *lines]) + "\n", encoding="utf-8")
    return path


def test_later_file_adds_and_wins(tmp_path: Path) -> None:
    listed = seed(tmp_path, "regions.csv", "320682,如皋县,county,320600", "341300,宿州市,prefecture,340000")
    changes = seed(tmp_path, "region_changes.csv", "320682,如皋市,,", "653228,和康县,,")
    assert load_regions(listed, changes) == {"320682": "如皋市", "341300": "宿州市", "653228": "和康县"}


def test_codes_stay_text(tmp_path: Path) -> None:
    assert list(load_regions(seed(tmp_path, "regions.csv", "010203,测试区,county,"))) == ["010203"]


def test_byte_order_mark_is_no_part_of_a_column(tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text("region_code,region_name\n320682,如皋市\n", encoding="utf-8-sig")
    assert load_regions(path) == {"320682": "如皋市"}


def test_missing_file_and_column_raise(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_regions(tmp_path / "none.csv")
    (tmp_path / "other.csv").write_text("code,name\n1,a\n", encoding="utf-8")
    with pytest.raises(KeyError):
        load_regions(tmp_path / "other.csv")


@pytest.mark.parametrize(
    ("code", "nearest"),
    [
        pytest.param("320683", ["320682", "320681", "320685"], id="last-digit-wrong"),
        pytest.param("320699", ["320685", "320682", "320681"], id="same-prefecture-nearer-number"),
        pytest.param("130273", ["130272", "130223", "130200"], id="one-digit-wrong-before-two"),
        pytest.param("如皋市", ["320682"], id="name-for-code"),
        pytest.param("鼓楼区", ["320106", "350102"], id="ambiguous-name-gives-all"),
    ],
)
def test_nearest(code: str, nearest: list[str]) -> None:
    assert nearest_regions(code, REGIONS) == nearest


def test_swapped_digits_are_one_slip() -> None:
    assert nearest_regions("320628", {"320682": "如皋市", "320602": "崇川区", "320611": "港闸区"})[0] == "320682"


@pytest.mark.parametrize("code", ["", "abc", "3206", "32068200", "²³", "３２０６８２"])
def test_any_text_gives_known_codes(code: str) -> None:
    found = nearest_regions(code, REGIONS, n=2)
    assert len(found) == 2
    assert set(found) <= set(REGIONS)


def test_no_regions_no_suggestion() -> None:
    assert nearest_regions("320682", {}) == []
