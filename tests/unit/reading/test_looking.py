"""Looking: a file that nobody touched is not hashed again, one that somebody touched always is."""

import json
import os
import time
from hashlib import sha256

import pytest

from dagster_project.reading import looking
from dagster_project.reading.looking import look

MOST = 100


@pytest.fixture
def memory(tmp_path, monkeypatch):
    """The memory, a folder of documents beside it, and a count of how many files were hashed."""
    hashed = []
    digest = looking.hashlib.file_digest
    monkeypatch.setattr(looking.hashlib, "file_digest", lambda file, name: hashed.append(1) or digest(file, name))
    (tmp_path / "raw").mkdir()

    def looked(*paths: str) -> tuple[dict[str, str], int]:
        hashed.clear()
        return look(paths, tmp_path / "raw", MOST, tmp_path / "looked.json"), len(hashed)

    return looked


def write(tmp_path, name: str, content: bytes, seconds_ago: float = 0) -> str:
    path = tmp_path / "raw" / name
    path.write_bytes(content)
    if seconds_ago:
        os.utime(path, ns=(time.time_ns() - int(seconds_ago * 1e9),) * 2)
    return sha256(content).hexdigest()


def test_a_file_that_was_quiet_when_it_was_hashed_is_not_hashed_again(tmp_path, memory, monkeypatch):
    expected = write(tmp_path, "甲.txt", b"1")
    later = time.time_ns() + 10 * looking._TICK
    monkeypatch.setattr(looking.time, "time_ns", lambda: later)
    assert memory("甲.txt") == ({"甲.txt": expected}, 1)
    assert memory("甲.txt") == ({"甲.txt": expected}, 0)
    assert (tmp_path / "looked.json").stat().st_mode & 0o777 == 0o600


def test_a_file_written_while_it_was_hashed_is_hashed_again(tmp_path, memory):
    expected = write(tmp_path, "a.txt", b"1", seconds_ago=60)  # its time of writing is set back, that of change is not
    assert memory("a.txt") == ({"a.txt": expected}, 1)
    assert memory("a.txt") == ({"a.txt": expected}, 1)


@pytest.mark.parametrize("keeps_time", [False, True])
def test_another_content_of_the_same_size_is_seen(tmp_path, memory, monkeypatch, keeps_time):
    write(tmp_path, "a.txt", b"1")
    later = time.time_ns() + 10 * looking._TICK
    monkeypatch.setattr(looking.time, "time_ns", lambda: later)
    memory("a.txt")
    before = (tmp_path / "raw" / "a.txt").stat()
    expected = write(tmp_path, "a.txt", b"2")
    if keeps_time:
        os.utime(tmp_path / "raw" / "a.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert memory("a.txt") == ({"a.txt": expected}, 1)


def test_what_cannot_be_read_has_no_content(tmp_path, memory):
    write(tmp_path, "large.txt", b"x" * (MOST + 1))
    write(tmp_path, "empty.txt", b"")
    (tmp_path / "raw" / "folder").mkdir()
    os.mkfifo(tmp_path / "raw" / "pipe")
    (tmp_path / "raw" / "out").symlink_to(tmp_path)
    names = ["large.txt", "empty.txt", "folder", "pipe", "missing", "out/looked.json", "\x00"]
    assert memory(*names) == (dict.fromkeys(names, ""), 0)


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"a.txt": 1}', '{"a.txt": [[], "x", 3]}'])
def test_a_damaged_memory_is_none(tmp_path, memory, content):
    expected = write(tmp_path, "a.txt", b"1")
    (tmp_path / "looked.json").write_text(content)
    assert memory("a.txt") == ({"a.txt": expected}, 1)
    assert json.loads((tmp_path / "looked.json").read_text()).keys() == {"a.txt"}


def test_a_file_that_is_no_longer_listed_is_forgotten(tmp_path, memory):
    write(tmp_path, "a.txt", b"1")
    write(tmp_path, "b.txt", b"2")
    memory("a.txt", "b.txt")
    memory("b.txt")
    assert json.loads((tmp_path / "looked.json").read_text()).keys() == {"b.txt"}
