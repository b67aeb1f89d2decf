"""The repository as the conventions see it."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dagster_project.settings import ROOT

MODELS = ROOT / "dbt" / "models"
SUITES = ROOT / "expectations"


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that git keeps. Other people's checkouts are theirs: git is told not to mind whose this one is."""
    listed = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """The Python files of some folders of the repository."""
    return tuple(sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")))


@cache
def syntax(path: Path) -> ast.Module:
    """A Python file as a tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def short(path: Path) -> str:
    """A path as it is told to people."""
    return path.relative_to(ROOT).as_posix()


@cache
def models() -> dict[str, Path]:
    """Every dbt model: name -> SQL file."""
    return {path.stem: path for path in sorted(MODELS.rglob("*.sql"))}


def layer(path: Path) -> str:
    """The first folder under models/."""
    return path.relative_to(MODELS).parts[0]


@cache
def described() -> dict[str, tuple[Path, dict[str, Any]]]:
    """Every model that a YAML file names: name -> file and entry. A name that stands twice raises."""
    found: dict[str, tuple[Path, dict[str, Any]]] = {}
    for path in sorted(MODELS.rglob("*.yml")):
        for entry in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("models", []):
            assert entry["name"] not in found, f"{entry['name']} is described twice, the second time in {short(path)}"
            found[entry["name"]] = (path, entry)
    return found


def meta(entry: dict[str, Any]) -> dict[str, Any]:
    """The meta of a model or column, in dbt's new place or its old one."""
    return {**entry.get("meta", {}), **entry.get("config", {}).get("meta", {})}


@cache
def calls(sql: Path) -> dict[str, list[tuple[str, ...]]]:
    """What a model reads: `ref` and `source` -> the arguments of each call."""
    text = re.sub(r"{#.*?#}", "", sql.read_text(encoding="utf-8"), flags=re.DOTALL)
    text = re.sub(r"--.*", "", text)
    found: dict[str, list[tuple[str, ...]]] = {"ref": [], "source": []}
    for function, arguments in re.findall(r"\b(ref|source)\(([^)]*)\)", text):
        found[function].append(tuple(re.findall(r"['\"]([^'\"]+)['\"]", arguments)))
    return found
