"""What holds for every printed value, whatever it is: exactness, equal spellings, no figure from nowhere, bounded time."""

import random
import re
import sys
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dagster_project.reading.tables import SCHEMAS
from dagster_project.reading.values import type_values
from dagster_project.reading.values.folding import folded

OPERATORS = {"=", ">=", ">", "<=", "<", "~", "range", "qualitative"}
FIGURES = ["value", "value_high", "unit", "date_printed"]
PIECES = "0 1 12 31 95 2024 0.5 1,234 万 亿 元 % 次 年 月 日 人 个 每 每年 ≥ ≤ 约 以上 以内 内 底 前 至 - — ~ / 第 一 三 不 完成 A ( ) ： ，".split()
SOUP = st.lists(st.sampled_from([*PIECES, " ", "\x00", "²"]), max_size=12).map("".join)
NUMBERS = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False)
PRESENT = {
    "number": {("value",), ("value", "unit")},
    "range": {("value", "value_high"), ("value", "value_high", "unit")},
    "date": {("date_printed",)},
    "text": {()},
    "operator": {()},
}

# A call takes some 30 ms however many strings it is given: few examples, many strings in each.
few = settings(max_examples=12, deadline=None)


def many(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=60)


def typed(printed: Iterable[str]) -> dict[str, dict]:
    return {row["printed"]: row for row in type_values(printed).iter_rows(named=True)}


@given(many(st.one_of(st.text(), SOUP)))
@few
def test_any_strings_are_typed_once_and_soundly(strings):
    frame = type_values(strings)
    assert frame.schema == SCHEMAS["typed_values"]
    assert frame["printed"].to_list() == sorted(set(strings))
    assert set(frame["operator"]) <= OPERATORS
    for row in frame.iter_rows(named=True):
        assert tuple(name for name in FIGURES if row[name] is not None) in PRESENT[row["kind"]], row


@given(many(SOUP))
@few
def test_every_digit_of_the_string_is_in_its_figure(strings):
    """A number has all the digits that are printed, times 万 or 亿: nothing beside it was dropped."""
    for printed, row in typed(strings).items():
        if row["kind"] == "number" and re.search("[0-9]", printed):
            digits = Decimal("".join(re.findall("[0-9.]", printed)))
            ratio = abs(row["value"]) / digits if digits else Decimal(1)
            assert ratio in {Decimal(10) ** power for power in (0, 4, 8, 12)}, printed


@given(many(st.tuples(st.sampled_from(["", "≥", "不超过", "约"]), NUMBERS, st.sampled_from(["%", "次", "元", ""]))))
@few
def test_a_number_is_exactly_what_is_printed(parts):
    wanted = {f"{sign}{number}{unit}": (number, unit or None) for sign, number, unit in parts}
    assert {printed: (row["value"], row["unit"]) for printed, row in typed(wanted).items()} == wanted


@given(many(NUMBERS))
@few
def test_spellings_of_one_amount_are_one_amount(numbers):
    wide = str.maketrans("0123456789.", "０１２３４５６７８９．")
    wanted = {
        spelling: number * 10000
        for number in numbers
        for printed in [f"{number}万元"]
        for spelling in (printed, printed.translate(wide), f" {number} 万 元 ", f"{number:,}万元", f"{number}（万元）")
    }
    assert {printed: row["value"] for printed, row in typed(wanted).items()} == wanted
    assert {row["unit"] for row in typed(wanted).values()} <= {"元"}


@given(many(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31))))
@example([date(2024, 2, 29)])
@few
def test_spellings_of_one_day_are_one_day(days):
    spellings = {
        spelling: day.isoformat()
        for day in days
        for spelling in (f"{day:%Y-%m-%d}", f"{day:%Y/%m/%d}", f"{day.year}.{day.month}.{day.day}", f"{day:%Y%m%d}")
    }
    in_words = {f"{day.year}年{day.month}月{day.day}日": day.isoformat() for day in days}
    without_year = {f"{day.month}月{day.day}日前": f"--{day:%m-%d}" for day in days}
    wanted = spellings | in_words | without_year
    assert {printed: row["date_printed"] for printed, row in typed(wanted).items()} == wanted


@given(many(st.one_of(SOUP, st.sampled_from(["≥95%", "三次", "12月底前", "3-5次"]))))
@few
def test_order_and_company_change_nothing(strings):
    shuffled = random.Random(1).sample(strings, len(strings))
    typed_once = type_values(strings)
    assert typed_once.equals(type_values(shuffled))
    half = strings[: len(strings) // 2]
    assert type_values(half).equals(typed_once.filter(pl.col("printed").is_in(half)))


def test_no_character_folds_into_a_digit_unnoticed():
    """Of all characters only digits become digits; the others (², ①, ½, ㏱) leave nothing to type."""
    characters = [chr(point) for point in range(sys.maxunicode + 1) if not 0xD800 <= point <= 0xDFFF]
    disguised = [
        char
        for char in characters
        if re.search("[0-9]", unicodedata.normalize("NFKC", char)) and unicodedata.category(char) != "Nd"
    ]
    assert len(disguised) > 200
    frame = pl.DataFrame({"printed": [f"{char}完成" for char in disguised]})
    left = frame.select(folded(pl.col("printed"))).to_series().drop_nulls().to_list()
    # ㎡ is m2: behind a letter no digit begins a number.
    assert [each for each in left if re.search("(?<![A-Za-z])[0-9]", each)] == []


@pytest.mark.parametrize("piece", ["9", "≥", "1,", "每人", "ﷺ", "\x00", " ", "1-", "第", "万"])
def test_a_very_long_string_is_text_at_once(piece):
    frame = type_values([piece * (3_000_000 // len(piece))])
    assert frame["kind"].to_list() == ["text"]


def test_a_hundred_thousand_strings_stay_apart():
    choose = random.Random(7)
    forms = [
        "≥{}次",
        "{}%",
        "{}万元",
        "缴费补贴{}万元",
        "{}-999999次",
        "每人每月{}元",
        "持续推进{}项工作",
        "2024年1月{}日前",
        "{}",
    ]
    strings = {choose.choice(forms).format(choose.randint(1, 10**6)) for _ in range(120_000)}
    assert type_values(strings).height == len(strings) > 100_000
