"""The measure itself: what it counts as found, lost and invented."""

import pytest

from .measure import compare, holds_line, number, text


def test_a_fact_read_twice_costs_precision_and_a_lost_one_recall() -> None:
    measure = compare([("1", "a"), ("1", "b"), ("1", "b"), ("2", "c")], [("1", "a"), ("1", "a"), ("1", "b")])
    assert (measure.wanted, measure.read, measure.hits) == (4, 3, 2)
    assert measure.recall == 0.5
    assert measure.precision == pytest.approx(2 / 3)
    assert sorted(measure.missing) == [("1", "b"), ("2", "c")]
    assert measure.extra == (("1", "a"),)


def test_facts_invented_where_none_is_true_are_no_precision() -> None:
    assert compare([], [("1", "a")]).precision == 0.0


@pytest.mark.parametrize(
    ("printed", "same"),
    [("1,223.70万元", "1223.7"), ("25%", "25"), (" 0", "0"), ("≥2.3万", "2.3"), ("充分", ""), (None, "")],
)
def test_number_is_the_first_of_a_printed_figure(printed: str | None, same: str) -> None:
    assert number(printed) == same


def test_text_knows_no_blanks_but_every_other_character() -> None:
    assert text("300 人 次") == "300人次"
    assert text("（程）") != text("(程)")


@pytest.mark.parametrize(
    ("locator", "holds"),
    [
        ("line:12", True),
        ("line:10-12", True),
        ("line:13", False),
        ("line:1-11", False),
        ("page:12/table:1", False),
        (None, False),
    ],
)
def test_a_locator_holds_the_lines_it_names(locator: str | None, holds: bool) -> None:
    assert holds_line(locator, "12") is holds
