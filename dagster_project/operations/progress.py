"""What is seen while a run goes on; without a terminal, one line per step."""

from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from dagster_project.operations.saying import say
from dagster_project.operations.steps import READING
from dagster_project.visible import visible


class Silent:
    """Progress that nobody looks at: runs started in `dagster dev`, and tests."""

    def waits(self, sentence: str) -> None:
        """Another process is waited for; `sentence` says which and how long."""

    def documents(self, total: int) -> None:
        """Reading begins; `total` documents are listed."""

    def document(self, path: str) -> None:
        """The document at `path` has been read."""

    def step(self, name: str) -> None:
        """The step `name` begins."""


class Shown(Silent):
    """Progress on a rich console: a line that moves for the step, a bar for the documents."""

    def __init__(self, console: Console) -> None:
        """Show on `console` between `with` and its end."""
        self._console = console
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Begin to show."""
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the screen as it was."""
        self._progress.stop()

    def waits(self, sentence: str) -> None:
        """Another process is waited for; `sentence` says which and how long."""
        say(self._console, sentence, "yellow")

    def documents(self, total: int) -> None:
        """Reading begins; `total` documents are listed."""
        self._begin(READING, total)

    def document(self, path: str) -> None:
        """The document at `path` has been read."""
        if self._task is not None:
            self._progress.update(self._task, advance=1, description=f"{READING} {escape(visible(path))}")

    def step(self, name: str) -> None:
        """The step `name` begins."""
        if not self._console.is_terminal:
            self._console.print(name)
        self._begin(name, None)

    def _begin(self, description: str, total: int | None) -> None:
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(description, total=total)
