"""Floors of recall and precision that the reader must reach on the generated corpus, by family and container.

Every floor is 1.0 unless it stands here, and a floor may only rise. Both numbers of a pair are floors: recall, precision,
over all measured facts of the family's documents in that container.
"""

FLOORS: dict[tuple[str, str], tuple[float, float]] = {}
