"""Guessing a region from names: suggestions to confirm and no more, since many regions share their names."""

import re
from collections.abc import Iterable, Mapping

from dagster_project.reading.fold import fold

_SHORTEST = 2
_LEVELS = ((2, "0000"), (4, "00"))


def full_name(code: str, regions: Mapping[str, str]) -> str:
    """A region's name behind those of the regions above it: `吉林省 长春市 朝阳区`."""
    return " ".join([*(regions[above] for above in _above(code, regions)), regions.get(code, code)])


def suggested_regions(texts: Iterable[str], regions: Mapping[str, str]) -> list[str]:
    """The codes of regions that are named in some texts, likeliest first.

    Of names that begin at one place the longest counts. Likelier is what is named together with the regions above it,
    and only the likeliest are given, what lies deepest first; a region above a suggested one is none of its own.
    """
    named = _named("\n".join(fold(text) for text in texts), regions)
    above = {code: [each for each in _above(code, regions) if each in named] for code in named}
    covered = {each for codes in above.values() for each in codes}
    best = sorted(named - covered, key=lambda code: (-len(above[code]), _depth(code), code))
    return [code for code in best if len(above[code]) == len(above[best[0]])]


def is_related(code: str, other: str, regions: Mapping[str, str]) -> bool:
    """Whether two regions are the same or one lies in the other."""
    return code == other or code in _above(other, regions) or other in _above(code, regions)


def _named(text: str, regions: Mapping[str, str]) -> set[str]:
    by_name: dict[str, list[str]] = {}
    for code, name in regions.items():
        if len(name) >= _SHORTEST:
            by_name.setdefault(fold(name), []).append(code)
    longest_first = sorted(by_name, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return {code for name in pattern.findall(text) for code in by_name[name]}


def _above(code: str, regions: Mapping[str, str]) -> list[str]:
    """The codes of the regions above, the highest first."""
    codes = (code[:digits] + rest for digits, rest in _LEVELS)
    return [above for above in codes if above != code and above in regions]


def _depth(code: str) -> int:
    """0 for a county, 1 for a prefecture, 2 for a province."""
    return sum(code.endswith(rest) for _, rest in _LEVELS)
