"""Two witnesses: a figure counts where pdfplumber and pdfium read it alike; else the text is doubted."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from dagster_project.reading.containers.pdf.geometry import Box, Char, around, text_of
from dagster_project.reading.document import Doubt

_FIGURE = re.compile(r"[0-9.%]")
_DIGIT = re.compile(r"[0-9]")
_LOST = "\ufffd"
_DOT = re.compile(r"(?<=\w)\s*[·•・‧⋅∙]")  # 元/人·月: without it the unit is another
_STEP_BACK = 0.2  # of a character's height: what goes further back, or down, is another stretch of text


def agreed(first: Sequence[Char], second: Sequence[Char]) -> tuple[str, Doubt | None]:
    """The text of one place as the first witness reads it, and why it is doubted.

    The first one's characters are ordered by their places. The second one agrees if its digits are the same in the
    order of its text, or in that of the places of whole stretches of it: texts printed over one another do not mix in
    it. Where the first has lost characters, the text is the second's and its figures are unchecked. A middle dot that
    only the second has is put back, or the text is doubted.
    """
    text = text_of(first)
    flowing = "".join(char.text for char in second)
    is_better = _LOST in text and _LOST not in flowing
    if figures(text) in (figures(flowing), figures(by_place(second))):
        whole = text_of(second) if is_better else _with_lost(text, flowing)
        lacks_dot = len(_DOT.findall(flowing)) > len(_DOT.findall(whole))
        return whole, Doubt("two_readings", " ".join(flowing.split())) if lacks_dot else None
    if is_better:
        return text_of(second), Doubt("one_reading", text)
    return text, Doubt("two_readings", " ".join(flowing.split()))


def _with_lost(text: str, flowing: str) -> str:
    """A text with the signs put back that only running text has (a font may hide a · from one witness)."""
    one, other = "".join(text.split()), "".join(flowing.split())
    lost = Counter(other) - Counter(one)
    if not lost or not one:
        return text
    steps = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    stretches = [other[start:end] for tag, _, _, start, end in steps if tag == "insert"]
    is_again = any(len(stretch) > 1 and stretch in one for stretch in stretches)  # printed twice to look bold
    if is_again or Counter("".join(stretches)) != lost or any(tag == "replace" for tag, *_ in steps):
        return text
    return "".join(one[a:b] or other[c:d] for _, a, b, c, d in steps)


def figures(text: str) -> str:
    """The digits of a text, with points and percent signs, width folded. A text without digits has none."""
    found = "".join(_FIGURE.findall(unicodedata.normalize("NFKC", text)))
    return found if _DIGIT.search(found) else ""


def by_place(chars: Sequence[Char]) -> str:
    """Running text with its stretches ordered by where they stand, each as it runs."""
    whole = [Char("".join(char.text for char in stretch), _box(stretch)) for stretch in _stretches(chars)]
    return text_of(whole)


def _stretches(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Runs of characters each of which stands to the right of the one before it, on its line."""
    stretch: list[Char] = []
    for char in chars:
        if stretch and not _follows(stretch[-1], char):
            yield stretch
            stretch = []
        stretch.append(char)
    if stretch:
        yield stretch


def _follows(before: Char, char: Char) -> bool:
    if char.text.isspace():
        return True
    back, down = before.box.x0 - char.box.x0, abs(before.box.y - char.box.y)
    return back < -_STEP_BACK * char.size and down < before.size / 2


def _box(stretch: Sequence[Char]) -> Box:
    return around([char.box for char in stretch])
