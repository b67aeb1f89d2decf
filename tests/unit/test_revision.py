"""The commit of a checkout, from its files."""

import pytest

from dagster_project.operations.revision import code_revision

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({}, None, id="no-checkout"),
        pytest.param({"HEAD": "ref: refs/heads/main\n"}, None, id="before-the-first-commit"),
        pytest.param({"HEAD": "ref: refs/heads/main\n", "refs/heads/main": f"{COMMIT}\n"}, COMMIT, id="loose"),
        pytest.param(
            {"HEAD": "ref: refs/heads/main\n", "packed-refs": f"# pack\n{COMMIT} refs/heads/main\n"},
            COMMIT,
            id="packed",
        ),
        pytest.param({"HEAD": f"{COMMIT}\n"}, COMMIT, id="detached"),
    ],
)
def test_the_commit_is_found(tmp_path, files, expected):
    for name, content in files.items():
        path = tmp_path / ".git" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    assert code_revision(tmp_path) == expected
