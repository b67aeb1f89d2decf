"""Personal data in text: what it looks like, and the mask that stands before whatever leaves the private file.

Two ways to know it: by the values that were read from contact fields, and by how a telephone, identity or
card number is written. A bare number of seven or eight digits looks like a figure and is known by its value
alone. What is masked: log lines, metadata, examples of failing rows.
"""

import re
import tomllib
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from pathlib import Path

MASK = "***"
BLANKS = "[ \\t　]+"
JOINTS = "[-－—–()（） \\t　]+"

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


_WORDS = Path(__file__).parent / "vocabulary" / "persons.toml"
_HAN = "一-鿿"
SHORT = 2
"""Characters of a name that may be a word (高峰): inside other words it proves nothing."""
_LONG = 9  # digits of a number that is no sum of money by chance
# A much longer expression leaves the memory that RE2 gives to each.
_IN_ONE_EXPRESSION = 500


@cache
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    return words


def standing_alone(pattern: str, *, lookaround: bool) -> str:
    """`pattern` where it is not a part of something longer or a figure; RE2 knows no lookaround."""
    if lookaround:
        return f"(?<![{_BEFORE}])(?:{pattern})(?![{_AFTER}{_FIGURE}]|[.][0-9])"
    return f"(?:^|[^{_BEFORE}])(?:{pattern})(?:$|[^{_AFTER}{_FIGURE}.]|[.](?:$|[^0-9]))"


def needles(contacts: Iterable[str]) -> tuple[list[str], list[str]]:
    """What to look for of the values read from contact fields: names without blanks, numbers as local digits.

    A name has at least two characters, a number at least seven digits: anything shorter stands everywhere.
    An office or a function in the place of a person (办公室, 综合科, 会计) is no personal data, and a title is no part
    of a name. Both are sorted, longest first.
    """
    names: set[str] = set()
    numbers: set[str] = set()
    for value in contacts:
        close = _BLANK.sub("", value)
        numbers.update(_AREA.sub("", number) for number in re.findall("[0-9]{7,}", _JOINT.sub("", close)))
        if not re.search("[0-9]", close) and (name := _name_in(close)):
            names.add(name)
    return sorted(names, key=_longest_first), sorted(numbers, key=_longest_first)


def _name_in(close: str) -> str | None:
    """The name that a contact field holds, its title off; None where it names nobody, or is too short."""
    words = _words()
    bare = next((close.removesuffix(title) for title in words["titles"] if close.endswith(title)), close)
    if len(bare) == 1 and bare != close:
        return close  # 王主任
    return bare if len(bare) > 1 and bare not in words["functions"] and not _OFFICE.search(bare) else None


def by_value(contacts: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """Expressions (RE2, Rust) that find contacts: names in text without blanks, long numbers, short numbers.

    Numbers are looked for in text without blanks and joints. A short number may be a sum of money as well. A short
    name counts where it stands alone, or a title or a role stands beside it.
    """
    names, numbers = needles(contacts)
    short = [re.escape(name) for name in names if len(name) <= SHORT]
    expressions = _any_of(re.escape(name) for name in names if len(name) > SHORT)
    titles, roles = ("|".join(_words()[kind]) for kind in ("titles", "roles"))
    for some in _any_of(short):
        expressions.append(
            f"(?:^|[^{_HAN}])(?:{some})(?:$|[^{_HAN}])|(?:{some})(?:{titles})|(?:{roles})[:：]?(?:{some})"
        )
    of_length = [[each for each in numbers if (len(each) < _LONG) is is_low] for is_low in (False, True)]
    long, low = ([_number(some) for some in _any_of(group)] for group in of_length)
    return expressions, long, low


def _any_of(patterns: Iterable[str]) -> list[str]:
    every = list(patterns)
    return ["|".join(every[start : start + _IN_ONE_EXPRESSION]) for start in range(0, len(every), _IN_ONE_EXPRESSION)]


def _number(any_of: str) -> str:
    """Contacts' numbers, with or without an area code before them, that are not a part of a longer figure."""
    return standing_alone(f"(?:0[0-9]{{2,3}})?(?:{any_of})", lookaround=False)


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
_OFFICE = re.compile(
    "(?:..[室股局处部院所站队办]|.[^登]科|中心|公司|委员会|...[府镇乡县市区校馆园会团村组厅委台社厂])$"
)
_BLANK = re.compile(r"\s+")
_JOINT = re.compile("[-－—–()（）]")
_JOINTS = r"[-－—–()（）\s]*"
_BY_LOOK = re.compile("|".join(standing_alone(each, lookaround=True) for each in PATTERNS.values()))
