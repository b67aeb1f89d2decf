"""Where the seconds of a refresh go: importing libraries, and the rest."""

import importlib
import time
from collections.abc import Iterable


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
        """Import modules, counting what it takes."""
        began = time.perf_counter()
        for name in names:
            importlib.import_module(name)
        self.imports += time.perf_counter() - began
