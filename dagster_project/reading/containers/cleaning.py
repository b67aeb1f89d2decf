"""Cleaning: what no page shows is taken out of the text, so that no later output can be misled by it.

Taken out: control characters but line break and tab, marks of direction and embedding, characters without width, soft
hyphens, halves of surrogate pairs. Every kind of line break becomes one line feed. A text whose characters
were told to run backwards shows its figures in another order than it holds them: it is doubted.
"""

import re
from dataclasses import replace
from typing import TypeVar

from dagster_project.reading.document import Cell, Doubt, Grid, Paragraph

_BREAK = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_MARKED = re.compile("[0-9][\u00b9\u00b2\u00b3\u2070-\u2079]")  # 131.2¹: a figure with the mark of a footnote
_REVERSED = re.compile("[\u202d\u202e]")
_LOST = re.compile("\ufffd|\\(cid:[0-9]+\\)")

Printed = TypeVar("Printed", Cell, Paragraph)


def clean(text: str) -> str:
    """A text with nothing in it that is not seen."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSEEN.sub("", _BREAK.sub("\n", text))


def clean_block(block: Paragraph | Grid) -> Paragraph | Grid:
    """A paragraph or grid with clean texts, doubted where the text cannot be trusted to be what is seen."""
    if isinstance(block, Paragraph):
        return _cleaned(block)
    return replace(block, cells=tuple(_cleaned(cell) for cell in block.cells))


def _cleaned(printed: Printed) -> Printed:
    text, doubt = clean(printed.text), printed.doubt or doubt_of(printed.text)
    if text == printed.text and doubt is printed.doubt:
        return printed
    return replace(printed, text=text, doubt=doubt)


def doubt_of(text: str) -> Doubt | None:
    """Why a text may show something else than it holds, or None."""
    if text.isascii() and "(cid:" not in text:
        return None
    if _REVERSED.search(text):
        return Doubt("runs_backwards")
    if _MARKED.search(text):
        return Doubt("raised_digit")
    return Doubt("lost_characters") if _LOST.search(text) else None
