"""Saying something to the person at the terminal."""

from rich.console import Console
from rich.text import Text

from dagster_project.visible import visible


def say(console: Console, sentence: str, style: str = "") -> None:
    """Print a sentence on one line as it is: what others wrote in it is shown and not obeyed."""
    console.print(plain(sentence), style=style, soft_wrap=True)


def plain(value: object) -> Text:
    """A text for a cell of a table, nothing in it obeyed."""
    return Text(visible(value))
