"""What a build is made of, in one fingerprint: equal fingerprints, equal tables.

Imports neither Polars nor DuckDB nor Dagster: it is asked before a refresh begins, and with nothing new that is all.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

from dagster_project.reading.looking import look
from dagster_project.reading.manifest import NAME, Source
from dagster_project.reading.version import digest, reading_version, sources
from dagster_project.settings import ROOT, Settings
from dagster_project.warehouse import journal, versions

_DISTRIBUTION = "jixiao-warehouse"
_WRITTEN_BY_DBT = {"target", "logs", "dbt_packages"}


@cache
def code_version(settings: Settings) -> str:
    """Of everything but the documents: code, vocabulary, dbt project, gates, libraries, limits of reading.

    Fixed when it is first asked for, as reading_version is.
    """
    dbt = (
        path for path in _files(settings.dbt_dir) if path.relative_to(settings.dbt_dir).parts[0] not in _WRITTEN_BY_DBT
    )
    files = [*sources(ROOT / "dagster_project"), *dbt, *_files(settings.expectations_dir)]
    return digest(files, reading_version(settings.limits), *_libraries())


def looked_at(settings: Settings, listed: Sequence[Source], *, anew: bool = False) -> dict[str, str]:
    """Path -> sha256 of every listed document's file as it is now; `anew` trusts nothing that was seen before."""
    if anew:
        settings.looked_path.unlink(missing_ok=True)
    paths = {source.path for source in listed}
    return look(sorted(paths), settings.raw_dir, settings.limits.file_bytes, settings.looked_path)


def fingerprint(settings: Settings, listed: Sequence[Source], contents: Mapping[str, str]) -> str:
    """Of a build from these lines of the manifest and these contents (path -> sha256; none for one left for later).

    Other tables that lie beside the manifest count with their bytes.
    """
    lines = [f"{source!r} {contents.get(source.path)}" for source in listed]
    paths = {NAME, *(source.path for source in listed)}
    beside = [path for path in sorted(settings.raw_dir.glob("*.csv")) if path.name not in paths and path.is_file()]
    return digest(beside, code_version(settings), *lines)


def is_built(settings: Settings, inputs: str) -> bool:
    """Whether the version that serves was made of these inputs by the last refresh that did anything."""
    done = [line for line in journal.records(settings.journal_path) if line["outcome"] != "idle"]
    last = done[-1] if done else {}
    serving = versions.current(settings)
    is_last = serving is not None and last.get("version") == serving and last.get("inputs") == inputs
    return is_last and _is_left_alone(settings)


def _is_left_alone(settings: Settings) -> bool:
    """Whether nobody has written the files of the build since they were published: a run that was killed has.

    They are those of the newest version, which need not be the one that serves: going back writes no build.
    """
    published = versions.path_of(settings, versions.listed(settings)[-1]).stat().st_mtime_ns
    files = (settings.private_path, settings.build_path)
    return all(path.exists() and path.stat().st_mtime_ns <= published for path in files)


def _is_written_by_hand(path: Path, dbt_dir: Path) -> bool:
    return path.relative_to(dbt_dir).parts[0] not in _WRITTEN_BY_DBT


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _libraries() -> Iterator[str]:
    for requirement in metadata.requires(_DISTRIBUTION) or ():
        if "extra ==" not in requirement:
            name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
            yield f"{name} {metadata.version(name)}"
