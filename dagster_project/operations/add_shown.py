"""What `jixiao add` shows: what was recognised of every document, what became of it, what must be told first."""

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from rich.console import Console
from rich.table import Table

from dagster_project.messages import text
from dagster_project.operations.add import Looked, Told
from dagster_project.operations.saying import plain, say
from dagster_project.reading.guessing import full_name
from dagster_project.reading.recognising import Recognised
from dagster_project.visible import visible

_MOST_REASONS, _MOST_NAMES, _MOST_REGIONS = 10, 6, 12
_YEAR = re.compile(r"20[0-9]{2}")
_PLAIN = re.compile(r"[\w@%+=:,./-]+")
_OPTIONS = {"region": "--region", "year": "--year", "department": "--department"}
_OPTIONS |= {"published_on": "--published-on", "title": "--title"}


def show_looked(console: Console, looked: Looked) -> None:
    """Show one document: what was recognised, and whether it is listed now."""
    say(console, looked.name, "bold")
    if looked.recognised:
        console.print(_table(looked.recognised))
        for line in _reasons(looked.recognised):
            say(console, line, "yellow")
    for warning in looked.warnings:
        say(console, warning, "yellow")
    if looked.refused:
        say(console, text("add.refused", what=looked.refused.what, what_to_do=looked.refused.what_to_do), "red")
    elif looked.listed:
        path = looked.listed.path
        told = text("add.listed", path=path) if looked.listed.is_new else text("add.listed_before", path=path)
        say(console, told, "green" if looked.listed.is_new else "yellow")
    else:
        say(console, text("add.waits"), "yellow")
    console.print()


def show_asked(console: Console, waiting: Sequence[Looked], told: Told, regions: Mapping[str, str]) -> None:
    """Show what must be told of the documents that wait, with the commands that tell it."""
    groups: dict[tuple[str, ...], list[Looked]] = {}
    for looked in waiting:
        groups.setdefault(() if told.region else looked.suggested, []).append(looked)
    for codes, group in groups.items():
        if not told.region:
            _show_regions(console, codes, regions)
        if any(looked.lacks_year for looked in group):
            say(console, text("add.needs_year"), "yellow")
        for code in (told.region,) if told.region else codes[:_MOST_REGIONS] or ("CODE",):
            say(console, f"  {_command(group, replace(told, region=code))}", "bold")
    console.print()


def shell_words(words: Iterable[str]) -> str:
    """Words as a shell takes them; one that holds what cannot be seen is written out byte by byte."""
    return " ".join(map(_shell_word, words))


def _shell_word(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    return shlex.quote(word) if visible(word) == word else "$'" + "".join(map(_byte, word)) + "'"


def _byte(char: str) -> str:
    if visible(char) == char and char not in "\\'":
        return char
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(char))


def _table(recognised: Recognised) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in _lines(recognised):
        table.add_row(f"  {name}", plain(value))
    return table


def _lines(recognised: Recognised) -> Iterator[tuple[str, str]]:
    yield "container", recognised.format
    stages = ", ".join(f"{number} {stage}" for stage, number in sorted(recognised.stages.items()))
    yield "forms", f"{len(recognised.forms)} ({stages})" if stages else "0"
    yield "years", ", ".join(map(str, recognised.years)) or "-"
    yield "departments", ", ".join(recognised.departments[:_MOST_NAMES]) or "-"
    for name, number in recognised.counts().items():
        yield name, f"{number:,}"
    yield "read share", "-" if recognised.read_share is None else f"{recognised.read_share:.2%}"


def _reasons(recognised: Recognised) -> Iterator[str]:
    """What could not be read, and what to do; what is said of many places is said once."""
    places: dict[tuple[str, str], list[str]] = {}
    for reject in recognised.tables["rejects"]:
        places.setdefault((reject["what"], reject["what_to_do"]), []).append(reject["locator"] or "")
    for (what, what_to_do), where in list(places.items())[:_MOST_REASONS]:
        more = " " + text("add.more_places", count=len(where) - 1) if len(where) > 1 else ""
        yield f"  {where[0]}{more}: {what} {what_to_do}" if where[0] else f"  {what} {what_to_do}"
    if len(places) > _MOST_REASONS:
        yield "  " + text("add.more_reasons", count=len(places) - _MOST_REASONS)


def _show_regions(console: Console, codes: Sequence[str], regions: Mapping[str, str]) -> None:
    say(console, text("add.needs_region") if codes else text("add.no_region"), "yellow")
    table = Table(show_header=False, box=None, pad_edge=False)
    for code in codes[:_MOST_REGIONS]:
        table.add_row(f"  {code}", plain(full_name(code, regions)))
    if codes:
        console.print(table)


def _command(group: Sequence[Looked], told: Told) -> str:
    """The command that adds the files of a group."""
    if any(looked.lacks_year for looked in group):
        told = replace(told, year=_year(group) or "YYYY")
    options = [word for name, value in asdict(told).items() if value for word in (_OPTIONS[name], value)]
    files = dict.fromkeys(_argument(looked.file) for looked in group)
    return shell_words(["jixiao", "add", *files, *options])


def _argument(file: Path) -> str:
    return f"./{file}" if str(file).startswith("-") else str(file)


def _year(group: Sequence[Looked]) -> str | None:
    """The one year that documents without a printed one name elsewhere: in their head or their file's name."""
    found = {
        year
        for looked in group
        if looked.recognised
        for name in (*looked.recognised.names(), looked.name, *map(str, looked.recognised.years))
        for year in _YEAR.findall(name)
    }
    return found.pop() if len(found) == 1 else None
