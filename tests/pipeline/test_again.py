"""The same input again: the same tables, whatever the order of the manifest and the number of threads."""

import shutil

from dagster_project.warehouse import journal, versions

from . import runs


def test_shuffled_input_and_one_thread_give_equal_tables(good, tmp_path):
    raw = shutil.copytree(good.settings.raw_dir, tmp_path / "raw")
    warehouse = shutil.copytree(good.settings.warehouse_dir, tmp_path / "warehouse", symlinks=True)
    runs.write_manifest(raw, runs.manifest(raw)[::-1])
    again = good.settings.model_copy(update={"raw_dir": raw, "warehouse_dir": warehouse, "threads": 1, "readers": 1})
    refreshed = runs.run(again)
    assert refreshed.exit_code == 0
    last = journal.records(again.journal_path)[-1]
    assert versions.current(again) == last["version"] != good.version
    assert runs.mart_hashes(again.published_path) == good.hashes
    assert (last["documents_added"], last["documents_changed"], last["documents_removed"]) == (0, 0, 0)
    done = runs.query(again.published_path, "select run_key from meta.runs where outcome = 'done'")
    assert len(done) == len([line for line in journal.records(again.journal_path) if line["outcome"] == "done"])
