"""The vocabulary: spellings are data (`*.toml`), structure is code.

A new spelling is one line in one of the files. A spelling that means two things in one list is refused
when the vocabulary is loaded, so that a form never means one thing today and another tomorrow.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import process

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.reading.fold import fold, fold_label

_FOLDER = Path(__file__).parent
# No label is longer.
_LONGEST = 20
# What stands between the parts of a unit, and what counts by so many.
_UNIT_PARTS, _MAGNITUDES = re.compile(r"[/·.(]|(?<=.)\)$|\)"), ("百", "千", "万", "亿")
_POINTS = re.compile(r"(?<=指标)(?:\s+\d{1,3}(?:\.\d+)?|\s*\d{1,3}(?:\.\d+)?\s*分)\s*$")
# Of 100: what is less alike is not alike.
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Level:
    """A level word: its code and, for level 2, the level-1 codes it stands under by the rules."""

    code: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every list of spellings, folded: look a printed text up by `fold_label(text)`."""

    fields: Mapping[str, str]
    fields_below_table: frozenset[str]
    unit_lines: re.Pattern[str]
    options: Mapping[str, tuple[str, str]]  # word -> (field, code)
    ticks_on: frozenset[str]
    ticks_off: frozenset[str]
    markers: Mapping[str, str]  # word -> block, income, expense
    fund_blocks: Mapping[str, str]  # word -> fund, plan
    fund_blocks_with_use: frozenset[str]
    fund_columns: Mapping[str, str]
    fund_items: Mapping[str, str]
    fund_wholes: frozenset[str]
    horizons: Mapping[str, tuple[str, ...]]
    fund_parents: Mapping[str, str]  # item code -> code of its subtotal
    fund_beside: frozenset[str]  # item codes that may stand beside their subtotal, too
    units: tuple[str, ...]
    columns: Mapping[str, str]
    totals: frozenset[str]
    subtotals: frozenset[str]
    measures: frozenset[str]  # units of indicators
    no_units: frozenset[str]  # words of the unit column that are none
    directions: frozenset[str]  # words of the column of directions
    attributes: frozenset[str]  # words of the column of attributes
    second_names: Mapping[str, str]  # header -> what it names where its first column stands elsewhere
    lasting: tuple[str, ...]  # words of names beside which 月 counts months; beside `done_in` it is a month of the year
    done_in: tuple[str, ...]
    placeholders: re.Pattern[str]
    templates: frozenset[str]
    level1: Mapping[str, Level]
    level2: Mapping[str, Level]
    sections: Mapping[str, str]
    tasks: Mapping[str, str]
    duties: Mapping[str, str]
    empty_phrases: frozenset[str]
    grades: frozenset[str]
    titles: Mapping[str, Any]
    institutions: tuple[str, ...]  # how the names of departments and units end

    def knows(self, label: str) -> bool:
        """Whether a whole folded label is a heading of any kind."""
        known = (
            self.fields,
            self.sections,
            self.columns,
            self.markers,
            self.fund_blocks,
            self.fund_columns,
            self.tasks,
        )
        return any(label in words for words in known)

    def is_unit(self, text: str) -> bool:
        """Whether a text is a unit of indicators, alone, by hundreds of some or for one of another (万人, 元/人·月)."""
        parts = _UNIT_PARTS.split(fold(text))
        return fold(text) in self.no_units or all(
            part in self.measures or (part[:1] in _MAGNITUDES and part[1:] in self.measures) for part in parts
        )

    def level(self, number: int, text: str) -> Level | None:
        """The level word that a cell prints, or None. Its points may stand behind it without brackets."""
        words = self.level1 if number == 1 else self.level2
        label = fold_label(_POINTS.sub("", text))
        return words.get(label) or words.get(label.removesuffix("指标"))


class Spellings(dict[str, str]):
    """Folded spelling -> canonical name, and whole-label patterns for the spellings that nobody has listed.

    Iterating gives what is listed. The first pattern that matches serves.
    """

    def __init__(self, listed: Mapping[str, str], patterns: Mapping[str, Iterable[str]]) -> None:
        """Take listed spellings, and regular expressions by canonical name."""
        super().__init__(listed)
        self._patterns = [(re.compile("|".join(each)), name) for name, each in patterns.items()]
        self._found: dict[str, str | None] = {}

    def __missing__(self, label: str) -> str:
        """The name of a label that is not listed; raises KeyError where no pattern matches it either."""
        name = self._matched(label)
        if name is None:
            raise KeyError(label)
        return name

    def __contains__(self, label: object) -> bool:
        """Whether a label is listed or matches a pattern."""
        return isinstance(label, str) and self.get(label) is not None

    def get(self, label: str, default: Any = None) -> Any:
        """The name of a label, else `default`."""
        name = super().get(label) or self._matched(label)
        return default if name is None else name

    def _matched(self, label: str) -> str | None:
        if len(label) > _LONGEST:
            return None
        if label not in self._found:
            self._found[label] = next((name for pattern, name in self._patterns if pattern.fullmatch(label)), None)
        return self._found[label]


def index(owner: str, groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Folded spelling -> canonical name. Raises OperatorError where a spelling has two meanings."""
    known: dict[str, str] = {}
    for name, spellings in groups.items():
        for spelling in spellings:
            folded = fold_label(spelling)
            if known.setdefault(folded, name) != name:
                raise OperatorError(
                    text("vocabulary.two_meanings", owner=owner, spelling=spelling, one=known[folded], other=name)
                )
    return known


def nearest(word: str, known: Iterable[str], count: int = 3) -> str:
    """The known spellings closest to a printed word, best first: what an unknown header may have meant.

    Where none is like it the closest one is named all the same, and it is said that it is not.
    """
    found = process.extract(fold_label(word) or fold(word), list(known), limit=count)
    near = [spelling for spelling, score, _ in found if score >= _NEAR]
    return ", ".join(near) if near or not found else text("vocabulary.not_near", nearest=found[0][0])


@cache
def load(folder: Path = _FOLDER) -> Vocabulary:
    """The vocabulary of a folder, read once. Raises OperatorError where a spelling has two meanings."""
    files = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))}
    fields, funds, columns = files["fields"], files["funds"], files["columns"]
    levels, sections = files["levels"], files["sections"]
    return Vocabulary(
        fields=Spellings(index("fields", fields["fields"]), fields["patterns"]),
        unit_lines=re.compile(fields["unit_lines"]["pattern"]),
        fields_below_table=frozenset(fields["below_table"]["names"]),
        options=_options(fields["options"]),
        ticks_on=frozenset(fields["ticks"]["on"]),
        ticks_off=frozenset(fields["ticks"]["off"]),
        markers=index("markers", fields["markers"]),
        fund_blocks=index("fund blocks", {"fund": funds["blocks"]["labels"], "plan": funds["blocks"]["plan"]}),
        fund_blocks_with_use=frozenset(map(fold_label, funds["blocks"]["with_use"])),
        fund_columns=Spellings(index("fund columns", funds["columns"]), funds["patterns"]),
        fund_items=Spellings(index("fund items", funds["items"]), funds["item_patterns"]),
        fund_wholes=frozenset(map(fold_label, funds["wholes"]["labels"])),
        horizons={name: tuple(words) for name, words in fields["horizons"].items()},
        fund_parents={part: whole for whole, parts in funds["parents"].items() for part in parts},
        fund_beside=frozenset(part for parts in funds["beside"].values() for part in parts),
        units=tuple(funds["units"]["words"]),
        columns=Spellings(index("columns", columns["columns"]), columns["patterns"]),
        totals=frozenset(map(fold_label, columns["totals"]["labels"])),
        subtotals=frozenset(map(fold_label, columns["totals"]["subtotals"])),
        measures=frozenset(map(fold, columns["units"]["words"])),
        no_units=frozenset(map(fold, columns["units"]["none"])),
        directions=frozenset(map(fold, columns["directions"]["words"])),
        attributes=frozenset(map(fold, columns["attributes"]["words"])),
        second_names=index("second names", columns["second_names"]),
        lasting=tuple(columns["months"]["lasting"]),
        done_in=tuple(columns["months"]["done_in"]),
        placeholders=re.compile("|".join(columns["placeholders"]["patterns"])),
        templates=frozenset(map(fold, columns["templates"]["names"])),
        level1={word: Level(code) for word, code in index("level 1", levels["level1"]).items()},
        level2=_level2(levels["level2"]),
        sections=Spellings(index("sections", sections["sections"]), sections["patterns"]),
        tasks=index("tasks", sections["tasks"]),
        duties=index("duties", sections["duties"]),
        empty_phrases=frozenset(map(fold, sections["empty_phrases"]["texts"])),
        grades=frozenset(grade for grades in files["summaries"]["grades"]["codes"].values() for grade in grades),
        titles=files["titles"],
        institutions=tuple(files["summaries"]["departments"]["endings"]),
    )


def _options(groups: Mapping[str, Mapping[str, list[str]]]) -> dict[str, tuple[str, str]]:
    words = {f"{field}/{code}": spellings for field, codes in groups.items() for code, spellings in codes.items()}
    found = index("options", words).items()
    return {word: (name.split("/")[0], name.split("/")[1]) for word, name in found}


def _level2(groups: Mapping[str, Mapping[str, list[str]]]) -> dict[str, Level]:
    codes = index("level 2", {code: group["words"] for code, group in groups.items()})
    return {word: Level(code, tuple(groups[code]["under"])) for word, code in codes.items()}
