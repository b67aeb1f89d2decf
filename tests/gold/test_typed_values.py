"""The typing of values against every distinct printed value of the five documents, typed by hand from the string alone.

Rows whose comment starts with `borderline:` have a second possible reading, which the comment names. Those that the
project reads otherwise than the facts do would stand in DIFFERS with the reason; there is none.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from dagster_project.reading.values import type_values

FACTS = Path(__file__).parent / "values.tsv"
FIELDS = {
    "operator": "operator",
    "value": "value",
    "value_high": "value_high",
    "unit": "unit",
    "date": "date_printed",
    "kind": "kind",
}
DIFFERS: dict[str, str] = {}  # printed -> why


def facts() -> list[dict[str, str]]:
    with FACTS.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def plain(value: Decimal | str | None) -> str:
    """A typed field as the facts write it: no trailing zeros, nothing where absent."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value or ""


@pytest.fixture(scope="module")
def typed() -> dict[str, dict[str, str]]:
    rows = type_values(row["printed"] for row in facts()).iter_rows(named=True)
    return {row["printed"]: {fact: plain(row[column]) for fact, column in FIELDS.items()} for row in rows}


def test_the_facts_are_whole():
    rows = facts()
    assert len({row["printed"] for row in rows}) == len(rows) == 205
    assert sum(row["comment"].startswith("borderline:") for row in rows) == 11


@pytest.mark.parametrize("field", FIELDS)
def test_every_value_is_typed_as_by_hand(field: str, typed: dict[str, dict[str, str]], report: list[str]):
    wanted = {row["printed"]: row[field] for row in facts() if row["printed"] not in DIFFERS}
    wrong = {
        printed: (fact, typed[printed][field]) for printed, fact in wanted.items() if typed[printed][field] != fact
    }
    report.append(f"typed values: {field:<10} recall {1 - len(wrong) / len(wanted):7.2%} of {len(wanted)}")
    assert wrong == {}


def test_no_value_is_invented(typed: dict[str, dict[str, str]]):
    """Precision: what the facts call text has neither value nor unit nor date."""
    texts = [row["printed"] for row in facts() if row["kind"] == "text"]
    assert len(texts) > 50
    assert [
        typed[printed]
        for printed in texts
        if any(typed[printed][field] for field in ("value", "value_high", "unit", "date"))
    ] == []
