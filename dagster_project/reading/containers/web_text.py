"""The text that an HTML element shows: blanks run together, blocks and breaks on lines of their own, boxes to tick."""

import re
from dataclasses import dataclass, field
from typing import Any

from dagster_project.reading.containers.symbols import raised

_BLANKS = re.compile(r"[ \t\n]+")
_NO_SHOW = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_DROPPED = {
    "script", "style", "head", "noscript", "template", "iframe", "object", "svg", "audio", "video", "datalist",
    "rt", "rp",
}  # fmt: skip
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "input", "ins",
    "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr", "o:p", "ruby", "rb", "select", "option", "button", "st1:chsdate", "st1:chmetcnv",
}  # fmt: skip
_AS_WRITTEN = {"pre", "textarea", "xmp"}


def is_hidden(element: Any) -> bool:
    """Whether an element is not shown: scripts, styles, what is styled away, what is no element."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _DROPPED or element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style and _NO_SHOW.search(style))


@dataclass(slots=True)
class CellText:
    """A text being put together from elements."""

    pieces: list[str] = field(default_factory=list)
    as_written: int = 0

    @classmethod
    def of(cls, element: Any) -> str:
        """The text that an element shows."""
        text = cls()
        text.walk(element)
        return text.take()

    def walk(self, element: Any) -> None:
        """Add what an element and everything in it shows."""
        self.open(element)
        if element.text:
            self.add(raised(element.text) if element.tag == "sup" else element.text)
        for child in element:
            if not is_hidden(child):
                self.walk(child)
            if child.tail:
                self.add(child.tail)
        self.close(element)

    def open(self, element: Any) -> None:
        """An element begins."""
        if element.tag == "input":
            self.pieces.append(_input(element))
        elif element.tag not in _INLINE:
            self.pieces.append("\n")
        self.as_written += element.tag in _AS_WRITTEN

    def close(self, element: Any) -> None:
        """An element ends."""
        self.as_written -= element.tag in _AS_WRITTEN
        if element.tag not in _INLINE and element.tag != "br":
            self.pieces.append("\n")

    def add(self, text: str) -> None:
        """A run of text: line breaks in it are blanks but where the page keeps them as written."""
        self.pieces.append(text if self.as_written else _BLANKS.sub(" ", text))

    def take(self) -> str:
        """The text so far, its lines trimmed, empty ones left out; the next one begins."""
        lines = [line.strip() for line in "".join(self.pieces).split("\n")]
        self.pieces.clear()
        return "\n".join(line for line in lines if line)


def _input(element: Any) -> str:
    kind = (element.get("type") or "text").lower()
    if kind in ("checkbox", "radio"):
        return "☑" if element.get("checked") is not None else "☐"
    return element.get("value") or "" if kind in ("text", "number", "date", "tel", "search") else ""
