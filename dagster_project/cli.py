"""The `jixiao` command: thin verbs, and the exit codes that go with our errors."""

# ruff: noqa: E402 - the clock starts before anything else is imported, so that imports are counted
from dagster_project.operations.clock import Clock

CLOCK = Clock()

import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from dagster_project.errors import JixiaoError, OperatorError, StrictRefused
from dagster_project.messages import text
from dagster_project.operations.asked import Asked
from dagster_project.operations.saying import say
from dagster_project.reading.opening import FIRST_YEAR, LAST_YEAR
from dagster_project.settings import Settings, load_settings
from dagster_project.warehouse import versions

if TYPE_CHECKING:
    from dagster_project.operations.refresh import Refreshed

app = typer.Typer(
    name="jixiao",
    help="County budget-performance disclosures, from documents to one DuckDB warehouse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


class Stage(StrEnum):
    """How far `show` goes."""

    document = "document"
    forms = "forms"
    rows = "rows"


@app.command()
def refresh(
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 4 where anything was refused or quarantined.")
    ] = False,
    full: Annotated[bool, typer.Option("--full", help="Read and build everything again, changed or not.")] = False,
    year: Annotated[
        int | None,
        typer.Option(min=FIRST_YEAR, max=LAST_YEAR, help="Read only documents of this fiscal year of the list."),
    ] = None,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Publish although facts lose rows; it is meant.")
    ] = False,
) -> None:
    """Read what changed, build, judge and publish; with nothing new, say so."""
    settings, console, asked = load_settings(), Console(), Asked(full, year)
    if accept_loss:
        settings = settings.model_copy(update={"loss_share": 1.0})
    from dagster_project.operations.progress import Shown
    from dagster_project.operations.refresh import refresh as run

    CLOCK.imported()
    with Shown(console) as progress:
        refreshed = run(settings, progress, CLOCK, asked)
    if refreshed is None:
        say(console, text("refresh.idle", version=versions.current(settings), seconds=CLOCK.total()))
        rejects = _rejects(settings) if strict else 0
    else:
        rejects = _shown(console, settings, refreshed)
    if strict and rejects:
        raise StrictRefused(text("refresh.strict", rejects=rejects))


def _shown(console: Console, settings: Settings, refreshed: "Refreshed") -> int:
    """Show how a refresh ended; the number of rejects."""
    from dagster_project.operations.summary import show_failed, show_published

    if refreshed.exit_code:
        show_failed(console, refreshed)
        raise typer.Exit(refreshed.exit_code)
    return len(show_published(console, settings, refreshed).rejects)


def _rejects(settings: Settings) -> int:
    """The number of rejects of the version that serves."""
    from dagster_project.operations.status import rejects

    return len(rejects(settings, str(versions.current(settings))))


@app.command()
def status() -> None:
    """What serves, how the last runs went, and what was refused."""
    from dagster_project.operations.status import show_status

    show_status(Console(), load_settings())


@app.command("versions")
def list_versions() -> None:
    """The published versions that are there, and which of them serves."""
    from dagster_project.operations.going_back import show_versions

    show_versions(Console(), load_settings())


@app.command()
def rollback(version: Annotated[str, typer.Argument(help="Its name or its number, as in `jixiao versions`.")]) -> None:
    """Let an earlier version serve, if its file is as it was published."""
    settings = load_settings()
    from dagster_project.operations.going_back import rollback as go_back

    Console().print(text("versions.rolled_back", version=go_back(settings, version)), soft_wrap=True, markup=False)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A document.")],
    stage: Annotated[Stage, typer.Option(help="What to show.")] = Stage.forms,
) -> None:
    """What the reader sees in one document, step by step."""
    settings = load_settings()
    from dagster_project.reading.show import render

    typer.echo(render(file, stage.value, settings.limits))


@app.command()
def add(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Documents, or zips of documents.")],
    region: Annotated[str, typer.Option(help="Code of the region that publishes them.")] = "",
    year: Annotated[str, typer.Option(help="Fiscal year, for forms that print none.")] = "",
    department: Annotated[str, typer.Option(help="Department, for forms that print none.")] = "",
    published_on: Annotated[str, typer.Option(help="When it was published, YYYY-MM-DD.")] = "",
    title: Annotated[str, typer.Option(help="What the page calls it.")] = "",
) -> None:
    """Put documents under the folder of documents and into its list."""
    settings, console = load_settings(), Console()
    from dagster_project.operations import add_shown
    from dagster_project.operations.add import Told, begin

    adding = begin(settings, Told(region, year, department, published_on, title))
    looked = []
    for each in adding.add(files):
        add_shown.show_looked(console, each)
        looked.append(each)
    if waiting := [each for each in looked if each.waits]:
        add_shown.show_asked(console, waiting, adding.told, adding.regions)
    if any(each.listed is None for each in looked):
        raise typer.Exit(1)


@app.command()
def diff(document: Annotated[str, typer.Argument(help="Its path in sources.csv.")]) -> None:
    """Which figures a document changes against the one, or the file under its path, that it replaces."""
    from dagster_project.operations.differences import show_differences

    show_differences(Console(), load_settings(), document)


@app.command()
def prepare() -> None:
    """Make Dagster's record where there is none; its services call this before they start."""
    settings = load_settings()
    from dagster_project.operations.instance import prepare as make_record

    Console().print(text("cli.prepared", folder=make_record(settings)), soft_wrap=True, markup=False)


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def dev(context: typer.Context) -> None:
    """Dagster's own pages over this warehouse; options are those of `dagster dev`."""
    settings = load_settings()
    from dagster_project.operations.instance import prepare as make_record

    program = Path(sys.executable).with_name("dagster")
    if not program.exists():
        raise OperatorError(text("cli.dev_missing", program=program.name, python=sys.executable))
    os.environ["DAGSTER_HOME"] = str(make_record(settings))
    arguments = [program.name, "dev", "-m", "dagster_project.definitions", *context.args]
    os.execv(program, arguments)  # noqa: S606 - this process becomes Dagster's, a shell would only stand between


@app.command()
def explore(
    host: Annotated[str, typer.Option(help="Address to open; the pages have no password.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 for any that is free.")] = 8000,
) -> None:
    """Pages over the published warehouse: its tables and queries, for reading alone."""
    settings, console = load_settings(), Console()
    from dagster_project.explorer.server import serve

    serve(
        settings,
        host,
        port,
        lambda address: say(console, text("explorer.serving", address=address, path=settings.published_path)),
    )


def main() -> None:
    """Run the command; an error of ours is one line on stderr and its exit code. SIGTERM ends it as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        app()
    except JixiaoError as error:
        Console(stderr=True).print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(error.exit_code)
