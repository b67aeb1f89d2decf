"""What has been read is kept whole, for its owner alone, or counts as not there."""

import json

import polars as pl
import pytest

from dagster_project.warehouse import readings

FORMS = pl.DataFrame(
    {"document_key": ["a", "b"], "form_no": [1, 2]}, schema={"document_key": pl.String, "form_no": pl.Int32}
)
VALUES = pl.DataFrame({"printed": ["5万元"], "value": ["50000"]}).cast({"value": pl.Decimal(28, 6)})
PARTS = {"documents": ("1", {"forms": FORMS}), "values": ("2", {"typed_values": VALUES})}


@pytest.fixture
def folder(tmp_path):
    readings.save(tmp_path / "readings", PARTS)
    return tmp_path / "readings"


def test_what_is_kept_comes_back_as_it_was(folder):
    assert readings.load(folder, "documents", "1")["forms"].equals(FORMS)
    (values,) = readings.load(folder, "values", "2").values()
    assert (values.schema, values.rows()) == (VALUES.schema, VALUES.rows())
    assert readings.versions(folder) == {"documents": "1", "values": "2"}


def test_another_version_of_a_part_leaves_the_other_part(folder):
    assert readings.load(folder, "documents", "0") == {}
    assert readings.load(folder, "values", "2").keys() == {"typed_values"}


def test_only_the_owner_reads_it(folder):
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_saving_again_replaces_all_of_it(folder):
    readings.save(folder, {"documents": ("3", {"other": FORMS})})
    assert sorted(path.name for path in folder.iterdir()) == ["documents.other.parquet", "kept.json"]
    assert [path.name for path in folder.parent.iterdir()] == ["readings"]


def test_leftovers_of_a_killed_run_are_in_nobodys_way(folder):
    for end in ("new", "old"):
        (folder.parent / f".readings.{end}").mkdir()
        (folder.parent / f".readings.{end}" / "forms.parquet").touch()
    readings.save(folder, PARTS)
    assert [path.name for path in folder.parent.iterdir()] == ["readings"]


@pytest.mark.parametrize("name", ["documents.forms.parquet", "kept.json"])
@pytest.mark.parametrize("damage", ["gone", "cut", "bit"])
def test_what_is_damaged_counts_as_not_there(folder, name, damage):
    path = folder / name
    content = path.read_bytes()
    path.unlink()
    if damage == "cut":
        path.write_bytes(content[:20])
    if damage == "bit":
        path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    assert readings.load(folder, "documents", "1") == {}


@pytest.mark.parametrize("index", ["[]", "{}", '{"versions": []}', '{"versions": {"documents": "1"}, "tables": {}}'])
def test_an_index_of_another_shape_counts_as_not_there(folder, index):
    (folder / "kept.json").write_text(index)
    assert readings.load(folder, "documents", "1") == {}


def test_nothing_is_kept_before_the_first_time(tmp_path):
    assert readings.load(tmp_path / "readings", "documents", "1") == {}
    assert readings.versions(tmp_path / "readings") == {}


def test_a_table_that_claims_another_place_is_not_followed(folder):
    index = json.loads((folder / "kept.json").read_text())
    index["tables"]["documents"] = {"../forms": "0"}
    (folder / "kept.json").write_text(json.dumps(index))
    assert readings.load(folder, "documents", "1") == {}
