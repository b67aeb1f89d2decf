"""What the tests of whole runs share: inputs made from raw/, runs in this process and as a command, comparisons."""

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dagster_project.operations.asked import Asked
from dagster_project.operations.clock import Clock
from dagster_project.operations.progress import Silent
from dagster_project.operations.refresh import Refreshed, refresh
from dagster_project.settings import Settings

CHANGED = Asked()
COMMAND = Path(sys.executable).with_name("jixiao")
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
NAME, NUMBER = "测试某甲", "0513-00000000"  # invented
FIELD, PROSE = " 项目负责人/联系电话 \n", "医疗专家。"
# Invented too: a department's summary of its evaluations, for the first line of a document, which is empty.
EVALUATIONS = "自我评价情况"
SUMMARY = "本部门编报绩效目标的2024年度项目3个，涉及预算金额20万元；绩效自评的2024年度项目2个，涉及预算金额12.5万元，平均得分95.5分，其中优1个，良1个，中0个，差0个。"

# Who should publish: one who did, one of whom nothing was collected, one whom somebody looked for.
EXPECTED = """region_code,department,first_year,last_year,stages,searched_on
320682,如皋市人力资源和社会保障局,2024,2024,,
320682,测试样本局,,,,
320682,测试样本中心,2024,2024,target,2024-12-31
"""


@dataclass(frozen=True)
class Done:
    """A warehouse after one good run of the command, and what the run left in it."""

    settings: Settings
    output: str
    contacts: list[str]
    version: str
    hashes: dict[str, str]


def run(settings: Settings, asked: Asked = CHANGED) -> Refreshed:
    """A refresh in this process, where the imports are paid once; something must be new, or all be asked for."""
    refreshed = refresh(settings, Silent(), Clock(), asked)
    assert refreshed is not None
    return refreshed


def command(settings: Settings, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as an operator runs it."""
    return ended(begun(settings, [COMMAND, *arguments]))


def program(settings: Settings, text: str) -> subprocess.CompletedProcess[str]:
    """A program in Python, in a process of its own with these settings."""
    return ended(begun(settings, [sys.executable, "-c", text]))


def begun(settings: Settings, arguments: list[str | Path], *, own_group: bool = False) -> subprocess.Popen[str]:
    """A process with these settings, going on, as the first of a group where it is asked."""
    given = {f"JIXIAO_{name.upper()}": str(value) for name, value in settings.model_dump().items()}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JIXIAO_")}
    environment = {**kept, **given, "COLUMNS": "200"}
    pipe = subprocess.PIPE
    streams = {"stdout": pipe, "stderr": pipe, "stdin": subprocess.DEVNULL}
    return subprocess.Popen(arguments, env=environment, text=True, start_new_session=own_group, **streams)


def ended(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    """The process once it has ended."""
    with process:
        out, err = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def documents(target: Path, source: Path) -> Path:
    """A copy of the documents with a contact in its field and in prose, and a summary: raw/ has none."""
    shutil.copytree(source, target)
    path = next(path for path in sorted(target.rglob("*.txt")) if FIELD in path.read_text(encoding="utf-8"))
    printed = path.read_text(encoding="utf-8")
    assert PROSE in printed
    printed = printed.replace(FIELD, f"{FIELD.rstrip()} {NAME}/{NUMBER} \n", 1)
    path.write_text(printed.replace(PROSE, f"{PROSE}联系{NAME}，{NUMBER}。", 1), encoding="utf-8")
    told = next(path for path in sorted(target.rglob("*.txt")) if EVALUATIONS in path.read_text(encoding="utf-8"))
    (target / "expected.csv").write_text(EXPECTED, encoding="utf-8")
    assert told.read_text(encoding="utf-8").startswith("\n")
    told.write_text(SUMMARY + told.read_text(encoding="utf-8"), encoding="utf-8")
    return target


def manifest(raw_dir: Path) -> list[dict[str, str]]:
    """The lines of sources.csv."""
    with (raw_dir / "sources.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_manifest(raw_dir: Path, lines: list[dict[str, str]]) -> None:
    """Write sources.csv anew."""
    with (raw_dir / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)


def expectations_with_a_failure(target: Path, source: Path, layer: str, table: str) -> Path:
    """A copy of the suites in which one table is expected to have more rows than there are."""
    shutil.copytree(source, target)
    path = target / layer / f"{table}.json"
    suite = json.loads(path.read_text(encoding="utf-8"))
    kwargs = {"column": "document_key", "value_set": ["no such document"]}
    suite["expectations"].append({"type": "expect_column_values_to_be_in_set", "kwargs": kwargs})
    path.write_text(json.dumps(suite, ensure_ascii=False), encoding="utf-8")
    return target


def query(path: Path, sql: str) -> list[tuple]:
    """Rows from a file of the warehouse."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def mart_hashes(path: Path) -> dict[str, str]:
    """Table -> a hash of its rows that does not depend on their order."""
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        return {
            table: connection.execute(
                f"select md5(string_agg(row_hash, '' order by row_hash)) from (select md5(cast(t as varchar)) as row_hash from marts.{table} as t)"
            ).fetchone()[0]
            for (table,) in tables
        }
