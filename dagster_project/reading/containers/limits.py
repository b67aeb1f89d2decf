"""How much of a document is read before it is refused. What an operator may set, `settings.py` hands down."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits per document. Whatever is published as a form lies far below all of them."""

    file_bytes: int = 200_000_000
    # Unpacked size of one part of an Office file or of one stream of a PDF.
    part_bytes: int = 64_000_000
    # Unpacked size of all parts together.
    unpacked_bytes: int = 256_000_000
    # Unpacked to packed, of parts above `ratio_from_bytes`: XML of real files stays below 60.
    ratio: int = 200
    ratio_from_bytes: int = 1_000_000
    members: int = 10_000
    pages: int = 3_000
    cells: int = 500_000
    # Characters and ruling lines of one PDF page: above, it is a drawing and no form.
    page_characters: int = 50_000
    page_rulings: int = 20_000
    seconds: float = 600.0
    # Of the process that PDF and .xls are read in: without a word, and of memory.
    silent_seconds: float = 30.0
    memory_bytes: int = 1_500_000_000


DEFAULT = Limits()
