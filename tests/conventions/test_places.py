"""A form is recognised by its words, not by its county: no name of a county, department or file stands in the code."""

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dagster_project.settings import ROOT

from .tree import python_files, short

KINDS_OF_PLACE = re.compile(r"(?:自治县|自治州|管理区|开发区|新区|地区|省|市|县|区|旗)$")
SHORTEST_NAME = 2


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def names_of_places() -> set[str]:
    """What the manifest and the regions of its codes are called, with and without the kind of place."""
    manifest = rows(ROOT / "raw" / "sources.csv")
    codes = {row["region_code"] for row in manifest}
    seeds = [row for path in (ROOT / "dbt" / "seeds").glob("*.csv") for row in rows(path)]
    regions = {row["region_name"] for row in seeds if row.get("region_code") in codes and "region_name" in row}
    assert len(regions) >= len(codes)
    bare = {name for region in regions if len(name := KINDS_OF_PLACE.sub("", region)) >= SHORTEST_NAME}
    listed = {row[column] for row in manifest for column in ("path", "department", "title", "publisher")}
    return (codes | regions | bare | listed) - {""}


def words(value: Any) -> Iterator[str]:
    """Every string in a TOML file, keys included; comments may name the document that needed a spelling."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from words(each)
    elif isinstance(value, str):
        yield value


def test_the_code_names_no_place():
    names = names_of_places()
    texts = {path: path.read_text(encoding="utf-8") for path in python_files("dagster_project")}
    assert [(short(path), name) for path, text in texts.items() for name in names if name in text] == []


def test_the_vocabulary_names_no_place():
    files = sorted((ROOT / "dagster_project").rglob("*.toml"))
    assert files
    texts = {path: "\n".join(words(tomllib.loads(path.read_text(encoding="utf-8")))) for path in files}
    assert [(short(path), name) for path, text in texts.items() for name in names_of_places() if name in text] == []
