"""Figures of two readings side by side, as SQL: what `jixiao diff` compares, and the table that it shows."""

from collections.abc import Iterable
from typing import NamedTuple

from rich.table import Table
from rich.text import Text


class Figure(NamedTuple):
    """Figures of one kind as SQL over a table: whose, which, as printed, as meant (null: the print alone).

    `among`: what else tells apart items of one name; those that nothing tells apart are counted in `order`.
    """

    table: str
    item: str
    figure: str
    printed: str
    meaning: str = "null"
    order: str = "row_no"
    among: str = "''"


class Difference(NamedTuple):
    """A figure that differs; None where one of the two does not print it."""

    part: str
    item: str
    figure: str
    before: str | None
    now: str | None


def selected(figure: Figure, part: str) -> str:
    """The query for figures of one kind; `part` is the SQL for the part of the document that each is of."""
    item = f"replace(coalesce({figure.item}, ''), ' ', '')"
    same = f"document_key, {part}, {item}, {figure.among}, {figure.figure}"
    return f"""
        select document_key, {part} as part, {item} as item, {figure.among} as among, {figure.figure} as figure,
            row_number() over (partition by {same} order by {figure.order}) as occurrence,
            {figure.order} as place, cast({figure.printed} as varchar) as printed,
            coalesce(cast({figure.meaning} as varchar), replace(cast({figure.printed} as varchar), ' ', '')) as meaning
        from {figure.table} where {figure.printed} is not null
    """


def compared(pairs: str, figures: Iterable[str]) -> str:
    """The query for the figures that differ between the document $document and what it replaces, in its order.

    `pairs`: a query of each `part` of the document beside the `earlier_part` of `document_key`, with the `name` and the
    `number` to show them by; a part alone has no other. `figures`: queries of `selected`.
    """
    return f"""
        with pairs as ({pairs}),
        figures as ({" union all ".join(figures)}),
        now as (select pairs.name, pairs.number, figures.* from figures join pairs
            on figures.document_key = $document and figures.part = pairs.part),
        before as (select pairs.name, pairs.number, figures.* from figures join pairs
            on figures.document_key = pairs.document_key and figures.part = pairs.earlier_part)
        select name, item, figure, before.printed, now.printed
        from now full join before using (name, number, item, among, figure, occurrence)
        where now.meaning is distinct from before.meaning
        order by number, name, coalesce(now.place, before.place), item, figure, occurrence
    """


def tabulated(found: Iterable[Difference]) -> Table:
    """The figures that differ, for a terminal."""
    table = Table(expand=True)
    for heading in ("form", "what", "figure", "before", "now"):
        table.add_column(heading, overflow="fold")
    for each in found:
        before = "(new)" if each.before is None else each.before
        now = "(gone)" if each.now is None else each.now
        table.add_row(*(Text(shown(cell)) for cell in (each.part, each.item, each.figure, before, now)))
    return table


def shown(printed: str) -> str:
    """Text of a document for a terminal: control characters shown as what they are."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in printed)
