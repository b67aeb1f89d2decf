"""Personal data in text: what it looks like, and the mask that stands before whatever leaves the private file.

Two ways to know it: by the values that were read from contact fields, and by how a telephone, identity or
card number is written. A bare number of seven or eight digits looks like a figure and is known by its value
alone. What is masked: log lines, metadata, examples of failing rows.
"""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import lru_cache

MASK = "***"

PATTERNS: dict[str, str] = {
    "mobile": "1[3-9][0-9]{9}|1[3-9][0-9]-[0-9]{4}-[0-9]{4}",
    # Without a sign between, only area codes that exist: 000000990001 is the end of a project's code.
    "landline": "[(（]?0[0-9]{2,3}[-)）－—–]{1,2}[0-9]{7,8}|0(?:10|2[0-9]|[3-9][0-9]{2})[0-9]{7,8}",
    "identity": "[1-9][0-9]{16}[0-9Xx]",
    "card": "[0-9]{16,19}",
}
"""Kind -> expression, valid in `re` and in RE2; it counts only between edges, see `standing_alone`."""

# A longer number, a code with letters and the decimals of a fraction are none of these; nor is a sum of money.
_BEFORE = "0-9A-Za-z."
_AFTER = "0-9A-Za-z"
_FIGURE = "元万亿%"


def standing_alone(pattern: str, *, lookaround: bool) -> str:
    """`pattern` where it is not a part of something longer or a figure; RE2 knows no lookaround."""
    if lookaround:
        return f"(?<![{_BEFORE}])(?:{pattern})(?![{_AFTER}{_FIGURE}]|[.][0-9])"
    return f"(?:^|[^{_BEFORE}])(?:{pattern})(?:$|[^{_AFTER}{_FIGURE}.]|[.](?:$|[^0-9]))"


def needles(contacts: Iterable[str]) -> tuple[list[str], list[str]]:
    """What to look for of the values read from contact fields: names without blanks, numbers as local digits.

    A name has at least two characters, a number at least seven digits: anything shorter stands everywhere.
    An office in the place of a person (办公室, 综合科) is no personal data. Both are sorted, longest first.
    """
    names: set[str] = set()
    numbers: set[str] = set()
    for value in contacts:
        close = _BLANK.sub("", value)
        numbers.update(_AREA.sub("", number) for number in re.findall("[0-9]{7,}", _JOINT.sub("", close)))
        if len(close) > 1 and not re.search("[0-9]", close) and not _OFFICE.search(close):
            names.add(close)
    return sorted(names, key=_longest_first), sorted(numbers, key=_longest_first)


def scrub(text: str, known: AbstractSet[str]) -> str:
    """`text` with the known contact values, and whatever is written like one, replaced by `***`."""
    by_value = _by_value(frozenset(known))
    masked = _BY_LOOK.sub(MASK, text)  # first: a known local number is the end of a longer one
    return by_value.sub(MASK, masked) if by_value else masked


@lru_cache(maxsize=4)
def _by_value(known: frozenset[str]) -> re.Pattern[str] | None:
    names, numbers = needles(known)
    parts = [r"\s*".join(map(re.escape, name)) for name in names]
    parts += [f"(?<![0-9]){_JOINTS.join(number)}(?![0-9])" for number in numbers]
    return re.compile("|".join(parts)) if parts else None


def _longest_first(value: str) -> tuple[int, str]:
    return -len(value), value


_AREA = re.compile("^0(?:10|2[0-9]|[3-9][0-9]{2})(?=[0-9]{7,8}$)")
# 登科 is a given name; no other ends in one of these.
_OFFICE = re.compile("(?:..[室股局处部院所站队办]|.[^登]科|中心|公司|委员会)$")
_BLANK = re.compile(r"\s+")
_JOINT = re.compile("[-－—–()（）]")
_JOINTS = r"[-－—–()（）\s]*"
_BY_LOOK = re.compile("|".join(standing_alone(each, lookaround=True) for each in PATTERNS.values()))
