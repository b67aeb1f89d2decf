"""The dbt folders tell the story, the prefixes tell the layer, no layer reads around the next."""

import csv
import re

import pytest
import yaml

from dagster_project.matching import SCHEMAS as MATCHED
from dagster_project.reading.tables import SCHEMAS
from dagster_project.settings import ROOT

from .tree import MODELS, calls, described, layer, meta, models, short

PREFIXES = {"staging": ("stg_",), "intermediate": ("int_",), "marts": ("dim_", "fct_", "mart_")}
MAY_READ = {  # layer, or prefix in marts -> prefixes; seeds may be read by everybody
    "staging": (),
    "intermediate": ("stg_", "int_"),
    "dim_": ("stg_", "int_", "dim_"),
    "fct_": ("stg_", "int_", "dim_"),
    "mart_": ("stg_", "int_", "dim_", "fct_", "mart_"),
}


def seeds() -> set[str]:
    return {path.stem for path in (ROOT / "dbt" / "seeds").glob("*.csv")}


def may_read(name: str) -> tuple[str, ...]:
    where = layer(models()[name])
    return MAY_READ[where] if where in MAY_READ else MAY_READ[name.partition("_")[0] + "_"]


def test_there_are_models_in_every_layer():
    assert {layer(path) for path in models().values()} == PREFIXES.keys()


def test_the_prefix_is_that_of_the_folder():
    assert [name for name, path in models().items() if not name.startswith(PREFIXES[layer(path)])] == []


def test_every_model_is_described_beside_it_and_nothing_else_is():
    assert described().keys() == models().keys()
    assert [name for name, path in models().items() if described()[name][0].parent != path.parent] == []


def test_every_description_begins_with_the_grain():
    lacking = [
        name for name, (_, entry) in described().items() if not entry.get("description", "").startswith("Grain:")
    ]
    assert lacking == []


def test_every_column_of_the_marts_is_typed_described_and_named_in_chinese():
    lacking = [
        f"{name}.{column['name']}"
        for name, (path, entry) in described().items()
        if layer(path) == "marts"
        for column in entry["columns"]
        if not (column.get("data_type") and column.get("description") and meta(column).get("zh"))
    ]
    assert lacking == []


def test_no_column_of_the_marts_is_a_float_and_money_is_in_yuan():
    columns = [
        (f"{name}.{column['name']}", column["name"], column["data_type"].lower())
        for name, (path, entry) in described().items()
        if layer(path) == "marts"
        for column in entry["columns"]
    ]
    assert [where for where, _, kind in columns if re.search("float|double|real", kind)] == []
    assert [where for where, name, kind in columns if name.endswith("_yuan") and kind != "decimal(18,2)"] == []
    assert [where for where, _, kind in columns if kind == "decimal(18,2)" and not where.endswith("_yuan")] == []


def test_staging_reads_its_source_and_nothing_above_it():
    read = {name: calls(path) for name, path in models().items() if layer(path) == "staging"}
    assert [name for name, each in read.items() if not each["source"]] == []
    assert [name for name, each in read.items() if {args[-1] for args in each["ref"]} - seeds()] == []


def test_a_source_is_read_by_the_layer_after_it():
    may_read = {"staging": {"raw"}, "intermediate": {"matching"}}
    read = {name: (layer(path), {source for source, _ in calls(path)["source"]}) for name, path in models().items()}
    assert [name for name, (where, sources) in read.items() if not sources <= may_read.get(where, set())] == []


@pytest.mark.parametrize("name", sorted(models()))
def test_a_model_reads_only_what_lies_below(name):
    read = {arguments[-1] for arguments in calls(models()[name])["ref"]} - seeds()
    assert read <= models().keys()
    assert sorted(other for other in read if not other.startswith(may_read(name))) == []


def test_no_model_names_a_table_without_ref_or_source():
    schema = re.compile(r"\b(?:from|join)\s+(?:private\.)?(?:raw|staging|intermediate|marts|seeds)\.", re.IGNORECASE)
    assert [short(path) for path in models().values() if schema.search(path.read_text(encoding="utf-8"))] == []


def test_sql_is_portable():
    """Spark eats backslashes in string literals: `[0-9]`, `[.]`, `[ ]*` in every regular expression."""
    files = [
        *MODELS.rglob("*.sql"),
        *(ROOT / "dbt" / "macros").rglob("*.sql"),
        *(ROOT / "dbt" / "tests").rglob("*.sql"),
    ]
    assert [short(path) for path in files if "\\" in path.read_text(encoding="utf-8")] == []


def test_the_sources_are_the_tables_that_python_writes():
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in MODELS.rglob("*.yml")]
    sources = {source["name"]: source["tables"] for file in files for source in file.get("sources", [])}
    named = {name: {table["name"] for table in tables} for name, tables in sources.items()}
    assert named == {"raw": SCHEMAS.keys(), "matching": MATCHED.keys()}


def test_every_seed_is_a_table():
    for name in seeds():
        with (ROOT / "dbt" / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file)
        assert len(set(header)) == len(header), name
        assert [line for line in lines if len(line) != len(header)] == [], name
