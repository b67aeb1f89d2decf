"""What the dbt seeds hold: regions complete and consistent, functions of real names, levels as in the vocabulary."""

import csv
import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "dbt" / "seeds"
VOCABULARY = ROOT / "dagster_project" / "reading" / "vocabulary"

Rows = dict[str, dict[str, str]]


def rows(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


@pytest.fixture(scope="module")
def regions() -> Rows:
    return {row["region_code"]: row for row in rows("regions")}


@pytest.fixture(scope="module")
def changes() -> Rows:
    return {row["region_code"]: row for row in rows("region_changes")}


KEYS = {
    "attainment_phrases": ["phrase"],
    "check_words": ["word_kind"],
    "department_functions": ["priority", "name_pattern"],
    "direction_words": ["priority"],
    "indicator_level1": ["level1_code", "level1_name"],
    "indicator_level2": ["level2_code", "level2_name"],
    "money_units": ["printed", "factor"],
    "project_match_overrides": [],
    "project_themes": ["priority", "pattern"],
    "region_changes": ["region_code"],
    "regions": ["region_code"],
    "rules": ["rule_id", "title_zh", "title_en"],
    "years": ["fiscal_year"],
}


def test_every_seed_has_a_key() -> None:
    assert KEYS.keys() == {path.stem for path in SEEDS.glob("*.csv")}


@pytest.mark.parametrize(("seed", "key"), [(seed, key) for seed, keys in KEYS.items() for key in keys])
def test_key(seed: str, key: str) -> None:
    values = [row[key] for row in rows(seed)]
    assert "" not in values
    assert len(set(values)) == len(values)


def test_list_holds_all_of_it_once(regions: Rows) -> None:
    # The package has 31 provinces, 342 cities and 2,978 areas, three of which stand twice.
    levels = Counter(row["region_level"] for row in regions.values())
    assert len(regions) == len(rows("regions")) == 31 + 342 + 2978 - 3
    assert levels == {"province": 31, "prefecture": 342, "county": 2846, "zone": 129}


def test_no_region_is_called_by_a_word_for_a_list(regions: Rows) -> None:
    lists = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
    assert lists.isdisjoint(row["region_name"] for row in regions.values())


@pytest.mark.parametrize(
    ("code", "name", "level", "parent"),
    [
        ("320682", "如皋市", "county", "320600"),
        ("130272", "汉沽管理区", "zone", "130200"),
        ("341300", "宿州市", "prefecture", "340000"),
        ("441900", "东莞市", "prefecture", "440000"),
        ("442000", "中山市", "prefecture", "440000"),
        ("460400", "儋州市", "prefecture", "460000"),
        ("110101", "东城区", "county", "110000"),
        ("659001", "石河子市", "county", "650000"),
    ],
)
def test_region(regions: Rows, code: str, name: str, level: str, parent: str) -> None:
    assert regions[code] == {"region_code": code, "region_name": name, "region_level": level, "parent_code": parent}


@pytest.mark.parametrize(
    ("code", "name", "came", "went", "successor"),
    [
        ("130223", "滦县", "", "2018", "130284"),
        ("130284", "滦州市", "2018", "", ""),
        ("330104", "江干区", "", "2021", "330102"),
        ("330113", "临平区", "2021", "", ""),
        ("130521", "邢台县", "", "2020", "130503"),
        ("340221", "芜湖县", "", "2020", "340210"),
        ("410306", "吉利区", "", "2021", "410308"),
        ("540422", "米林县", "2015", "2023", "540481"),
        ("653228", "和康县", "2024", "", ""),
        ("653229", "和安县", "2024", "", ""),
    ],
)
def test_change(changes: Rows, code: str, name: str, came: str, went: str, successor: str) -> None:
    row = changes[code]
    assert (row["region_name"], row["valid_from_year"], row["valid_to_year"], row["successor_code"]) == (
        name,
        came,
        went,
        successor,
    )


def test_changes_name_regions_that_exist(regions: Rows, changes: Rows) -> None:
    known = regions.keys() | changes.keys()
    assert len(changes) == len(rows("region_changes"))
    assert {row["parent_code"] for row in changes.values()} - known <= {""}
    assert {row["successor_code"] for row in changes.values()} - known <= {""}


def test_changes_agree_with_the_list(regions: Rows, changes: Rows) -> None:
    for code in regions.keys() & changes.keys():
        assert changes[code]["region_name"] == regions[code]["region_name"]
        # The list is of mid-2023: what went before is not in it.
        assert int(changes[code]["valid_to_year"] or 9999) > 2023, code


def test_standing_codes_beyond_the_list(regions: Rows, changes: Rows) -> None:
    beyond = {code for code in changes.keys() - regions.keys() if not changes[code]["valid_to_year"]}
    newer = {code for code in beyond if int(changes[code]["valid_from_year"] or 0) > 2023}
    assert newer == {"500157", "653228", "653229"}
    # Districts of 三沙市 and what is no part of the statistics of the mainland.
    assert beyond - newer == {"460302", "460303", "710000", "810000", "820000"}


def test_successors_came_no_later_than_the_code_went(changes: Rows) -> None:
    for code, row in changes.items():
        heir = changes.get(row["successor_code"])
        if heir is not None and heir["valid_from_year"]:
            assert int(heir["valid_from_year"]) <= int(row["valid_to_year"]), code


def function_of(match_name: str) -> str:
    """Function code of a folded name without region, by the rules in their order."""
    rules = SEEDS / "department_functions.csv"
    found = duckdb.execute(
        "select function_code from read_csv(?, header = true) where ? like name_pattern order by priority limit 1",
        [str(rules), match_name],
    ).fetchone()
    return str(found[0]) if found else "other"


@pytest.mark.parametrize(
    ("match_name", "function_code"),
    [
        ("人力资源和社会保障局", "human_resources"),
        ("人社局", "human_resources"),
        ("社会保险基金管理中心", "human_resources"),
        ("劳动保障监察大队", "human_resources"),
        ("财政局", "finance"),
        ("教育体育局", "education"),
        ("卫健委", "health"),
        ("卫生健康局", "health"),
        ("卫计委", "health"),
        ("文化广电和旅游局", "culture_tourism"),
        ("文体广电和旅游局", "culture_tourism"),
        ("国土资源局", "natural_resources"),
        ("自然资源和规划局", "natural_resources"),
        ("环保局", "environment"),
        ("安监局", "emergency"),
        ("农委", "agriculture"),
        ("农业农村局", "agriculture"),
        ("工商行政管理局", "market_regulation"),
        ("市监局", "market_regulation"),
        ("医疗保障局", "healthcare_security"),
        ("退役军人事务局", "veterans"),
        ("数据局", "data_services"),
        ("发改委", "development_reform"),
        ("发展和改革委员会办公室", "development_reform"),
        ("工信局", "science_industry"),
        ("国有资产监督管理委员会", "state_assets"),
        ("公安局交通警察大队", "public_security"),
        ("交通运输综合执法大队", "transport"),
        ("环境卫生管理处", "urban_management"),
        ("委组织部", "party"),
        ("委办公室", "party"),
        ("网络安全和信息化委员会办公室", "party"),
        ("党校", "party"),
        ("人大常委会办公室", "peoples_congress"),
        ("政协委员会办公室", "cppcc"),
        ("人民政府办公室", "government_office"),
        ("人民政府", "government_office"),
        ("民政局", "civil_affairs"),
        ("人民法院", "court"),
        ("人民检察院", "procuratorate"),
        ("工商业联合会", "mass_organisations"),
        ("科学技术协会", "mass_organisations"),
        ("民建委员会", "democratic_parties"),
        ("棠溪镇人民政府", "township"),
        ("马踏镇", "township"),
        ("如城街道办事处", "township"),
        ("经济开发区管理委员会", "development_zone"),
        ("经济开发区财政局", "finance"),
        ("人民医院", "public_institution"),
        ("第一中学", "public_institution"),
        ("磨头镇卫生院", "public_institution"),
        ("测试样本", "other"),
    ],
)
def test_function(match_name: str, function_code: str) -> None:
    assert function_of(match_name) == function_code


def theme_of(project_name: str) -> str:
    """Theme code of a folded name, by the rules in their order."""
    found = duckdb.execute(
        "select theme_code from read_csv(?, header = true) where regexp_extract(?, pattern, 0) <> '' order by priority limit 1",
        [str(SEEDS / "project_themes.csv"), project_name],
    ).fetchone()
    return str(found[0]) if found else "other"


@pytest.mark.parametrize(
    ("project_name", "theme_code"),
    [
        ("仲裁专项经费", "arbitration"),
        ("劳动人事争议调解仲裁", "arbitration"),
        ("劳动监察专项业务费", "labour_inspection"),
        ("保障农民工工资支付系统", "labour_inspection"),
        ("全省社保基金监管软件联网经费", "fund_supervision"),
        ("网络设备设施运行与维护费", "informatisation"),
        ("信息化建设", "informatisation"),
        ("职业技能培训补贴", "training"),
        ("就业技能培训中心经费", "training"),
        ("新录用事业人员培训及事业人员嘉奖证书", "staff_training"),
        ("职业技能评价", "skills_evaluation"),
        ("综合工程职称评审", "skills_evaluation"),
        ("人才市场招聘", "recruitment"),
        ("人才服务专项业务费", "talent"),
        ("城乡居民社会养老保险政府补贴", "pension"),
        ("社区居家养老服务", "elderly_care"),
        ("老年大学业务活动经费", "elderly_care"),
        ("社保扩面业务经费", "social_insurance"),
        ("党建经费", "party_building"),
        ("困难群体安置资金", "assistance"),
        ("就业补助资金", "employment"),
        ("人社综合专项业务费", "general"),
        ("就业、仲裁等项目", "general"),
        ("农村公路日常养护", "roads"),
        ("法律援助办案补贴", "justice"),
        ("测试样本", "other"),
    ],
)
def test_theme(project_name: str, theme_code: str) -> None:
    assert theme_of(project_name) == theme_code


def test_one_name_per_theme_and_patterns_that_every_engine_reads_alike() -> None:
    themes = rows("project_themes")
    assert len({(row["theme_code"], row["theme_name"]) for row in themes}) == len({row["theme_code"] for row in themes})
    assert [row["pattern"] for row in themes if re.search(r"[\\{}]|[(][?]", row["pattern"])] == []


def test_a_pair_of_names_is_judged_once() -> None:
    judged = rows("project_match_overrides")
    pairs = [
        (row["region_code"], row["department_name"], frozenset((row["project_name"], row["other_project_name"])))
        for row in judged
    ]
    assert len(set(pairs)) == len(pairs)
    assert [row for row in judged if row["verdict"] not in {"accept", "reject"} or len(row["region_code"]) != 6] == []


def test_one_name_per_function() -> None:
    assert len({(row["function_code"], row["function_name"]) for row in rows("department_functions")}) == len(
        {row["function_code"] for row in rows("department_functions")}
    )


@pytest.mark.parametrize("level", ["level1", "level2"])
def test_levels_are_those_of_the_vocabulary(level: str) -> None:
    words = tomllib.loads((VOCABULARY / "levels.toml").read_text(encoding="utf-8"))[level]
    # `other` is what the reader says of a word that the vocabulary does not know.
    assert {row[f"{level}_code"] for row in rows(f"indicator_{level}")} == words.keys() | {"other"}


def test_years_run_without_a_gap() -> None:
    years = rows("years")
    assert [int(row["fiscal_year"]) for row in years] == list(range(2010, 2036))
    for row in years:
        year = int(row["fiscal_year"])
        assert date.fromisoformat(row["target_disclosure_due_on"]).year == year
        assert date.fromisoformat(row["self_evaluation_due_on"]).year == year + 1
        assert row["plan_period"] == f"FYP{11 + (year - 2006) // 5}"
