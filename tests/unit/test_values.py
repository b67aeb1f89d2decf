"""Typing of printed values, case by case.

A case is written `printed -> operator value unit` (a range as `3..5`), cases are parted by `|`. Every case of a test is
typed in one call, as in a refresh.
"""

from decimal import Decimal

import polars as pl
import pytest

from dagster_project.reading.tables import SCHEMAS, frame
from dagster_project.reading.values import PRINTED_COLUMNS, printed_values, type_values


def read(*printed: str) -> dict[str, str]:
    """printed -> its reading in the notation of the cases, `text` where it is qualitative, `alone` before a bare sign."""
    return {row["printed"]: " ".join(written(row)) for row in type_values(printed).iter_rows(named=True)}


def written(row: dict) -> list[str]:
    rest = [row["date_printed"], row["unit"]]
    figures = [format(row[name].normalize(), "f") for name in ("value", "value_high") if row[name] is not None]
    found = [each for each in ("..".join(figures), *rest) if each]
    match row["kind"], row["operator"]:
        case "text", "qualitative":
            return ["text", *found]
        case "operator", sign:
            return ["alone", sign, *found]
        case "range", "range":
            return found
        case _, operator:
            return [operator, *found]


def check(cases: str) -> None:
    wanted = dict(case.strip().split(" -> ") for case in cases.split("|"))
    typed = read(*wanted)
    assert {printed: typed[printed] for printed in wanted if typed[printed] != wanted[printed]} == {}


def check_all(printed: str, reading: str) -> None:
    """All of these, parted by blanks, have one reading."""
    typed = read(*printed.split())
    assert typed == dict.fromkeys(typed, reading)


def check_text(cases: str) -> None:
    printed = [case.strip() for case in cases.split("|")]
    assert {each: reading for each, reading in read(*printed).items() if reading != "text"} == {}


@pytest.mark.parametrize(
    ("canonical", "signs"),
    [
        ("=", "= ＝ ﹦ 等于"),
        (">=", "≥ ≧ ⩾ >= => ＞= 》 》= 大于等于 大于或等于 不低于 不少于 不小于 不得低于 至少"),
        (">", "> ＞ ﹥ 大于 高于 超过 多于"),
        ("<=", "≤ ≦ ⩽ <= =< ＜= 《= 小于等于 小于或等于 不高于 不超过 不大于 不多于 最高"),
        ("<", "< ＜ ﹤ 小于 低于 少于"),
        ("~", "约 约为 ≈"),
    ],
)
def test_signs_before_a_figure_and_alone(canonical, signs):
    check("|".join(f"{sign}95% -> {canonical} 95 %|{sign} -> alone {canonical}" for sign in signs.split()))


def test_signs_after_a_figure():
    check(
        "5天以上 -> >= 5 天|5天及以上 -> >= 5 天|5天（含）以上 -> >= 5 天|5天以内 -> <= 5 天|5天之内 -> <= 5 天|5天内 -> <= 5 天"
    )
    check("5天以下 -> <= 5 天|5天及以下 -> <= 5 天|5天左右 -> ~ 5 天|以上 -> alone >=|以内 -> alone <=|左右 -> alone ~")


def test_signs_without_a_figure():
    check("定性 -> alone qualitative|定量（其他） -> alone qualitative|区间 -> alone range")
    check_text("-|—|/|无|不适用|~||上升|提高|≤总成本预算数|≥≥|为|完成|预计")


def test_signs_around_a_figure_agree_or_it_is_text():
    check("不低于95%以上 -> >= 95 %|>95%以上 -> > 95 %|控制在300万元以内 -> <= 3000000 元|达到95%以上 -> >= 95 %")
    check(
        "预计100 -> ~ 100|预计≥100人 -> >= 100 人|约100人左右 -> ~ 100 人|100余人 -> ~ 100 人|节约5% -> = 5 %|约5% -> ~ 5 %"
    )
    check_text("不超过95%以上|约100人以上|≥5%-10%|5项内容|3天内部培训|3余")


def test_numbers_as_printed():
    check(
        "0 -> = 0|1,234.50 -> = 1234.5|１，２３４．５０ -> = 1234.5|≥ 95 ％。 -> >= 95 %|300 人\n次 -> = 300 人次|9\u200b8% -> = 98 %"
    )
    check(
        "-3.2 -> = -3.2|−5% -> = -5 %|≥-5% -> >= -5 %|1/2 -> = 0.5|￥5,000 -> = 5000 元|15（万元） -> = 150000 元|2024 -> = 2024"
    )


def test_numbers_that_are_none():
    check_text(
        "1,2345|12345,678|12,34|10 20|1 000元|007|00|5.|1e5|5.5.5|5+2次|3×5|2:1|1/3|6/30|-5次|—5%|±5%|+5%|(5)|$5|5W"
    )
    check_text("3、5次|3,5次|192.168.1.1|3.5.6%|5%-|1,234,56元|5 --- 8次")


def test_a_number_keeps_six_decimals_or_does_not_fit():
    check("9999999999999999999999.999999 -> = 9999999999999999999999.999999|0.958333333333333 -> = 0.958333")
    check("0.0000015 -> = 0.000002|0.00000001亿元 -> = 1 元|-0 -> = 0")
    check_text("10000000000000000000000|-10000000000000000000000|1亿亿元|0.00000001|99999999999999999999亿")
    check_text("9" * 100)


def test_magnitudes_are_folded_and_money_is_in_yuan():
    check(
        "≤841.36万元 -> <= 8413600 元|≥9.8万人 -> >= 98000 人|5万 -> = 50000|1.2亿元 -> = 120000000 元|3万亿元 -> = 3000000000000 元"
    )
    check(
        "3千元 -> = 3000 元|5百万元 -> = 5000000 元|2千万元 -> = 20000000 元|5万余元 -> ~ 50000 元|5万美元 -> = 50000 美元"
    )
    check("3千米 -> = 3 千米")
    check_text("5百|3千人|1万2千元")


def test_has_magnitude_only_where_the_string_prints_one():
    with_one, without = ["5万", "≤841.36万元", "三万元", "2亿"], ["5000元", "3千元", "万人空巷", "12月底前"]
    typed = type_values(with_one + without)
    assert set(typed.filter("has_magnitude")["printed"]) == set(with_one)
    assert typed["has_magnitude"].null_count() == 0


def test_units_have_one_name():
    check(
        "95个百分点 -> = 95 百分点|95百分比 -> = 95 %|5‰ -> = 5 ‰|5㎡ -> = 5 平方米|5 m² -> = 5 平方米|300平米 -> = 300 平方米"
    )
    check(
        "2台（套） -> = 2 台套|50人/次 -> = 50 人次|12个月 -> = 12 个月|5个工作日内 -> <= 5 工作日|≥3级 -> >= 3 级|≥100M -> >= 100 M"
    )
    check("5日内 -> <= 5 日|3公里 -> = 3 千米|95分 -> = 95 分")
    check_text("3级|100M|5G|15日|15日前|每月2日|12只鸡|人次|万元")


def test_rates():
    check_all(
        "每人每月1000元 没人每月1000元 1000元/人/月 1000元/人·月 1000元/人月 1000元/月·人 1000元每人每月 每人每月1000元/月",
        "= 1000 元/人/月",
    )
    check(
        "每人每月不低于1900元 -> >= 1900 元/人/月|每年不少于2次 -> >= 2 次/年|1次/季 -> = 1 次/季度|人均500元 -> = 500 元/人"
    )
    check("每年提高5% -> = 5 %|5万元/年 -> = 50000 元/年|各项均完成5次 -> = 5 次")
    check_text("每两年1次|两年1次|每半年1次|每千人5张|1次/2年")


def test_chinese_numerals_that_count():
    check(
        "三次 -> = 3 次|两批 -> = 2 批|一百二十人 -> = 120 人|两百元 -> = 200 元|三万元 -> = 30000 元|不少于三次 -> >= 3 次"
    )
    check(
        "二十个工作日内 -> <= 20 工作日|举办两场 -> = 2 场|百分之九十五以上 -> >= 95 %|百分之百 -> = 100 %|一年一次 -> = 1 次/年"
    )
    check("每季度一次 -> = 1 次/季度|1年不少于2次 -> >= 2 次/年")
    check_text("四县一区|一次性|第三次|三三次|一季度一次|二级|十分|二期|三|零|全年|每年|一年三个月|半年一次")


def test_ranges():
    check(
        "3-5次 -> 3..5 次|80%-90% -> 80..90 %|80%——90% -> 80..90 %|80%—90% -> 80..90 %|80～90 -> 80..90|10至15 -> 10..15"
    )
    check(
        "5-8万元 -> 50000..80000 元|5万-8万元 -> 50000..80000 元|8千元-1万元 -> 8000..10000 元|每年3到5次 -> 3..5 次/年"
    )
    check("约3-5次 -> 3..5 次|-5~5% -> -5..5 %|3-5年 -> 3..5 年")
    check_text("5-3次|5-5次|3次-5场|5万-8|1-2月|2023-2025|2023-2025年|12-31|602-001|1-2-3次|5-|83512345-83512346")


def test_words_around_a_figure():
    check(
        "缴费补贴15万元 -> = 150000 元|我区担负4% -> = 4 %|98%满意 -> = 98 %|满意度：≥95% -> >= 95 %|提升5% -> = 5 %|3场招聘会 -> = 3 场"
    )
    check(
        "新增城镇就业人员不低于5000人 -> >= 5000 人|下降3个百分点 -> = 3 百分点|不断提高5% -> = 5 %|24小时内响应 -> <= 24 小时"
    )


def test_words_that_make_a_number_something_else():
    check_text(
        "12333热线运行|PM2.5浓度|A4纸|第3次会议|前3名|排名前5%|近5年|3年行动计划|24小时值班|2个月规划|5项目|3台账|比例4"
    )
    check_text(
        "未完成5次|2次不合格|由80%提高到95%|100万元以上项目|60岁以上老人|按要求完成，满意度95%|《手册》5000册|十2024元|)31人"
    )


def test_deadlines():
    check_all(
        "12月底前 12月底前完成 12月31日前 年底前 年底 年内完成 当年12月底前 十二月底前 四季度末 ≤12月底 12月底前发放到位",
        "<= --12-31",
    )
    check(
        "2025年12月底完成 -> <= 2025-12-31|2024年底 -> <= 2024-12-31|2024年内完成 -> <= 2024-12-31|2024年6月30日前 -> <= 2024-06-30"
    )
    check(
        "不晚于2024年6月30日 -> <= 2024-06-30|3月底 -> <= --03-31|2023年2月底前 -> <= 2023-02-28|预计2024年6月底 -> ~ 2024-06-30"
    )
    # Which of the two it is, the form's year says.
    check("2月底 -> <= --02-29")


def test_days_and_months():
    check_all("2024年1月5日 2024-01-05 2024/1/5 2024.1.5 20240105 2024年01月05号", "= 2024-01-05")
    check_all("2024/01 2024-1 2024年1月 2024年1月份", "= 2024-01-31")
    check("2024 年 12 月 -> = 2024-12-31|2024-01-05 00:00:00 -> = 2024-01-05|≥2024年1月1日 -> >= 2024-01-01")


def test_what_is_no_date():
    check_text(
        "2024年2月30日|2023-02-29|13月底前|0月底前|2024/13|20224年底|24年底|2024年|2024年度|2024年前|年前|上年底|次年6月底"
    )
    check_text("12月前|3月起|≥12月|≥12月底前|年底前三名|12月底前完成5次|2024年1月-12月|6月中旬|2024-12-31-2025-01-01")
    # A decimal like any other: in a column of amounts it is one, and a wrong amount is worse than a missing month.
    check("2024.12 -> = 2024.12|20240230 -> = 20240230")


@pytest.mark.parametrize(
    "printed", ["10²", "①完成3次", "½", "㏱", "9\u202e5%", "95\x00%", "\x07", "٣次", "3٣次", "5̶%", "Ⅲ级"]
)
def test_digits_in_disguise_are_text(printed):
    check_text(printed)


def test_the_frame_has_its_schema_and_one_row_per_string():
    typed = type_values(["5次", "三次", "5次", ""])
    assert typed.schema == SCHEMAS["typed_values"]
    assert typed["printed"].to_list() == ["", "5次", "三次"]
    assert typed["value"].to_list() == [None, Decimal(5), Decimal(3)]
    assert type_values([]).schema == SCHEMAS["typed_values"]


def test_printed_values_takes_every_figure_column_once():
    tables = {
        table: frame(table, [{column: f"{table} {column}" for column in columns}, {}])
        for table, columns in PRINTED_COLUMNS.items()
    }
    tables["scores"] = frame("scores", [{"weight_printed": "10", "score_printed": "10"}, {"score_printed": "9"}])
    others = [f"{table} {name}" for table, names in PRINTED_COLUMNS.items() if table != "scores" for name in names]
    assert printed_values(tables) == sorted([*others, "10", "9"])


def test_the_columns_of_figures_are_columns_of_the_raw_tables():
    columns = [(table, name) for table, names in PRINTED_COLUMNS.items() for name in names]
    assert [(table, name) for table, name in columns if SCHEMAS[table].get(name) != pl.String] == []


def test_a_sign_and_a_number_count_whatever_the_word():
    check_all("≥3800对 ≥3,800对", ">= 3800 对")
    check_all("≤35微克/立方米", "<= 35 微克/立方米")
    check_text("3800对夫妻|≥3百人|≥3年级|≥5未完成|≥12月")


def test_a_number_counts_what_follows_it_though_no_list_knows_the_word():
    check("6艘 -> = 6 艘 | 12桌 -> = 12 桌 | 1.5万尾 -> = 15000 尾 | 达到30筐 -> = 30 筐 | 不少于4匹 -> >= 4 匹")
    check("≥36万头（羽） -> >= 360000 头(羽) | 36万头（羽） -> = 360000 头(羽) | 5次（场） -> = 5 次(场)")
    check("12张床 -> = 12 床 | 300头次 -> = 300 头次 | 20人日 -> = 20 人天 | 6人月 -> = 6 人月 | ≤90日历天 -> <= 90 天")
    check("≤55分贝 -> <= 55 分贝 | 26℃ -> = 26 °C")


def test_names_ranks_and_versions_with_digits_are_no_counts():
    check_text(
        "2.0版 | 5A级 | 三星级 | 1号楼 | 3号 | 5环 | 90后 | 8折 | 6时 | 3甲 | 2024届 | 12345筐 | 2023筐 | 007筐 | 5好 | 3优"
    )
