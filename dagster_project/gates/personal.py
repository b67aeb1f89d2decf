"""Personal data as SQL: the macros that a layer is opened with.

`holds_contact(t)`: the text holds a name or a number that was read from a contact field in the same run.
`looks_personal(t)`: the text holds what is written like a telephone, identity or card number.
Their expressions are constants, which DuckDB compiles once for a whole table. Both are null where `t` is.
"""

import re
from collections.abc import Iterable

from dagster_project.reading.privacy import PATTERNS, needles, standing_alone

_IN_ONE_EXPRESSION = 500
"""Contacts in one regular expression: a much longer one leaves the memory that RE2 gives to each."""


def macros(contacts: Iterable[str] | None) -> list[str]:
    """The statements that create both macros.

    Where nobody is named as a contact the first says no to everything. Where contacts are not known (None) it
    does not exist: who asks for it cannot judge.
    """
    by_look = [_search("t", standing_alone(pattern, lookaround=False)) for pattern in PATTERNS.values()]
    looks = f"create macro looks_personal(t) as {' or '.join(by_look)}"
    if contacts is None:
        return [looks]
    names, numbers = needles(contacts)
    close, joined = _without(" \\t　"), _without("-－—–()（） \\t　")
    by_value = [_search(close, any_of) for any_of in _any_of(map(re.escape, names))]
    by_value += [_search(joined, _number(any_of)) for any_of in _any_of(numbers)]
    return [looks, f"create macro holds_contact(t) as {' or '.join(by_value) or '(t is null and null)'}"]


def _any_of(patterns: Iterable[str]) -> list[str]:
    every = list(patterns)
    return ["|".join(every[start : start + _IN_ONE_EXPRESSION]) for start in range(0, len(every), _IN_ONE_EXPRESSION)]


def _without(characters: str) -> str:
    return f"regexp_replace(t, '[{characters}]+', '', 'g')"


def _number(any_of: str) -> str:
    """Contacts' numbers, with or without an area code before them, that are not a part of a longer figure."""
    return standing_alone(f"(?:0[0-9]{{2,3}})?(?:{any_of})", lookaround=False)


def _search(text: str, pattern: str) -> str:
    return f"regexp_matches({text}, {_literal(pattern)})"


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
