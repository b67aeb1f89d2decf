"""The vocabulary: spellings are data (`*.toml`), structure is code.

A new spelling is one line in one of the files. A spelling that means two things in one list is refused
when the vocabulary is loaded, so that a form never means one thing today and another tomorrow.
"""

import re
import tomllib
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dagster_project.reading.fold import fold, fold_label
from dagster_project.reading.version import LOOKED_UP
from dagster_project.reading.vocabulary.lists import (
    Heading,
    Level,
    Says,
    Spellings,
    Subtotals,
    Words,
    alike,
    headings,
    holding,
    index,
    level_in,
    nearest,
    parts,
    titles,
)

FOLDER = Path(__file__).parent
_BESIDE = "summaries"
# File -> its lists whose words an unknown label may be like.
_LABELS = {
    "levels.toml": ("level1", "level2"),
    "funds.toml": ("fund_items", "fund_columns", "fund_blocks"),
    "sections.toml": ("sections",),
    "fields.toml": ("fields",),
}
# What stands between the parts of a unit, and what counts by so many.
_UNIT_PARTS, _MAGNITUDES = re.compile(r"[/·.(]|(?<=.)\)$|\)"), ("百", "千", "万", "亿")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every list of spellings, folded: look a printed text up by `fold_label(text)`, ask a function for a folded text.

    Who reads a document is given a view that notes what is looked up and asked (`watching`). What is neither concerns
    every document.
    """

    fields: Mapping[str, str]
    fields_below_table: frozenset[str]
    unit_lines: re.Pattern[str]
    options: Mapping[str, tuple[str, str]]  # word -> (field, code)
    ticks_on: frozenset[str]
    ticks_off: frozenset[str]
    markers: Mapping[str, str]  # word -> block, income, expense
    fund_blocks: Mapping[str, str]  # word -> fund, plan
    fund_blocks_with_use: Container[str]
    fund_columns: Mapping[str, str]
    fund_items: Mapping[str, str]
    fund_wholes: Container[str]
    horizons: Mapping[str, tuple[str, ...]]
    fund_parents: Mapping[str, str]  # item code -> code of its subtotal
    fund_beside: frozenset[str]  # item codes that may stand beside their subtotal, too
    units: tuple[str, ...]
    columns: Mapping[str, str]
    totals: Container[str]
    subtotals: Container[str]
    measures: Container[str]  # units of indicators
    no_units: Container[str]  # words of the unit column that are none
    directions: Container[str]  # words of the column of directions
    attributes: Container[str]  # words of the column of attributes
    second_names: Mapping[str, str]  # header -> what it names where its first column stands elsewhere
    lasting: tuple[str, ...]  # words of names beside which 月 counts months; beside `done_in` it is a month of the year
    done_in: tuple[str, ...]
    placeholders: re.Pattern[str]
    templates: Container[str]
    level1: Mapping[str, Level]
    level2: Mapping[str, Level]
    sections: Mapping[str, str]
    tasks: Mapping[str, str]
    duties: Mapping[str, str]
    empty_phrases: Container[str]
    grades: frozenset[str]
    institutions: tuple[str, ...]  # how the names of departments and units end
    titles: Callable[[str], Says | None]
    title_length: int  # no title is longer
    title_leads: re.Pattern[str]
    heading_length: int  # no dated heading is longer
    headings: Callable[[str], Heading]
    is_of_part_of_year: Callable[[str], bool]
    column_parts: Callable[[str], Words]
    marker_parts: Callable[[str], Words]
    fund_column_parts: Callable[[str], Words]
    near_columns: Callable[[str], str]
    near_fund_columns: Callable[[str], str]
    near_labels: Callable[[str], tuple[str, str] | None]

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
        return level_in(self.level1 if number == 1 else self.level2, text)


@cache
def load(folder: Path = FOLDER) -> Vocabulary:
    """The vocabulary of a folder, read once. Raises OperatorError where a spelling has two meanings."""
    return of_files(texts(folder))


@cache
def texts(folder: Path = FOLDER) -> dict[str, str]:
    """The files of a folder that its vocabulary is made of, read once: name -> text."""
    return {name: (folder / f"{name}.toml").read_text(encoding="utf-8") for name in (*LOOKED_UP, _BESIDE)}


def of_files(files: Mapping[str, str]) -> Vocabulary:
    """The vocabulary that files say (name -> TOML). Raises OperatorError where a spelling has two meanings."""
    said = {name: tomllib.loads(toml) for name, toml in files.items()}
    lists = _fields(said["fields"]) | _funds(said["funds"]) | _columns(said["columns"]) | _levels(said["levels"])
    lists |= _sections(said["sections"]) | _titles(said["titles"])
    lists["subtotals"] = Subtotals(lists["subtotals"], lists["totals"], (lists["level1"], lists["level2"]))
    return Vocabulary(
        **lists,
        grades=frozenset(grade for grades in said[_BESIDE]["grades"]["codes"].values() for grade in grades),
        institutions=tuple(said[_BESIDE]["departments"]["endings"]),
        column_parts=parts(lists["columns"]),
        marker_parts=parts(lists["markers"]),
        fund_column_parts=parts(lists["fund_columns"]),
        near_columns=nearest(lists["columns"]),
        near_fund_columns=nearest(lists["fund_columns"]),
        near_labels=alike({file: [lists[name] for name in names] for file, names in _LABELS.items()}),
    )


def _fields(file: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "fields": Spellings(index("fields", file["fields"]), file["patterns"]),
        "unit_lines": re.compile(file["unit_lines"]["pattern"]),
        "fields_below_table": frozenset(file["below_table"]["names"]),
        "options": _options(file["options"]),
        "ticks_on": frozenset(file["ticks"]["on"]),
        "ticks_off": frozenset(file["ticks"]["off"]),
        "markers": index("markers", file["markers"]),
        "horizons": {name: tuple(words) for name, words in file["horizons"].items()},
    }


def _funds(file: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "fund_blocks": index("fund blocks", {"fund": file["blocks"]["labels"], "plan": file["blocks"]["plan"]}),
        "fund_blocks_with_use": frozenset(map(fold_label, file["blocks"]["with_use"])),
        "fund_columns": Spellings(index("fund columns", file["columns"]), file["patterns"]),
        "fund_items": Spellings(index("fund items", file["items"]), file["item_patterns"]),
        "fund_wholes": frozenset(map(fold_label, file["wholes"]["labels"])),
        "fund_parents": {part: whole for whole, below in file["parents"].items() for part in below},
        "fund_beside": frozenset(part for below in file["beside"].values() for part in below),
        "units": tuple(file["units"]["words"]),
    }


def _columns(file: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "columns": Spellings(index("columns", file["columns"]), file["patterns"]),
        "totals": frozenset(map(fold_label, file["totals"]["labels"])),
        "subtotals": frozenset(map(fold_label, file["totals"]["subtotals"])),
        "measures": frozenset(map(fold, file["units"]["words"])),
        "no_units": frozenset(map(fold, file["units"]["none"])),
        "directions": frozenset(map(fold, file["directions"]["words"])),
        "attributes": frozenset(map(fold, file["attributes"]["words"])),
        "second_names": index("second names", file["second_names"]),
        "lasting": tuple(file["months"]["lasting"]),
        "done_in": tuple(file["months"]["done_in"]),
        "placeholders": re.compile("|".join(file["placeholders"]["patterns"])),
        "templates": frozenset(map(fold, file["templates"]["names"])),
    }


def _levels(file: Mapping[str, Any]) -> dict[str, Any]:
    groups = file["level2"]
    codes = index("level 2", {code: group["words"] for code, group in groups.items()})
    return {
        "level1": {word: Level(code) for word, code in index("level 1", file["level1"]).items()},
        "level2": {word: Level(code, tuple(groups[code]["under"])) for word, code in codes.items()},
    }


def _sections(file: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "sections": Spellings(index("sections", file["sections"]), file["patterns"]),
        "tasks": index("tasks", file["tasks"]),
        "duties": index("duties", file["duties"]),
        "empty_phrases": frozenset(map(fold, file["empty_phrases"]["texts"])),
    }


def _titles(file: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "titles": titles(file),
        "title_length": file["max_length"],
        "title_leads": re.compile(file["leads"]["pattern"]),
        "heading_length": file["dated_headings"]["max_length"],
        "headings": headings(file["dated_headings"]),
        "is_of_part_of_year": holding(file["part_of_year"]),
    }


def _options(groups: Mapping[str, Mapping[str, list[str]]]) -> dict[str, tuple[str, str]]:
    words = {f"{field}/{code}": spellings for field, codes in groups.items() for code, spellings in codes.items()}
    found = index("options", words).items()
    return {word: (name.split("/")[0], name.split("/")[1]) for word, name in found}
