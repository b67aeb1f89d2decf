"""Indicator rows as read, and the levels that a table prints too late for them."""

from collections.abc import Sequence
from dataclasses import dataclass

from dagster_project.reading.forms.align import Row
from dagster_project.reading.forms.horizons import ANNUAL
from dagster_project.reading.forms.levels import family
from dagster_project.reading.vocabulary import Vocabulary


@dataclass(slots=True)
class Read:
    """An indicator row as dealt: cells by column, the levels in force, where it stands."""

    cells: Row
    level1: str | None
    level2: str | None
    codes: tuple[str | None, str | None]
    is_inferred: bool
    horizon: str = ANNUAL


def are_late(reads: Sequence[Read], *, is_placed: bool) -> bool:
    """Whether levels may be printed after their first row: in a grid that is placed, only where nothing merges them."""
    labels = [read.cells[name] for read in reads for name in ("level1", "level2") if name in read.cells]
    return not is_placed or (all(label.row_span == 1 for label in labels) and _are_centred(reads))


def settle_late_levels(reads: Sequence[Read], vocabulary: Vocabulary) -> None:
    """A level that stands beside the middle of its rows is printed after the first of them.

    Where the first row of a table, or of a level 1, has none, labels are centred: which row one belongs to is in doubt.
    """
    is_centred = _are_centred(reads)
    for at, read in enumerate(reads):
        read.is_inferred |= is_centred and "level2" not in read.cells
        if read.level2 is None:
            read.level2, code = next(((o.level2, o.codes[1]) for o in reads[at:] if o.level2), (None, None))
            read.codes = (read.codes[0], code)
        level = vocabulary.level(2, read.level2) if read.level2 else None
        if (
            "level1" in read.cells
            or level is None
            or not level.under
            or family(read.level1 or "", vocabulary) in level.under
        ):
            continue
        later = next((other.level1 for other in reads[at + 1 :] if other.level1 != read.level1), None)
        if later and family(later, vocabulary) in level.under:
            read.level1, read.is_inferred = later, True
            read.codes = (family(later, vocabulary), read.codes[1])


def _are_centred(reads: Sequence[Read]) -> bool:
    """Whether labels stand below the first of their rows: a table, or a level 1, begins without one that follows."""
    if not reads:
        return False
    begun = {reads[0].level1: 0} | {read.level1: at for at, read in enumerate(reads) if "level1" in read.cells}
    bare = {level for level, at in begun.items() if reads[at].level2 is None}
    return reads[0].level1 is None or any("level2" in read.cells and read.level1 in bare for read in reads)
