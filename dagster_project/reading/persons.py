"""Persons: names and numbers in contact fields, and where a name may stand in prose."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

_NUMBER = re.compile(r"[0-9(（][0-9()（）\-—–]{5,}[0-9]")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,}")
_WORDS = Path(__file__).parent / "vocabulary" / "persons.toml"


def contacts_in(text: str | None, locator: str) -> list[dict[str, Any]]:
    """Rows of raw.contacts from the text of a contact field: each name and each number."""
    if not text:
        return []
    close = re.sub(r"\s+", "", text)
    rows = [{"kind": "number", "value": number, "locator": locator} for number in _NUMBER.findall(close)]
    names = _NAME.findall(_NUMBER.sub(" ", close))
    return rows + [{"kind": "name", "value": name, "locator": locator} for name in names]


def may_name_person(text: str, contacts: Iterable[str]) -> bool:
    """Whether a person's name may stand in prose: a contact of the document, a name with a title, a list of names."""
    close = re.sub(r"\s+", "", text)
    if any(contact in close for contact in contacts if len(contact) > 1):
        return True
    titled, listed = _patterns()
    return bool(titled.search(close) or listed.search(close))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = tomllib.loads(_WORDS.read_text(encoding="utf-8"))
    name = f"[{words['surnames']}][\\u4e00-\\u9fff]{{1,2}}"
    titled = re.compile(f"{name}(?:{'|'.join(words['titles'])})")
    listed = re.compile(f"(?:{'|'.join(words['lists_of'])}){name}(?:、{name})+(?![\\u4e00-\\u9fff]{{3}})")
    return titled, listed
