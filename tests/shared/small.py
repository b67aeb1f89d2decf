"""A warehouse of one invented document with one figure: a version is known by it, and mixed versions give themselves away."""

from itertools import count
from pathlib import Path

import duckdb

from dagster_project.operations.clock import Clock
from dagster_project.operations.progress import Silent
from dagster_project.operations.refresh import refresh
from dagster_project.settings import Settings
from dagster_project.warehouse import journal, versions

_FORM = """项目支出绩效目标表

项目名称\t测试项目
主管部门\t测试样本局
项目资金（万元）\t中期资金总额：\t900\t年度资金总额：\t{figure}
\t其中：财政拨款\t900\t其中：财政拨款\t{figure}
总体目标\t中期目标（2024年-2026年）\t\t年度目标
\t三年建成\t\t一年开工
一级指标\t二级指标\t三级指标\t指标值\t二级指标\t三级指标\t指标值
产出指标\t数量指标\t测试场次\t≥{figure}场\t数量指标\t测试场次\t≥{figure}场

"""
MANIFEST = "path,region_code,fiscal_year,published_on\n"
FIGURES = count(2)
"""A figure for each document that is published, none twice."""
KNOWN = {
    "build.duckdb",
    "dagster",
    "dbt",
    "jixiao.duckdb",
    "journal.jsonl",
    "lock",
    "logs",
    "private.duckdb",
    "versions",
    "readings",
    "looked.json",
}
FIGURE = (
    "select (select max(f.amount_yuan) from marts.fct_funds as f where f.measure = 'budget') / 10000,"
    " (select max(target_value) from marts.fct_indicators), (select max(target_value) from marts.fct_midterm_indicators),"
    " (select count(distinct version) from meta.runs), (select max(version) from meta.runs)"
)


def settings(folder: Path, **more: object) -> Settings:
    """Settings of a warehouse in `folder`; its document has the figure 1."""
    made = Settings(raw_dir=folder / "raw", warehouse_dir=folder / "warehouse", **more)
    made.raw_dir.mkdir()
    (made.raw_dir / "sources.csv").write_text(MANIFEST + line("a.txt"), encoding="utf-8")
    write(made, 1)
    return made


def line(path: str) -> str:
    """A line of the manifest."""
    return f"{path},320682,2024,2024-02-01\n"


def write(made: Settings, figure: int) -> None:
    """The document is published anew with another figure."""
    (made.raw_dir / "a.txt").write_text(_FORM.format(figure=figure), encoding="utf-8")


def served(made: Settings) -> int:
    """The figure that serves."""
    with duckdb.connect(str(made.published_path), read_only=True) as connection:
        return figure_of(connection)


def serving(made: Settings) -> Path:
    """The file that serves."""
    return versions.path_of(made, versions.current(made))


def damage(path: Path) -> None:
    """Turn a byte of every block of a database file."""
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    for place in range(20_000, len(content), 4096):
        content[place] ^= 255
    path.write_bytes(content)


def check_next(made: Settings) -> None:
    """The next refresh, in this process and with another figure, succeeds and leaves nothing over."""
    write(made, figure := next(FIGURES))
    done = refresh(made, Silent(), Clock())
    assert done is not None
    assert done.exit_code == 0, done.record.problems
    check_serves(made, figure)
    check_tidy(made)


def figure_of(connection: duckdb.DuckDBPyConnection) -> int:
    """The figure that an open version shows; AssertionError where two tables show another one."""
    budget, annual, mid_term, *_ = connection.execute(FIGURE).fetchone()
    assert budget == annual == mid_term, (budget, annual, mid_term)
    return int(budget)


def check_serves(made: Settings, *figures: int) -> int:
    """What is published is whole and shows one of these figures; returns it."""
    version = versions.current(made)
    assert version is not None
    assert versions.is_whole(made, version)
    assert not list(made.versions_dir.glob("*.wal"))
    assert not made.published_path.readlink().is_absolute()
    with duckdb.connect(str(made.published_path), read_only=True) as connection:
        found = figure_of(connection)
        for schema, table in connection.execute("select schema_name, table_name from duckdb_tables()").fetchall():
            connection.execute(f"select bit_xor(hash(t)) from {schema}.{table} as t").fetchall()
        (last,) = connection.execute("select max(version) from meta.runs").fetchone()
    assert found in figures
    assert last == version
    return found


def check_tidy(made: Settings) -> None:
    """Nothing is left over: no half-written file, a digest for each version, and each version has its line."""
    assert {path.name for path in made.warehouse_dir.iterdir()} <= KNOWN
    listed = versions.listed(made)
    names = {versions.path_of(made, version).name for version in listed}
    assert {path.name for path in made.versions_dir.iterdir()} == names | {f"{name}.sha256" for name in names}
    lines = journal.records(made.journal_path)
    assert set(listed) <= {each["version"] for each in lines}
    assert len({each["run_key"] for each in lines}) == len(lines)
