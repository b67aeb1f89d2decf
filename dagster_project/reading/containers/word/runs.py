"""The text of a Word paragraph: its runs, symbols, boxes to tick, breaks."""

from collections.abc import Iterator
from typing import Any

from dagster_project.reading.containers.package import attribute, is_on, local
from dagster_project.reading.containers.symbols import is_symbol_font, raised, shown, symbol

# Text struck out is deleted by hand: what stands beside it corrects it.
_NOT_READ = ("vanish", "strike", "dstrike")
_MARKS = tuple(f"{{*}}{name}" for name in _NOT_READ)
# What a paragraph holds and does not show: tracked deletions, properties, field codes, readings above characters.
_UNSEEN = {
    "del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "rt", "fldData"
}  # fmt: skip
_PLAIN = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
CHECKED, UNCHECKED = "☑", "☐"


def text_of(element: Any, boxes: list[Any]) -> str:
    """The text that a paragraph shows; the text boxes anchored in it are put into `boxes`."""
    return "".join(_pieces(element, boxes))


def holds_unseen(element: Any) -> bool:
    """Whether an element holds text that is not read: deleted, moved away, hidden, or struck out."""
    if next(element.iter("{*}delText", "{*}moveFrom"), None) is not None:
        return True
    hidden = (mark.getparent().getparent() for mark in element.iter(*_MARKS) if is_on(mark))
    return any(run is not None and any((text.text or "").strip() for text in run.iter("{*}t")) for run in hidden)


def _pieces(element: Any, boxes: list[Any]) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name in _PLAIN:
            yield _PLAIN[name]
        elif name == "r":
            yield from _run(child, boxes)
        elif name == "sdt":
            yield from _control(child, boxes)
        elif name == "txbxContent":
            boxes.append(child)
        elif name == "AlternateContent":
            yield from _alternative(child, boxes)
        elif name == "t":  # of an equation: a run of its own kind
            yield child.text or ""
        elif name not in _UNSEEN:
            yield from _pieces(child, boxes)


def _run(run: Any, boxes: list[Any]) -> Iterator[str]:
    properties = next((child for child in run if local(child) == "rPr"), None)
    if _is_hidden(properties):
        return
    font, is_raised = _font(properties), _is_raised(properties)
    for child in run:
        name = local(child)
        if name == "t":
            yield raised(child.text or "") if is_raised else shown(child.text or "", font)
        elif name == "sym":
            yield _symbol(child)
        elif name == "fldChar":
            yield _legacy_box(child)
        elif name in _PLAIN:
            yield _PLAIN[name]
        elif name == "AlternateContent":
            yield from _alternative(child, boxes)
        elif name == "txbxContent":
            boxes.append(child)
        elif name not in _UNSEEN:
            yield from _pieces(child, boxes)


def _is_hidden(properties: Any | None) -> bool:
    """Whether a run is not read: hidden, or struck out."""
    return any(is_on(child) for child in (() if properties is None else properties) if local(child) in _NOT_READ)


def _is_raised(properties: Any | None) -> bool:
    """Whether a run is printed above the line, as the mark of a footnote is."""
    place = None if properties is None else next((child for child in properties if local(child) == "vertAlign"), None)
    return place is not None and attribute(place, "val") == "superscript"


def _font(properties: Any | None) -> str:
    """The symbol font of a run, or ""."""
    fonts = None if properties is None else next((child for child in properties if local(child) == "rFonts"), None)
    names = [] if fonts is None else [attribute(fonts, kind) or "" for kind in ("ascii", "hAnsi")]
    return next((name for name in names if is_symbol_font(name)), "")


def _symbol(element: Any) -> str:
    try:
        return symbol(attribute(element, "font") or "", int(attribute(element, "char") or "", 16))
    except ValueError:
        return ""


def _legacy_box(field: Any) -> str:
    """A box to tick of the old forms."""
    for box in field.iter("{*}checkBox"):
        states = {local(child): child for child in box}
        return CHECKED if is_on(states.get("checked", states.get("default"))) else UNCHECKED
    return ""


def _control(control: Any, boxes: list[Any]) -> Iterator[str]:
    """A content control: a box to tick says itself whether it is ticked (☒ is Word's own mark for it)."""
    properties = next((child for child in control if local(child) == "sdtPr"), ())
    for box in properties:
        if local(box) == "checkbox":
            yield CHECKED if is_on(next((child for child in box if local(child) == "checked"), None)) else UNCHECKED
            return
    yield from _pieces(control, boxes)


def _alternative(element: Any, boxes: list[Any]) -> Iterator[str]:
    """One of two forms of the same thing: the first that shows a text."""
    for form in element:
        inner: list[Any] = []
        text = text_of(form, inner)
        if text or inner:
            boxes += inner
            yield text
            return
