"""dbt in this process: one parsed manifest per warehouse, one build per layer.

Everything dbt writes lies under `<warehouse>/dbt`. The paths reach profiles.yml through the environment
and are the same on every run of a warehouse, since a changed value costs a cold parse.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dagster_project import processes
from dagster_project.errors import GateFailed
from dagster_project.messages import text
from dagster_project.settings import Settings

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

_OURS = {"target", "logs", "dbt_packages"}


@dataclass(frozen=True)
class NodeResult:
    """What became of one model, seed or data test. `failures` are rows that a test found."""

    unique_id: str
    status: str
    seconds: float
    failures: int | None
    message: str | None

    @property
    def kind(self) -> str:
        """model, seed or test."""
        return self.unique_id.partition(".")[0]

    @property
    def name(self) -> str:
        """The name that its file or its YAML gives it."""
        return self.unique_id.split(".")[2]

    @property
    def has_failed(self) -> bool:
        """Whether it stops the build; a test that only warns does not."""
        return self.status in ("error", "fail", "runtime error")


def manifest(settings: Settings) -> Mapping[str, Any]:
    """The content of manifest.json, parsed anew where a file of the dbt project changed.

    Raises GateFailed where the project cannot be parsed.
    """
    target, stamp = _target(settings), _stamp(settings)
    stamp_path = target / "stamp"
    if not stamp_path.exists() or stamp_path.read_text() != stamp:
        stamp_path.unlink(missing_ok=True)
        _invoke(settings, ["parse"])
        stamp_path.write_text(stamp)
    content: Mapping[str, Any] = json.loads((target / "manifest.json").read_bytes())
    return content


def build(
    settings: Settings, select: Sequence[str], indirect_selection: str, exclude: Sequence[str] = ()
) -> list[NodeResult]:
    """Build the selected nodes but the excluded ones and run their data tests; unit tests belong to `make test`.

    Returns what became of each node, failed ones included; raises GateFailed where dbt could not even
    start. All connections are closed afterwards: dbt keeps files open otherwise.
    """
    arguments = ["build", "--select", *select, "--indirect-selection", indirect_selection]
    arguments += ["--exclude", *exclude] if exclude else []
    arguments += ["--exclude-resource-type", "unit_test", "--no-write-json", "--threads", str(settings.threads)]
    result = _invoke(settings, arguments, _kept_manifest(settings))
    return [
        NodeResult(row.node.unique_id, str(row.status), row.execution_time, row.failures, row.message)
        for row in result.results
    ]


def _invoke(settings: Settings, arguments: list[str], manifest: "Manifest | None" = None) -> Any:
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    common = ["--project-dir", str(settings.dbt_dir), "--profiles-dir", str(settings.dbt_dir)]
    common += ["--target-path", str(_target(settings)), "--log-path", str(settings.warehouse_dir / "dbt" / "logs")]
    quiet = ["--quiet", "--log-level", "none", "--log-level-file", "none", "--no-version-check"]
    heard: list[int] = []

    def stop(number: int, _frame: object) -> None:
        heard.append(number)
        raise KeyboardInterrupt  # at which alone dbt ends its threads; else they would outlive this process's end

    try:
        with _environment(settings), processes.stopped_by(stop):
            outcome = dbtRunner(manifest=manifest).invoke([*quiet, *arguments, *common])
    finally:
        DuckDBConnectionManager.close_all_connections()
    if heard:  # no failure of a gate; and raised in the midst of a library it may be passed over
        raise KeyboardInterrupt
    if outcome.exception is not None:
        raise GateFailed(text("dbt.broken", reason=str(outcome.exception))) from outcome.exception
    return outcome.result


def _kept_manifest(settings: Settings) -> "Manifest":
    return _loaded(_target(settings) / "partial_parse.msgpack", (_target(settings) / "stamp").read_text())


@lru_cache(maxsize=1)
def _loaded(path: Path, _stamp: str) -> "Manifest":
    # Reading back what the parse kept takes 0.2 s, dbt's own check whether it may takes 0.9 s; ours is the stamp.
    from dbt.contracts.graph.manifest import Manifest

    kept = Manifest.from_msgpack(path.read_bytes())
    kept.build_flat_graph()
    return kept


def _target(settings: Settings) -> Path:
    return settings.warehouse_dir / "dbt" / "target"


def _variables(settings: Settings) -> dict[str, str]:
    return {
        "JIXIAO_BUILD_PATH": str(settings.build_path),
        "JIXIAO_PRIVATE_PATH": str(settings.private_path),
    }


@contextmanager
def _environment(settings: Settings) -> Iterator[None]:
    variables = _variables(settings)
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _stamp(settings: Settings) -> str:
    from dbt.version import installed

    found = hashlib.sha256(repr((installed.to_version_string(), _variables(settings))).encode())
    for path in sorted(settings.dbt_dir.rglob("*")):
        relative = path.relative_to(settings.dbt_dir)
        if path.is_file() and relative.parts[0] not in _OURS:
            found.update(repr((relative.as_posix(), path.stat().st_size)).encode() + path.read_bytes())
    return found.hexdigest()
