"""Levels of indicators: filled down through merged cells, marked where the print leaves them in doubt."""

from dataclasses import dataclass

from dagster_project.reading.document import Cell
from dagster_project.reading.fold import printed
from dagster_project.reading.vocabulary import Vocabulary
from dagster_project.reading.vocabulary.lists import Level


@dataclass(slots=True)
class Levels:
    """The levels in force while a table is read from top to bottom."""

    vocabulary: Vocabulary
    level1: str | None = None
    level2: str | None = None
    is_inferred: bool = False
    _pending: str | None = None  # a level 1 printed before the rows it belongs to

    def open(self, level1: Cell | None, level2: Cell | None, *, in_doubt: bool) -> None:
        """Take the labels that a row prints. `in_doubt` says that they did not stand in their own columns."""
        if level1 is not None:
            self._open_level1(level1)
        if level2 is not None:
            self._open_level2(level2, in_doubt=in_doubt)
        if level1 is not None or level2 is not None:
            self.is_inferred = in_doubt or not self._agree()

    def _open_level1(self, cell: Cell) -> None:
        self._pending = None
        self.level1 = printed(cell.text)
        is_both = self.vocabulary.level(2, cell.text) is not None
        self.level2 = self.level1 if is_both else None

    def _open_level2(self, cell: Cell, *, in_doubt: bool) -> None:
        self.level2 = printed(cell.text)
        if self._agree():
            return
        # Shifted columns: a level 1 that was printed too early waits for its own level 2.
        for candidate in (self._pending, self.level2 if in_doubt else None):
            if candidate and self._fits(candidate):
                self.level1, self._pending = candidate, None
                return

    def hold(self, level1: Cell, level2: Cell) -> None:
        """A level 1 in one row with a level 2 of another family: the first belongs to later rows."""
        self.level2 = printed(level2.text)
        self._pending = printed(level1.text)
        self.is_inferred = True

    def codes(self) -> tuple[str | None, str | None]:
        """The codes of the levels in force; `other` where the vocabulary does not know the word."""
        return self._code(1, self.level1), self._code(2, self.level2)

    def _code(self, number: int, text: str | None) -> str | None:
        if text is None:
            return None
        level = self.vocabulary.level(number, text)
        return level.code if level else "other"

    def _agree(self) -> bool:
        return self.level1 is not None and self._fits(self.level1)

    def _fits(self, level1: str) -> bool:
        second = self.vocabulary.level(2, self.level2) if self.level2 else None
        return second is None or not second.under or family(level1, self.vocabulary) in second.under


def family(text: str, vocabulary: Vocabulary) -> str | None:
    """The level-1 code of a printed word, or None."""
    level: Level | None = vocabulary.level(1, text)
    return level.code if level else None


def is_level(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a cell prints a level-1 or level-2 word."""
    return vocabulary.level(1, text) is not None or vocabulary.level(2, text) is not None
