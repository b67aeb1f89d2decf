"""The text that an HTML element shows: blanks run together, blocks and breaks on lines of their own, boxes to tick."""

import re
from dataclasses import dataclass, field
from typing import Any

from dagster_project.reading.containers.symbols import raised

_BLANKS = re.compile(r"[ \t\n]+")
_NO_SHOW = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NO_SIZE = re.compile(r"(?:^|;)\s*(?:font-size|opacity)\s*:\s*0(?![.\d])", re.IGNORECASE)
_STRUCK = re.compile(r"(?:^|;)\s*text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE)
_STRUCK_TAGS = ("s", "strike", "del")
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
    """Mark as hidden, or as struck out, what the page's own rules style so by a class or an id (set in place)."""
    css = "".join(style.text or "" for style in root.iter("style"))
    hidden, struck = _styled(css, _NO_SHOW), _styled(css, _STRUCK)
    for element in root.iter("*") if hidden or struck else ():
        own = {(".", name) for name in (element.get("class") or "").split()} | {("#", element.get("id") or "")}
        if own & hidden:
            element.set("hidden", "")
        if own & struck:
            element.set("style", f"{element.get('style') or ''};text-decoration:line-through")


def _styled(css: str, style: re.Pattern[str]) -> set[tuple[str | Any, ...]]:
    """The classes and ids that rules style so, each with its mark."""
    rules = (rule.groups() for rule in _RULE.finditer(_AT_RULE.sub("", css)))
    selectors = {each.strip() for named, body in rules if style.search(body) for each in named.split(",")}
    return {match.groups() for each in selectors if (match := _SIMPLE.fullmatch(each))}


def take_out_struck(root: Any) -> list[str]:
    """Empty what is struck out: what stands beside it corrects it, its cell stays. Gives the places that held text."""
    places = []
    for element in root.iter("*"):
        if element.tag in _STRUCK_TAGS or _STRUCK.search(element.get("style") or ""):
            if "".join(element.itertext()).strip():
                places.append(f"line:{element.sourceline}")
            _empty(element)
    return places


def _empty(element: Any) -> None:
    element.text = None
    for inner in element.iterdescendants():
        inner.text = inner.tail = None


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
