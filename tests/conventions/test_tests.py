"""The tests' own rules: every one runs, every one can fail, none plays a part that a library should play."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from .tree import python_files, short, syntax

FORBIDDEN_NAMES = {"skip", "skipif", "xfail", "importorskip", "MagicMock"}
FORBIDDEN_IMPORTS = {"mock", "unittest", "pytest_mock"}
SLOW = {"dagster", "dbt", "dagster_dbt", "great_expectations", "subprocess"}


def imports(path: Path) -> set[str]:
    """The packages that a file imports anywhere."""
    nodes = list(ast.walk(syntax(path)))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {
        name.split(".")[0] for name in plain | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    }


def cases() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in python_files("tests"):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                yield f"{short(path)}: {node.name}", node


def can_fail(function: ast.FunctionDef) -> bool:
    """It asserts, expects an error, or leaves that to a helper whose name says so."""
    called = {ast.unparse(node.func).split(".")[-1] for node in ast.walk(function) if isinstance(node, ast.Call)}
    asserts = any(isinstance(node, ast.Assert) for node in ast.walk(function))
    return asserts or any(name.startswith(("assert", "raises", "check")) for name in called)


def test_no_test_is_left_out():
    names = [
        f"{short(path)}:{node.lineno}"
        for path in python_files("tests")
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Attribute) and node.attr in FORBIDDEN_NAMES
    ]
    assert names == []


def test_nothing_is_mocked():
    assert [short(path) for path in python_files("tests") if imports(path) & FORBIDDEN_IMPORTS] == []


def test_every_test_can_fail():
    found = list(cases())
    assert found
    assert [name for name, function in found if not can_fail(function)] == []


def test_unit_tests_are_quick():
    files = python_files("tests/unit")
    assert files
    assert [f"{short(path)}: {imports(path) & SLOW}" for path in files if imports(path) & SLOW] == []


@pytest.mark.parametrize(
    ("body", "expected"), [("assert x", True), ("with pytest.raises(E): f()", True), ("f()", False)]
)
def test_can_fail_knows(body, expected):
    function = ast.parse(f"def test_it():\n    {body}").body[0]
    assert can_fail(function) is expected
