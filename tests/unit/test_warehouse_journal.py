"""The journal is appended only, and a torn line costs that line alone."""

from dagster_project.warehouse import journal


def test_records_come_back_in_order(tmp_path):
    path = tmp_path / "journal.jsonl"
    journal.append(path, {"run_key": "a", "outcome": "done", "problems": ["宿州\u2028市"]})
    journal.append(path, {"run_key": "b", "outcome": "failed"})
    assert [record["run_key"] for record in journal.records(path)] == ["a", "b"]
    assert journal.records(path)[0]["problems"] == ["宿州\u2028市"]


def test_a_line_that_a_crash_tore_off_is_left_out_and_spoils_no_other(tmp_path):
    path = tmp_path / "journal.jsonl"
    journal.append(path, {"run_key": "a"})
    path.write_bytes(path.read_bytes() + b'{"run_key": "tor')
    journal.append(path, {"run_key": "b"})
    assert [record["run_key"] for record in journal.records(path)] == ["a", "b"]


def test_no_journal_is_an_empty_one(tmp_path):
    assert journal.records(tmp_path / "journal.jsonl") == []
