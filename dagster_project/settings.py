"""The only reader of the environment: every value has one visible default and is checked at start.

`docs/settings.md` is generated from this module (`make docs`); a test says so when it is out of date.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.reading.containers.limits import DEFAULT, Limits

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: the folder that holds the package, the documents and the dbt project."""

PREFIX = "JIXIAO_"

MEGABYTE = 1_000_000

_MOST_READERS = 16  # unasked: each takes 150 MB, with its helper for PDF


def _absolute(path: Path) -> Path:
    # Not resolve(): a linked folder keeps the name that the operator gave it, in messages too.
    return path.expanduser().absolute()


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


Folder = Annotated[Path, AfterValidator(_absolute)]
LogLevel = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_upper)]


class Settings(BaseSettings):
    """What a run depends on besides the code. Frozen; folders are absolute, and need not exist yet.

    Tests and callers may give values by name; what is not given comes from `JIXIAO_<NAME>`, else from the
    default. An empty variable counts as not set. Raises pydantic's ValidationError; see `load_settings`.
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    raw_dir: Folder = Field(ROOT / "raw", description="Folder with `sources.csv` and the documents it lists.")
    warehouse_dir: Folder = Field(
        ROOT / "warehouse",
        description="Everything a refresh keeps: versions, private file, journal, lock, run logs, Dagster's record.",
    )
    dbt_dir: Folder = Field(ROOT / "dbt", description="The dbt project.")
    expectations_dir: Folder = Field(ROOT / "expectations", description="The gates: `<layer>/<table>.json`.")
    keep_versions: int = Field(5, ge=1, description="Published versions that stay for going back.")
    keep_runs: int = Field(
        200, ge=1, description="Runs whose log and Dagster record stay; the journal has a line for every run."
    )
    loss_share: float = Field(
        0.1,
        ge=0,
        le=1,
        description="Largest share of a fact's rows of a year that a refresh may lose; 1 for any. "
        "`jixiao refresh --accept-loss` is 1 for one run.",
    )
    threads: int = Field(2, ge=1, le=64, description="Threads of building, and of each process that judges (two).")
    readers: int = Field(
        0,
        ge=0,
        le=64,
        description="Processes that read, and of which two may judge; 0 for as many as there are processors.",
    )
    log_level: LogLevel = Field(
        "INFO", description="Least level written to the run log: DEBUG, INFO, WARNING or ERROR."
    )

    wait_seconds: int = Field(
        0, ge=0, description="How long a refresh waits for another one that is going on; 0 for leaving at once."
    )
    automatic: bool = Field(
        default=False,
        description="Schedules and the sensor of `dagster dev` and the daemon are on from the start: true or false.",
    )
    notice_command: str = Field(
        "", description="Command that is told how each refresh ended: run without a shell, the notice as JSON on stdin."
    )
    notice_webhook: str = Field(
        "",
        pattern=r"^(https?://\S+)?$",
        description="Address (http, https) that the notice of each refresh is sent to, as JSON by POST.",
    )

    explorer_hosts: str = Field(
        "",
        description="Names beside localhost under which the explorer may be asked, with blanks between them: "
        "that of a proxy before it, say.",
    )
    explorer_seconds: int = Field(30, ge=1, description="Longest time for a query of the explorer; then it is ended.")
    explorer_megabytes: int = Field(
        1000, ge=100, description="Most memory of a query of the explorer; four may run at once, the fifth waits."
    )

    document_megabytes: int = Field(
        DEFAULT.file_bytes // MEGABYTE, ge=1, description="Largest file that is read; one that is larger is refused."
    )
    document_pages: int = Field(DEFAULT.pages, ge=1, description="Most pages of a PDF; one with more is refused.")
    document_cells: int = Field(
        DEFAULT.cells, ge=1, description="Most cells and paragraphs of a document; one with more is refused."
    )
    document_seconds: int = Field(
        int(DEFAULT.seconds), ge=1, description="Longest time for reading one document; then it is refused."
    )
    reader_megabytes: int = Field(
        DEFAULT.memory_bytes // MEGABYTE,
        ge=200,
        description="Most memory of a process that reads PDF and .xls; a document that needs more is refused.",
    )

    @property
    def workers(self) -> int:
        """How many processes read documents."""
        return self.readers or min(len(os.sched_getaffinity(0)), _MOST_READERS)

    @property
    def limits(self) -> Limits:
        """How much of one document is read before it is refused."""
        return Limits(
            file_bytes=self.document_megabytes * MEGABYTE,
            pages=self.document_pages,
            cells=self.document_cells,
            seconds=self.document_seconds,
            silent_seconds=min(self.document_seconds, DEFAULT.silent_seconds),
            memory_bytes=self.reader_megabytes * MEGABYTE,
        )

    @property
    def regions_paths(self) -> tuple[Path, Path]:
        """The one source of region codes, for reading and for dim_region: the list, and what changed in it."""
        seeds = self.dbt_dir / "seeds"
        return seeds / "regions.csv", seeds / "region_changes.csv"

    @property
    def private_path(self) -> Path:
        """The file of raw, staging and intermediate. Holds personal data; never published."""
        return self.warehouse_dir / "private.duckdb"

    @property
    def readings_path(self) -> Path:
        """Folder of what has been read, kept for the next refresh. Holds personal data; never published."""
        return self.warehouse_dir / "readings"

    @property
    def looked_path(self) -> Path:
        """What the files of documents were when they were last looked at."""
        return self.warehouse_dir / "looked.json"

    @property
    def build_path(self) -> Path:
        """The file a run builds marts and meta in; published under a versioned name when it is whole."""
        return self.warehouse_dir / "build.duckdb"

    @property
    def published_path(self) -> Path:
        """The relative link to the version that serves."""
        return self.warehouse_dir / "jixiao.duckdb"

    @property
    def versions_dir(self) -> Path:
        """Folder of the published versions."""
        return self.warehouse_dir / "versions"

    @property
    def journal_path(self) -> Path:
        """One JSON line per run, appended only."""
        return self.warehouse_dir / "journal.jsonl"

    @property
    def lock_path(self) -> Path:
        """The one lock before every way in."""
        return self.warehouse_dir / "lock"

    @property
    def dagster_home(self) -> Path:
        """Dagster's instance: runs from the command are seen in `dagster dev`."""
        return self.warehouse_dir / "dagster"

    @property
    def logs_dir(self) -> Path:
        """Folder of the run logs, `<run_key>.jsonl` each."""
        return self.warehouse_dir / "logs"


def load_settings() -> Settings:
    """The settings of this process; raises OperatorError, one line, where a value cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        raise OperatorError(_one_line(error)) from error


def _one_line(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    return text("settings.bad", variable=variable(str(first["loc"][0])), value=first["input"], reason=first["msg"])


def variable(field: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + field.upper()


def rows() -> list[Mapping[str, str]]:
    """The table for the docs: variable, default and meaning of every setting, in the order above."""
    return [
        {
            "variable": variable(name),
            "default": _shown(field.default),
            "meaning": str(field.description),
        }
        for name, field in Settings.model_fields.items()
    ]


def _shown(default: object) -> str:
    return f"{default.relative_to(ROOT)}/" if isinstance(default, Path) else str(default)
