"""The same input again: the same tables, whatever the order of the manifest and the number of threads."""

from dagster_project.warehouse import journal, versions

from . import runs


def test_shuffled_input_and_one_thread_give_equal_tables(lent):
    runs.write_manifest(lent.settings.raw_dir, runs.manifest(lent.settings.raw_dir)[::-1])
    again = lent.settings.model_copy(update={"threads": 1, "readers": 1})
    refreshed = runs.run(again)
    assert refreshed.exit_code == 0
    last = journal.records(again.journal_path)[-1]
    assert versions.current(again) == last["version"] != lent.version
    assert runs.mart_hashes(again.published_path) == lent.hashes
    assert (last["documents_added"], last["documents_changed"], last["documents_removed"]) == (0, 0, 0)
    done = runs.query(again.published_path, "select run_key from meta.runs where outcome = 'done'")
    assert len(done) == len([line for line in journal.records(again.journal_path) if line["outcome"] == "done"])
