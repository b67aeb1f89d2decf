"""The text that an HTML element shows: blanks run together, blocks and breaks on lines of their own, boxes to tick."""

import re
from dataclasses import dataclass, field
from typing import Any

from dagster_project.reading.containers.symbols import raised

_BLANKS = re.compile(r"[ \t\n]+")
_NO_SHOW = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NO_SIZE = re.compile(r"(?:^|;)\s*(?:font-size|opacity)\s*:\s*0(?![.\d])", re.IGNORECASE)
_WHITE = re.compile(
    r"(?:^|;)\s*color\s*:\s*(?:#fff(?:fff)?\b|white\b|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))", re.IGNORECASE
)
_GROUND = re.compile(r"background", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")  # @media print {...}: of another sheet than the screen
_SIMPLE = re.compile(r"\w*([.#])([\w-]+)")
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
    return not isinstance(element.tag, str) or element.tag in _DROPPED or is_styled_away(element)


def is_styled_away(element: Any) -> bool:
    """Whether an element that could be shown is not: it has no place, no size, or the colour of the page."""
    if element.get("hidden") is not None:
        return True
    style = element.get("style") or ""
    return bool(_NO_SHOW.search(style)) or _has_no_size(element, style) or _is_white(element)


def _has_no_size(element: Any, style: str) -> bool:
    """Whether a style leaves nothing to be seen; a part of the element may have a size of its own."""
    inner = (each.get("style") or "" for each in element.iterdescendants())
    return bool(_NO_SIZE.search(style)) and not any("font-size" in each for each in inner)


def _is_white(element: Any) -> bool:
    """Whether a part of a line is set in white where nothing says that what is behind it is of another colour."""
    is_white = _WHITE.search(element.get("style") or "") or (element.get("color") or "").lower() in ("white", "#ffffff")
    if not is_white or element.tag not in _INLINE:
        return False
    around = [element, *element.iterancestors()]
    is_grounded = any(
        each.get("bgcolor") or each.get("class") or _GROUND.search(each.get("style") or "") for each in around
    )
    return not is_grounded


def hide_by_rules(root: Any) -> None:
    """Mark as hidden what the page's own rules style away by a class or an id (set in place)."""
    css = "".join(style.text or "" for style in root.iter("style"))
    rules = (rule.groups() for rule in _RULE.finditer(_AT_RULE.sub("", css)))
    selectors = {each.strip() for named, body in rules if _NO_SHOW.search(body) for each in named.split(",")}
    names = {match.groups() for each in selectors if (match := _SIMPLE.fullmatch(each))}
    for element in root.iter() if names else ():
        if isinstance(element.tag, str):
            own = {(".", name) for name in (element.get("class") or "").split()} | {("#", element.get("id") or "")}
            if own & names:
                element.set("hidden", "")


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
