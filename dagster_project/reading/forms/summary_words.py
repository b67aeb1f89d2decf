"""Words of summaries: the expressions that the vocabulary spells, made once."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parents[1] / "vocabulary" / "summaries.toml"


@dataclass(frozen=True, slots=True)
class Patterns:
    """Expressions made from the vocabulary; `codes` maps a printed grade to its code, `schemes` to what tells it."""

    counted: list[tuple[str, re.Pattern[str]]]
    money: re.Pattern[str]
    money_apart: re.Pattern[str]
    average: list[re.Pattern[str]]
    grades: list[re.Pattern[str]]
    all_grades: list[re.Pattern[str]]
    back: re.Pattern[str]
    others: re.Pattern[str]
    not_counted: re.Pattern[str]
    department: re.Pattern[str]
    codes: Mapping[str, str]
    schemes: Mapping[str, Sequence[str]]


@cache
def patterns() -> Patterns:
    """The expressions of the vocabulary."""
    words = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    codes = {grade: code for code, grades in words["grades"]["codes"].items() for grade in grades}
    parts = words["parts"] | {"grade": f"(?P<grade>{_any(codes)})"}
    departments = words["departments"]
    not_names = "".join(departments["not_names"])
    before = "|".join(departments["before"])
    head = rf"(?P<name>(?![{not_names}])[\u4e00-\u9fff()]{{2,30}}?(?:{_any(departments['endings'])}))(?={before})"
    return Patterns(
        counted=[(kind, _made(each, parts)) for kind, spelled in words["counted"].items() for each in spelled],
        money=_made("<with><money>", parts),
        money_apart=_made("<apart><money>", parts),
        average=[_made(each, parts) for each in words["average"]["patterns"]],
        grades=[_made(each, parts) for each in words["grades"]["patterns"]],
        all_grades=[_made(each, parts) for each in words["grades"]["all"]],
        back=_made("<self>", parts),
        others=re.compile(_any(words["others"]["words"])),
        not_counted=re.compile(_any(words["not_counted"]["words"])),
        department=re.compile(head),
        codes=codes,
        schemes=words["grades"]["schemes"],
    )


def _made(pattern: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """An expression with its parts in their places; `(?P<name>` is none of them."""
    while (made := re.sub(r"(?<!\(\?P)<(\w+)>", lambda part: parts[part[1]], pattern)) != pattern:
        pattern = made
    return re.compile(pattern)


def _any(spellings: Iterable[str]) -> str:
    return "|".join(re.escape(spelling) for spelling in sorted(spellings, key=len, reverse=True))
