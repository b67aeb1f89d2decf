"""Where the seconds of a refresh go: importing libraries, and the rest."""

import gc
import importlib
import sys
import time
from collections.abc import Iterable

_SELDOM = (50_000, 20, 100)


class Clock:
    """Runs from the moment it is made; `imports` are the seconds that imports took."""

    def __init__(self) -> None:
        """Begin to count."""
        self._began = time.perf_counter()
        self.imports = 0.0

    def total(self) -> float:
        """Seconds since the beginning."""
        return time.perf_counter() - self._began

    def imported(self) -> None:
        """All seconds so far went into imports."""
        self.imports = self.total()

    def import_all(self, names: Iterable[str]) -> None:
        """Import modules, counting what it takes.

        Nothing that an import makes is ever garbage, but the collector would look for some again and again
        among a million objects: a third of the time of importing, and a second when the process ends. So what
        is imported is put out of its sight, and it looks less often at the rest. Where all has been imported
        before, it looks now: put out of its sight, what an earlier refresh left behind would stay for ever.
        """
        names = [name for name in names if name not in sys.modules]
        if not names:
            gc.collect()
            return
        began = time.perf_counter()
        gc.disable()
        for name in names:
            importlib.import_module(name)
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        gc.enable()
        self.imports += time.perf_counter() - began
