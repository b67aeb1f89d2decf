"""Personal data as SQL: the macros that a layer is opened with.

`holds_contact(t)`: the text holds a name or a long number that was read from a contact field in the same run.
`holds_number(t)`: it holds a contact's number that is as short as a sum of money.
`looks_personal(t)`: the text holds what is written like a telephone, identity or card number.
Their expressions are constants, which DuckDB compiles once for a whole table. All are null where `t` is.
"""

from collections.abc import Iterable, Sequence

from dagster_project.reading.privacy import BLANKS, JOINTS, PATTERNS, by_value, standing_alone


def macros(contacts: Iterable[str] | None) -> list[str]:
    """The statements that create the macros.

    Where nobody is named as a contact the first two say no to everything. Where contacts are not known (None) they
    do not exist: who asks for them cannot judge.
    """
    by_look = [_search("t", standing_alone(pattern, lookaround=False)) for pattern in PATTERNS.values()]
    looks = _macro("looks_personal", by_look)
    if contacts is None:
        return [looks]
    names, long, short = by_value(contacts)
    close, joined = _without(BLANKS), _without(JOINTS)
    in_any = [*(_search(close, name) for name in names), *(_search(joined, number) for number in long)]
    return [looks, _macro("holds_contact", in_any), _macro("holds_number", [_search(joined, each) for each in short])]


def _macro(name: str, conditions: Sequence[str]) -> str:
    return f"create macro {name}(t) as {' or '.join(conditions) or '(t is null and null)'}"


def _without(characters: str) -> str:
    return f"regexp_replace(t, {_literal(characters)}, '', 'g')"


def _search(text: str, pattern: str) -> str:
    return f"regexp_matches({text}, {_literal(pattern)})"


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
