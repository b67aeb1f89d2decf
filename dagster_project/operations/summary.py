"""The short table at the end of a refresh, and what an analyst can ask next."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from dagster_project.messages import text
from dagster_project.operations.refresh import Refreshed
from dagster_project.operations.saying import plain, say
from dagster_project.settings import Settings
from dagster_project.warehouse import versions
from dagster_project.warehouse.connections import opened

_TABLES = {
    "forms": "marts.fct_forms",
    "fund figures": "marts.fct_funds",
    "indicators": "marts.fct_indicators",
    "mid-term indicators": "marts.fct_midterm_indicators",
    "scored indicators": "marts.fct_scores",
    "summaries": "marts.fct_evaluation_summaries",
}

EXAMPLES = {
    "How much was budgeted for how many projects?": (
        "select r.region_name, p.fiscal_year, count(*) as projects, sum(p.budget_yuan) as budget_yuan\n"
        "from marts.mart_project_year p join marts.dim_region r using (region_code)\n"
        "where p.has_target group by all order by all;"
    ),
    "Where were points lost, and why?": (
        "select i.level3_printed, i.target_printed, i.actual_printed, s.weight, s.score, s.deviation_reason\n"
        "from marts.fct_scores s join marts.fct_indicators i using (document_key, form_no, row_no)\n"
        "where s.score < s.weight order by s.weight - s.score desc limit 10;"
    ),
    "Where does a figure stand in its document?": (
        "select d.path, f.locator, f.fund_item_printed, f.amount_printed, f.amount_yuan\n"
        "from marts.fct_funds f join marts.dim_document d using (document_key)\n"
        "order by f.amount_yuan desc nulls last limit 10;"
    ),
}
"""Question -> SQL that runs on the published file; a test runs them all."""


@dataclass(frozen=True)
class Documents:
    """The documents of a build: how many of each status, what was refused, the share of cells that were read.

    `replacing` are the paths of those that replace earlier ones.
    """

    by_status: dict[str, int]
    rejects: list[tuple[str, str, str]]
    read_share: float | None
    replacing: list[str]


def read_documents(settings: Settings) -> Documents:
    """What the files of the last build say about its documents."""
    listed = "from marts.dim_document where status is not null"
    with opened(settings.build_path, read_only=True) as connection:
        statuses = connection.execute(f"select status, count(*) {listed} group by 1 order by 1").fetchall()
        replacing = connection.execute(f"select path {listed} and supersedes_document_key <> '' order by 1").fetchall()
    with opened(settings.private_path, read_only=True) as connection:
        share = connection.execute("select sum(cells_bound) / nullif(sum(cells), 0) from raw.documents").fetchone()
        rejects = connection.execute("select path, what, what_to_do from raw.rejects order by all").fetchall()
    return Documents(dict(statuses), rejects, share[0] if share else None, [path for (path,) in replacing])


def show_published(console: Console, settings: Settings, refreshed: Refreshed) -> Documents:
    """Show what was published; returns what is known about the documents."""
    documents = read_documents(settings)
    console.print(_table(refreshed, documents))
    show_rejects(console, documents)
    _show_unlisted(console, settings, refreshed)
    if later := refreshed.record.later:
        say(console, text("refresh.later", count=later), "yellow")
    if paths := documents.replacing:
        console.print(text("refresh.replaced", count=len(paths), first=paths[0]), markup=False, soft_wrap=True)
    show_gates(console, refreshed, {"warning"})
    version = str(versions.current(settings))
    say(console, text("refresh.published", version=version, path=settings.published_path))
    for question, sql in EXAMPLES.items():
        console.print(f"\n[dim]-- {question}[/dim]\n{sql}", soft_wrap=True, highlight=False)
    return documents


def show_failed(console: Console, refreshed: Refreshed) -> None:
    """Show why nothing was published: errors, and the expectations that failed with their examples."""
    show_gates(console, refreshed, {"critical", "warning"})
    for problem in refreshed.record.problems.values():
        say(console, problem.shown, "red")
    say(console, text("refresh.failed"), "bold red")


def show_rejects(console: Console, documents: Documents) -> None:
    """One line for every document, form or value that was refused, with what to do."""
    for path, what, what_to_do in documents.rejects:
        say(console, f"{path}: {what} {what_to_do}", "yellow")


def show_gates(console: Console, refreshed: Refreshed, severities: Iterable[str]) -> None:
    """The expectations of these severities that did not pass, with scrubbed examples, and what to do.

    A log or a pipe has no width that names could be fitted to: there each is a line of its own, whole.
    """
    failing = [
        gate for gate in refreshed.record.gates if gate["outcome"] != "passed" and gate["severity"] in severities
    ]
    if not failing:
        return
    _show_table(console, failing) if console.is_terminal else _show_lines(console, failing)
    stopped = any(gate["severity"] == "critical" for gate in failing)
    say(console, text("gates.correct" if stopped else "gates.look"), "yellow")


def _show_lines(console: Console, failing: Sequence[Mapping[str, Any]]) -> None:
    say(console, "expectations that did not pass")
    for gate in failing:
        rows = "" if gate["unexpected"] is None else f", {gate['unexpected']} rows"
        name = f"{gate['layer']}.{gate['table_name']}"
        say(console, f"  {name}: {gate['expectation']} {gate['outcome']} ({gate['severity']}){rows}")
        if gate["examples"]:
            say(console, f"    {gate['examples']}")


def _show_table(console: Console, failing: Sequence[Mapping[str, Any]]) -> None:
    table = Table(title="expectations that did not pass", title_justify="left", expand=True)
    for heading in ("table", "expectation", "outcome", "rows", "examples"):
        table.add_column(heading, overflow="fold")
    for gate in failing:
        name = f"{gate['layer']}.{gate['table_name']}"
        outcome = f"{gate['outcome']} ({gate['severity']})"
        cells = (name, gate["expectation"], outcome, gate["unexpected"], gate["examples"])
        table.add_row(*(plain("" if cell is None else cell) for cell in cells))
    console.print(table)


def _show_unlisted(console: Console, settings: Settings, refreshed: Refreshed) -> None:
    if files := refreshed.unlisted:
        warning = text("refresh.unlisted", count=len(files), folder=settings.raw_dir, first=files[0])
        say(console, warning, "yellow")


def _table(refreshed: Refreshed, documents: Documents) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False)
    statuses = ", ".join(f"{number} {status}" for status, number in documents.by_status.items())
    table.add_row("documents", f"{sum(documents.by_status.values())} ({statuses}), {refreshed.record.read} read now")
    for name, key in _TABLES.items():
        table.add_row(name, f"{refreshed.record.rows.get(key, 0):,}")
    share = documents.read_share
    table.add_row("read share", "-" if share is None else f"{share:.2%}")
    table.add_row("gates", _gates(refreshed))
    table.add_row("data tests", f"{refreshed.record.tests} passed")
    for step, seconds in refreshed.record.seconds.items():
        table.add_row(step, f"{seconds:.1f} s")
    own = refreshed.total_seconds - refreshed.import_seconds
    split = f"{refreshed.total_seconds:.1f} s = imports {refreshed.import_seconds:.1f} s + own work {own:.1f} s"
    table.add_row("in all", split)
    return table


def _gates(refreshed: Refreshed) -> str:
    record = refreshed.record
    not_passed = sum(gate["outcome"] != "passed" for gate in record.gates)
    expectations = f"{len(record.gates)} expectations, {not_passed} not passed"
    return f"{len(record.passed)} passed, {len(record.failed)} failed ({expectations})"
