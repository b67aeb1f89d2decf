"""What a terminal is shown of what others wrote."""

import io

import pytest
from rich.console import Console

from dagster_project.operations.progress import Shown
from dagster_project.operations.saying import say
from dagster_project.visible import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("甲 乙[red]<b>", "甲 乙[red]<b>"),
        ("a\x1b[31mb\x00\x7f\x9b", "a\\x1b[31mb\\x00\\x7f\\x9b"),
        ("a\u202eb\u2066\u200b", "a\\x202eb\\x2066\\x200b"),
        ("a\nb\r\tc\u2028d", "a\\x0ab\\x0d\\x09c\\x2028d"),
        ("甲\u3000乙\xa0丙", "甲 乙 丙"),
        ("\udc80", "\\xdc80"),
        (None, "None"),
    ],
)
def test_nothing_is_obeyed(text, shown):
    assert visible(text) == shown


def test_a_sentence_is_printed_as_it_is():
    console = Console(file=io.StringIO(), force_terminal=True, width=20)
    say(console, "a[red]b[/nope]\x1b[2J" + "c" * 30)
    assert console.file.getvalue() == "a[red]b[/nope]\\x1b[2J" + "c" * 30 + "\n"


def test_a_path_moves_on_the_progress_bar_as_it_is():
    console = Console(file=io.StringIO(), force_terminal=True, width=120)
    with Shown(console) as progress:
        progress.documents(1)
        progress.document("[/nope]\x1b[2Ja.txt")
    assert "[/nope]\\x1b[2Ja.txt" in console.file.getvalue()
    assert "\x1b[2Ja" not in console.file.getvalue()
