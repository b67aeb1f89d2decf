"""Floors of recall and precision that the reader must reach, per document and field.

Every floor is 1.0 unless it stands here, and a floor may only rise: a test fails when one is reached and still
stands here. Both numbers of a pair are floors: recall, precision.
"""

FLOORS: dict[str, dict[str, tuple[float, float]]] = {
    # The forms name no department; the document does so once, before the forms, and the manifest supplies it.
    "130272-2025-bureau-targets": {"reporting": (0.0, 1.0)},
}
