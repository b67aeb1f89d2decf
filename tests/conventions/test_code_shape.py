"""Budgets: what is long is hard to see through. (Docstrings, blind excepts, imports: ruff, in `make lint`.)"""

import ast
import re
from pathlib import Path
from statistics import quantiles

import pytest

from dagster_project.settings import ROOT

from .tree import layer, models, python_files, short, syntax

CODE = ("dagster_project", "scripts", "benchmarks", "tests")
LINES_OF_FILE = 300
LINES_OF_FUNCTION = 50
LINES_OF_MOST_FUNCTIONS = 30
LINES_OF_MODEL = {"staging": 60, "intermediate": 120, "marts": 120}


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> list[tuple[str, int]]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = (node for node in ast.walk(syntax(path)) if isinstance(node, kinds))
    return [(f"{short(path)}: {node.name}", (node.end_lineno or 0) - node.lineno + 1) for node in found]


def test_files_are_short():
    assert [f"{short(path)}: {lines(path)}" for path in python_files(*CODE) if lines(path) >= LINES_OF_FILE] == []


def test_functions_are_short():
    sizes = [each for path in python_files(*CODE) for each in functions(path)]
    assert [each for each in sizes if each[1] > LINES_OF_FUNCTION] == []


def test_nine_functions_in_ten_are_no_longer_than_a_screen():
    sizes = [size for path in python_files("dagster_project") for _, size in functions(path)]
    assert quantiles(sizes, n=10)[-1] <= LINES_OF_MOST_FUNCTIONS


def test_models_are_short():
    assert {layer(path) for path in models().values()} == LINES_OF_MODEL.keys()
    sizes = {short(path): (lines(path), LINES_OF_MODEL[layer(path)]) for path in models().values()}
    assert {name: size for name, (size, limit) in sizes.items() if size > limit} == {}


@pytest.mark.parametrize("pattern", [r"#\s*type:\s*ignore\[[\w, -]+\]\s*$", r"#\s*noqa(:[\w, ]+)?\s*$"])
def test_an_exception_to_a_check_says_why(pattern):
    """`# type: ignore[code]  # why`, `# noqa: CODE  # why` (that a code is named, ruff and mypy see to)."""
    found = [
        f"{short(path)}:{number}"
        for path in python_files(*CODE)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert found == []


def test_only_the_settings_read_the_environment():
    readers = [
        f"{short(path)}:{node.lineno}"
        for path in python_files("dagster_project")
        if path != ROOT / "dagster_project" / "settings.py"
        for node in ast.walk(syntax(path))
        if reads_environment(node)
    ]
    assert readers == []


def reads_environment(node: ast.AST) -> bool:
    """Asks for a variable by its name; what puts variables back as they were, or sets one for a library, does not."""
    match node:
        case ast.Call(func=ast.Attribute(attr="getenv")):
            return True
        case ast.Call(func=ast.Attribute(attr="get", value=ast.Attribute(attr="environ")), args=[ast.Constant(), *_]):
            return True
        case ast.Subscript(value=ast.Attribute(attr="environ"), slice=ast.Constant(), ctx=ast.Load()):
            return True
    return False
