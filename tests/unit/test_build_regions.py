"""scripts/build_regions.py on a package of a few rows: every repair of the list, once."""

import csv
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]

PROVINCES = [
    ("11", "北京市"),
    ("13", "河北省"),
    ("41", "河南省"),
    ("44", "广东省"),
    ("62", "甘肃省"),
    ("23", "黑龙江省"),
]
CITIES = [
    ("1101", "市辖区", "11"),
    ("1302", "唐山市", "13"),
    ("4190", "省直辖县级行政区划", "41"),
    ("4419", "东莞市", "44"),
    ("6202", "嘉峪关市", "62"),
    ("2327", "大兴安岭地区", "23"),
]
AREAS = [
    ("110101", "东城区", "1101", "11"),
    ("130223", "滦县", "1302", "13"),
    ("130272", "唐山市汉沽管理区", "1302", "13"),
    ("130273", "唐山高新技术产业开发区", "1302", "13"),
    ("419001", "济源市", "4190", "41"),
    ("441900", "东莞市", "4419", "44"),
    ("620201", "嘉峪关市", "6202", "62"),
    ("232761", "加格达奇区", "2327", "23"),
]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_regions", ROOT / "scripts" / "build_regions.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def package(folder: Path, areas: list[tuple[str, ...]]) -> Path:
    tables = {
        "provinces": (("code", "name"), PROVINCES),
        "cities": (("code", "name", "provinceCode"), CITIES),
        "areas": (("code", "name", "cityCode", "provinceCode"), areas),
    }
    for name, (header, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows([header, *rows])
    return folder


@pytest.mark.parametrize(
    "region",
    [
        pytest.param(("110101", "东城区", "county", "110000"), id="district-of-a-municipality-under-the-province"),
        pytest.param(("110100", "北京市市辖区", "prefecture", "110000"), id="pseudo-city-named"),
        pytest.param(("419000", "河南省直辖县级行政区划", "prefecture", "410000"), id="list-of-counties-named"),
        pytest.param(("419001", "济源市", "county", "410000"), id="county-under-the-province"),
        pytest.param(("130223", "滦县", "county", "130200"), id="county-under-its-city"),
        pytest.param(("130272", "汉沽管理区", "zone", "130200"), id="zone-by-its-own-name"),
        pytest.param(("130273", "唐山高新技术产业开发区", "zone", "130200"), id="zone-that-needs-its-city"),
        pytest.param(("232761", "加格达奇区", "zone", "232700"), id="zone-without-a-seven"),
        pytest.param(("441900", "东莞市", "prefecture", "440000"), id="city-stands-once"),
        pytest.param(("620201", "嘉峪关市市辖区", "county", "620200"), id="urban-part-named"),
        pytest.param(("130000", "河北省", "province", ""), id="province"),
    ],
)
def test_region(script: ModuleType, tmp_path: Path, region: tuple[str, ...]) -> None:
    assert [row for row in script.build(package(tmp_path, AREAS)) if row[0] == region[0]] == [region]


def test_sorted_by_code(script: ModuleType, tmp_path: Path) -> None:
    codes = [row[0] for row in script.build(package(tmp_path, AREAS[::-1]))]
    assert codes == sorted(codes)


def test_code_twice_raises(script: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="stands twice"):
        script.build(package(tmp_path, [*AREAS, ("130223", "滦县", "1302", "13")]))
