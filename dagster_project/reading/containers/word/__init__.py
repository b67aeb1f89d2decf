"""Word documents (.docx): paragraphs and tables in document order.

Numbers in locators count from 1: `paragraph:12` counts the paragraphs outside tables, `table:2/row:5/col:3` the
rows and grid columns of a table; a table inside a cell goes on behind its cell (`…/table:1/row:1/col:1`).
Tracked deletions, hidden text and text struck out are left out and noted; headers, footers and notes are not read.
"""

from collections.abc import Iterable

from dagster_project.reading.containers.desk import Desk
from dagster_project.reading.containers.package import Package, local
from dagster_project.reading.containers.word.blocks import Counter, blocks_of
from dagster_project.reading.document import Grid, Paragraph
from dagster_project.reading.problems import refusal

USUAL = "word/document.xml"


def read(data: bytes, desk: Desk) -> Iterable[Paragraph | Grid]:
    """Paragraphs and grids of a .docx. Raises ReadingError where it cannot be opened or holds pictures alone."""
    package = Package(data, desk)
    root = package.tree(package.main_part(USUAL))
    body = next((child for child in root if local(child) == "body"), None)
    if body is None:
        raise refusal("damaged", container="Word", kind="no body")
    blocks = list(blocks_of(body, Counter(), desk))
    if not blocks and any("/media/" in name for name in package.names()):
        raise refusal("needs_ocr")
    return blocks
