"""What is committed serves everybody: no place of one machine, no registry's address, nobody's telephone."""

import re
from pathlib import Path

import pytest

from dagster_project.settings import ROOT

from .tree import short, tracked

# A path that starts at the root of somebody's machine. Part of an address or of a longer path it is something else.
MACHINE = r"(?<![\w.~$}/:*-])/(?:root|home|Users|work|workspace|tmp|mnt|opt|srv)/[\w.-]"
REGISTRY = (
    r"--(?:extra-)?index-url|--find-links|https?://\S+/simple\b|registry\.npmjs|py" + r"pi\.org|pythonhosted\.org"
)
MOBILE = r"(?<![\w.-])1[3-9][0-9]{9}(?![\w.-])"


def lines_with(pattern: str) -> list[str]:
    found = re.compile(pattern).search
    return [
        f"{short(path)}:{number}"
        for path in tracked()
        if path != Path(__file__)
        for number, line in enumerate(text(path).splitlines(), 1)
        if found(line)
    ]


def text(path: Path) -> str:
    content = path.read_bytes()
    return "" if b"\0" in content else content.decode("utf-8", errors="replace")


def test_git_keeps_the_files_of_this_checkout():
    assert Path(__file__) in tracked()
    assert ROOT / "requirements.lock" in tracked()


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY, MOBILE], ids=["machine", "registry", "mobile"])
def test_no_tracked_file_names(pattern):
    assert lines_with(pattern) == []


@pytest.mark.parametrize(
    ("pattern", "line", "is_one"),
    [
        (MACHINE, "see /home/somebody/notes.md", True),
        (MACHINE, 'open("/tmp/x")', True),
        (MACHINE, "raw/home/x and https://host/home/x and ~/home/x", False),
        (REGISTRY, "--extra-index-url https://mirror.example/simple", True),
        (REGISTRY, "uv pip compile --no-emit-index-url", False),
        (MOBILE, "联系电话 " + "139" + "0" * 8, True),
        (MOBILE, "sha256:a" + "139" + "0" * 8, False),
    ],
)
def test_the_patterns_know_what_they_look_for(pattern, line, is_one):
    assert bool(re.search(pattern, line)) is is_one


def test_the_locks_pin_and_hash_every_package():
    for name in ("requirements.lock", "requirements-bootstrap.lock"):
        blocks = re.split(r"\n(?=\w)", re.sub(r"(?m)^ *#.*\n", "", (ROOT / name).read_text(encoding="utf-8")))
        assert blocks
        assert [block.split()[0] for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []
