"""Seeds of the comparison: words that say whether more is better, phrases that say whether a target was reached."""

import csv
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "dbt" / "seeds"


def rows(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_words_of_directions_are_of_known_kinds() -> None:
    words = rows("direction_words")
    assert {row["place"] for row in words} == {"anywhere", "stem", "end"}
    assert {row["applies_to"] for row in words} == {"any", "equal", "ceiling", "duration"}
    assert {row["direction"] for row in words} == {"higher", "lower", "none", "operator"}
    assert [row for row in words if row["applies_to"] == "ceiling" and row["direction"] != "none"] == []


def test_what_is_dealt_with_is_asked_before_what_lowers() -> None:
    """投诉处理率 counts what was dealt with: the lower priority wins, so those words stand before 投诉."""
    first = {
        kind: min(int(row["priority"]) for row in rows("direction_words") if row["direction"] == kind)
        for kind in ("operator", "higher")
    }
    lowering = [
        int(row["priority"])
        for row in rows("direction_words")
        if row["direction"] == "lower" and row["place"] == "stem"
    ]
    assert first["operator"] < min(lowering) < max(lowering) < first["higher"]


def test_bands_of_phrases_do_not_overlap() -> None:
    bands = {
        (row["is_attained"], float(row["share_low"]), float(row["share_high"])) for row in rows("attainment_phrases")
    }
    assert bands == {("true", 0.8, 1), ("false", 0.6, 0.8), ("false", 0, 0.6)}
