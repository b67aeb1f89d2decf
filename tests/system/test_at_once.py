"""Two refreshes at once from two processes: one writes, the other waits or leaves with one clear line."""

import small
from dagster_project.warehouse import journal, versions


def test_two_refreshes_at_once_write_one_after_the_other(tmp_path, processes):
    made = small.settings(tmp_path, readers=1)
    ended = processes.at_once(made, [{}, {}])
    assert [each["signal"] for each in ended] == [None, None]
    refused = [each for each in ended if each["exit_code"] != 0]
    assert len(refused) <= 1
    for each in refused:
        (said,) = each["problems"]
        assert "holds the warehouse" in said
    small.check_serves(made, 1)
    small.check_tidy(made)
    done = [line for line in journal.records(made.journal_path) if line["outcome"] == "done"]
    assert 1 <= len(done) == len(versions.listed(made))

    small.write(made, 2)
    assert processes.refresh(made)["exit_code"] == 0
    small.check_serves(made, 2)
