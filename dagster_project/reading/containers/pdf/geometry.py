"""Places on a page in points: x from the left, y from the top, text running to the right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from dagster_project.reading.containers.symbols import raised

# Parts of a character's height: what still is the same line, what is a blank, what is the same character printed twice.
_SAME_LINE, _BLANK, _TWICE = 0.5, 0.35, 0.2
_MARK = 0.8  # of the height of the digit before it: a smaller digit is the mark of a footnote
# How much of a character's height stands above its base line.
_ABOVE = 0.8


class Box(NamedTuple):
    """A rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def x(self) -> float:
        """Its middle from the left."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """Its middle from the top."""
        return (self.top + self.bottom) / 2

    def holds(self, other: "Box", margin: float = 0.0) -> bool:
        """Whether the middle of another rectangle lies in it."""
        return self.x0 - margin <= other.x <= self.x1 + margin and self.top - margin <= other.y <= self.bottom + margin


class Char(NamedTuple):
    """A character and where it stands. Its top and bottom follow from its base line (`on_line`)."""

    text: str
    box: Box

    @property
    def size(self) -> float:
        """Its height."""
        return max(self.box.bottom - self.box.top, 1.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """How the user space of a PDF becomes the page as it is seen: its media box, its rotation, a further turn.

    `rotation` is the page's own, in degrees; `turns` are quarters by which a page printed sideways is turned upright.
    """

    media: Box
    rotation: int = 0
    turns: int = 0

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as the page's rotation shows it, before it is turned upright."""
        width, height = self.media.x1 - self.media.x0, self.media.bottom - self.media.top
        return (height, width) if self.rotation in (90, 270) else (width, height)

    def seen(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A rectangle of user space (y upwards) as it is seen."""
        points = [self._point(x, y) for x, y in ((x0, y0), (x1, y1))]
        xs, ys = sorted(point[0] for point in points), sorted(point[1] for point in points)
        return self.upright(Box(xs[0], ys[0], xs[1], ys[1]))

    def upright(self, box: Box) -> Box:
        """A rectangle of the page as shown, turned so that its text runs to the right."""
        width, height = self.size
        if self.turns == 1:  # its text runs upwards
            return Box(height - box.bottom, box.x0, height - box.top, box.x1)
        if self.turns == 2:
            return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
        if self.turns == 3:  # its text runs downwards
            return Box(box.top, width - box.x1, box.bottom, width - box.x0)
        return box

    def _point(self, x: float, y: float) -> tuple[float, float]:
        left, low, right, high = self.media
        if self.rotation == 90:
            return y - low, x - left
        if self.rotation == 180:
            return right - x, y - low
        if self.rotation == 270:
            return high - y, right - x
        return x - left, high - y


def on_line(box: Box, base: Box, height: float) -> Box:
    """A character's box by its base line and size: what fonts say of their heights and depths is often wrong."""
    return Box(box.x0, base.y - _ABOVE * height, box.x1, base.y + (1 - _ABOVE) * height)


def lines_of(chars: Iterable[Char]) -> list[list[Char]]:
    """Characters in lines from top to bottom, each from left to right."""
    lines: list[list[Char]] = []
    for char in sorted(chars, key=lambda each: each.box.y):
        line = lines[-1] if lines else None
        if line and char.box.y - _middle(line) < _SAME_LINE * min(char.size, line[0].size):
            line.append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda char: char.box.x0) for line in lines]


def text_of(chars: Iterable[Char]) -> str:
    """The text of characters by where they stand: a line for each line, a blank for a gap."""
    lines = [joined(line) for line in lines_of(chars)]
    return "\n".join(line for line in lines if line)


def joined(line: Sequence[Char]) -> str:
    """The text of a line of characters from left to right; one printed twice to look bold is one."""
    pieces: list[str] = []
    before: Char | None = None
    for char in line:
        if before and _is_twice(before, char):
            continue
        if before and char.box.x0 - before.box.x1 > _BLANK * char.size:
            pieces.append(" ")
        is_mark = before and char.text.isdigit() and before.text.isdigit() and char.size < _MARK * before.size
        pieces.append(raised(char.text) if is_mark else char.text)
        before = before if is_mark else char
    return " ".join("".join(pieces).split())


def is_next(before: Char, char: Char) -> bool:
    """Whether a character stands right behind another one on its line, as in one word."""
    gap, down = char.box.x0 - before.box.x1, abs(char.box.y - before.box.y)
    return abs(gap) < _TWICE * char.size and down < _SAME_LINE * char.size


def around(boxes: Sequence[Box]) -> Box:
    """The rectangle around rectangles."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


def clustered(values: Iterable[float], tolerance: float) -> list[float]:
    """Values that lie closer together than the tolerance become their mean, in order."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance and value - groups[-1][0] <= 2 * tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def nearest(values: Sequence[float], value: float) -> int:
    """The index of the nearest of some values."""
    return min(range(len(values)), key=lambda at: abs(values[at] - value))


def _middle(line: Sequence[Char]) -> float:
    return median(char.box.y for char in line) if len(line) < 8 else line[0].box.y


def _is_twice(before: Char, char: Char) -> bool:
    return before.text == char.text and abs(char.box.x0 - before.box.x0) < _TWICE * char.size
