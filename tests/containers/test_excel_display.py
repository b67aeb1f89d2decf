"""What Excel shows for a value under a number format. Truth by hand, as Excel in Chinese shows it."""

import pytest

from dagster_project.reading.containers.excel.display import display
from dagster_project.reading.containers.excel.formats import BUILT_IN


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.96, "0%", "96%"),
        (0.9599, "0.00%", "95.99%"),
        (1.2, "0%", "120%"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234567.891, "#,##0", "1,234,568"),
        (0.5, "#,##0.00", "0.50"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (-0.001, "0.00", "0.00"),
        (2.675, "0.00", "2.68"),  # 2.67499999… as a binary fraction
        (1.005, "0.00", "1.01"),
        (0.1 + 0.2, "General", "0.3"),
        (598.4199999999999, "General", "598.42"),
        (1 / 3, "General", "0.333333333"),
        (98, "General", "98"),
        (-98.5, "General", "-98.5"),
        (0, "General", "0"),
        (1e-5, "General", "1E-05"),
        (510923240000102, "General", "510923240000102"),
        (5, '0"个"', "5个"),
        (5, "0个", "5个"),
        (5, 'General"人次"', "5人次"),
        (5, '"≥"0', "≥5"),
        (90, '"≥"0"%"', "≥90%"),
        (45000, '0!.0,"万"', "4.5万"),
        (45000, "0.00,", "45.00"),
        (1234567, "#,##0.00,,", "1.23"),
        (7, "000", "007"),
        (20240301, "0000-00-00", "2024-03-01"),
        (1234.5, "¥#,##0.00", "¥1,234.50"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (1234.5, "[Red]#,##0.0", "1,234.5"),
        (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (-1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-1,234.50"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (-5, "0;(0)", "(5)"),
        (-5, "0.0_);[Red]\\(0.0\\)", "(5.0)"),
        (0, "0;-0;;@", ""),
        (3, ";;;", ""),
        (95, '[>=90]0"优";[>=60]0"良";0"差"', "95优"),
        (75, '[>=90]0"优";[>=60]0"良";0"差"', "75良"),
        (5, '[>=90]0"优";[>=60]0"良";0"差"', "5差"),
        (100, "0.##", "100"),
        (98.5, "0.##", "98.5"),
        (12345, "0.00E+00", "1.23E+04"),
        (0.5, "# ?/?", "0.5"),
        (0.95, "@", "0.95"),
        ("定性", "@", "定性"),
        ("定性", "0.00", "定性"),
        ("定性", '0;0;0;@"（注）"', "定性（注）"),
        ("定性", '@"指标"', "定性指标"),
        (45352, "yyyy-mm-dd", "2024-03-01"),
        (45352, 'yyyy"年"m"月"d"日"', "2024年3月1日"),
        (45352, "yyyy年m月", "2024年3月"),
        (45352, "yyyy/m/d;@", "2024/3/1"),
        (45352, "[$-804]aaaa", "星期五"),
        (45352, "d-mmm-yy", "1-Mar-24"),
        (45352.5868, "yyyy/m/d h:mm", "2024/3/1 14:05"),
        (45352.5868, "h:mm AM/PM", "2:05 下午"),
        (0.5868, "hh:mm:ss", "14:05:00"),
        (1.5, "[h]:mm", "36:00"),
        (59, "yyyy-mm-dd", "1900-02-28"),
        (-1, "yyyy-mm-dd", "-1"),
        (3_000_000, "yyyy-mm-dd", "3000000"),
    ],
)
def test_display(value, code, shown):
    assert display(value, code) == shown


def test_the_other_origin_of_dates():
    assert display(43890, "yyyy-mm-dd", is_1904=True) == "2024-03-01"


@pytest.mark.parametrize(("number", "shown"), [(9, "50%"), (10, "50.00%"), (4, "0.50"), (49, "0.5"), (2, "0.50")])
def test_formats_that_stand_in_no_file(number, shown):
    assert display(0.5, BUILT_IN[number]) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [(14, "2024/3/1"), (31, "2024年3月1日"), (57, "2024年3月"), (58, "3月1日"), (22, "2024/3/1 0:00")],
)
def test_dates_that_stand_in_no_file(number, shown):
    assert display(45352, BUILT_IN[number]) == shown


@pytest.mark.parametrize(
    "code", ["", ";", '"', "[", "0;;;;;0", "E+", "\\", "[>]0", "0.0.0", "%%%", ",,,", "yyyyyyyy", "*"]
)
def test_a_format_that_means_nothing_still_shows_something(code):
    assert isinstance(display(12.5, code), str)
    assert isinstance(display("文", code), str)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e308, -1e308, 5e-324])
def test_numbers_at_the_ends_of_the_scale(value):
    assert isinstance(display(value, "#,##0.00"), str)
    assert isinstance(display(value, "yyyy-mm-dd"), str)
    assert isinstance(display(value, "General"), str)
