"""Numbers that the width of a ruled cell broke in two: one number, not one in each of two lines."""

import re
from collections.abc import Sequence

from dagster_project.reading.containers.pdf.geometry import Char, around, lines_of

# A decimal begun in one line and ended in the next, with two places in all: 68.0 and 8. Whole numbers stay apart.
_BROKEN = re.compile(r"(-?\d+(?:,\d{3})*\.(?:\d)?)\n(\d{1,2}%?)")
_PLACES = 2
# What programs leave free between a cell's text and its rules, in points.
_PADDING = 6.0


def rejoined(text: str, chars: Sequence[Char], width: float) -> str:
    """The text of a cell of a width, a number that had no room for its next digit put together again."""
    broken = _BROKEN.fullmatch(text)
    if broken is None or len("".join(broken.groups()).rstrip("%").partition(".")[2]) > _PLACES:
        return text
    first = lines_of(char for char in chars if not char.text.isspace())[0]
    digit = max(char.box.x1 - char.box.x0 for char in first)
    box = around([char.box for char in first])
    is_full = box.x1 - box.x0 + digit > width - 2 * _PADDING
    return "".join(broken.groups()) if is_full else text
