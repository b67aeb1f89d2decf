"""Containers: a function each from printed forms to the bytes of a file."""

from collections.abc import Callable, Sequence
from random import Random

from corpora.containers import excel, paper, plain, word
from corpora.grid import Sheet

Printer = Callable[[Sequence[Sheet], Random], bytes]

# Ending of the file -> how it is printed. How forms are laid out over sheets and pages is drawn.
CONTAINERS: dict[str, Printer] = {
    "txt": lambda sheets, _: plain.text(sheets),
    "lines.txt": lambda sheets, _: plain.lines(sheets),
    "flat.txt": lambda sheets, _: plain.flat(sheets),
    "html": lambda sheets, _: plain.page(sheets),
    "xlsx": lambda sheets, chance: excel.workbook(sheets, stacked=chance.random() < 0.5),
    "csv": lambda sheets, chance: plain.table(sheets, chance.choice(("gb18030", "utf-8-sig"))),
    "md": lambda sheets, _: plain.markdown(sheets),
    "docx": lambda sheets, _: word.document(sheets),
    "xls": lambda sheets, chance: excel.old_workbook(sheets, stacked=chance.random() < 0.5),
    "pdf": lambda sheets, chance: paper.document(sheets, repeated=chance.random() < 0.5, apart=chance.random() < 0.7),
}
