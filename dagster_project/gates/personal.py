"""Personal data as SQL: the macros that every connection of a gate has.

`holds_contact(t)`: the text holds a name or a number that was read from a contact field in the same run.
`looks_personal(t)`: the text holds what is written like a telephone, identity or card number.
Their expressions are constants, which DuckDB compiles once for a whole table. Both are null where `t` is.
"""

import re
from collections.abc import Iterable

from dagster_project.reading.privacy import PATTERNS, needles, standing_alone

_IN_ONE_EXPRESSION = 500
"""Contacts in one regular expression: a much longer one leaves the memory that RE2 gives to each."""


def macros(contacts: Iterable[str]) -> list[str]:
    """The statements that create both macros; without contacts the first says no to everything."""
    names, numbers = needles(contacts)
    by_value = [
        *(_search("regexp_replace(t, '[ \\t　]+', '', 'g')", any_of) for any_of in _any_of(map(re.escape, names))),
        *(_search("regexp_replace(t, '[-－—–()（） \\t　]+', '', 'g')", _number(any_of)) for any_of in _any_of(numbers)),
    ]
    by_look = [_search("t", standing_alone(pattern, lookaround=False)) for pattern in PATTERNS.values()]
    return [
        f"create or replace temp macro holds_contact(t) as {' or '.join(by_value) or '(t is null and null)'}",
        f"create or replace temp macro looks_personal(t) as {' or '.join(by_look)}",
    ]


def _any_of(patterns: Iterable[str]) -> list[str]:
    every = list(patterns)
    return ["|".join(every[start : start + _IN_ONE_EXPRESSION]) for start in range(0, len(every), _IN_ONE_EXPRESSION)]


def _number(any_of: str) -> str:
    """Contacts' numbers, with or without an area code before them, that are not a part of a longer figure."""
    return standing_alone(f"(?:0[0-9]{{2,3}})?(?:{any_of})", lookaround=False)


def _search(text: str, pattern: str) -> str:
    return f"regexp_matches({text}, {_literal(pattern)})"


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
