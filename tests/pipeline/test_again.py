"""The same input again: the same tables, whatever the order of the manifest and the number of threads."""

from dagster_project.warehouse import journal, versions

from . import runs


def test_shuffled_input_and_one_thread_give_equal_tables(good):
    lines = runs.manifest(good.settings.raw_dir)
    runs.write_manifest(good.settings.raw_dir, lines[::-1])
    try:
        refreshed = runs.run(good.settings.model_copy(update={"threads": 1, "readers": 1}))
    finally:
        runs.write_manifest(good.settings.raw_dir, lines)
    assert refreshed.exit_code == 0
    last = journal.records(good.settings.journal_path)[-1]
    assert versions.current(good.settings) == last["version"] != good.version
    assert runs.mart_hashes(good.settings.published_path) == good.hashes
    assert (last["documents_added"], last["documents_changed"], last["documents_removed"]) == (0, 0, 0)
    done = runs.query(good.settings.published_path, "select run_key from meta.runs where outcome = 'done'")
    assert len(done) == len([line for line in journal.records(good.settings.journal_path) if line["outcome"] == "done"])
