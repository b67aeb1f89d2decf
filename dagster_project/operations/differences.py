"""`jixiao diff`: which figures a document changes against the one that it replaces, both as printed."""

from typing import NamedTuple

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.settings import Settings
from dagster_project.warehouse.connections import opened


class _Figure(NamedTuple):
    """Figures of one kind as SQL over a staging table: whose, which, as printed, as meant (null: the print alone)."""

    table: str
    item: str
    figure: str
    printed: str
    meaning: str = "null"
    order: str = "row_no"


class Difference(NamedTuple):
    """A figure that differs; None where one of the two does not print it."""

    part: str
    item: str
    figure: str
    before: str | None
    now: str | None


_TARGET, _ACTUAL = (
    f"nullif(concat_ws('|', {operator}, {name}_value, {name}_value_high, {name}_date, {name}_unit), {operator})"
    for name, operator in (("target", "operator"), ("actual", "actual_operator"))
)
_SCORED = (
    "(select * from staging.stg_scores join (select document_key, form_no, row_no, level3_name"
    " from staging.stg_indicators where horizon = 'annual') using (document_key, form_no, row_no))"
)
_HEAD = {"weight_total": "weight_total", "score_total": "score_total", "execution_score": "execution_score"}
_HEAD |= {"grade_printed": "null", "execution_rate_printed": "execution_rate"}
_FORM = [
    _Figure(
        "staging.stg_fund_lines",
        "coalesce(item_printed, item_code)",
        "fund_side || ' ' || measure",
        "amount_printed || if(contains(amount_printed, '元'), '', coalesce(unit_printed, ''))",
        "amount_yuan",
    ),
    _Figure("staging.stg_spending_plan", "checkpoint_printed", "'share'", "share_printed", "cumulative_share"),
    _Figure("staging.stg_indicators", "level3_name", "horizon || ' target'", "target_printed", _TARGET),
    _Figure("staging.stg_indicators", "level3_name", "horizon || ' actual'", "actual_printed", _ACTUAL),
    _Figure(_SCORED, "level3_name", "'weight'", "weight_printed", "weight"),
    _Figure(_SCORED, "level3_name", "'score'", "score_printed", "score"),
    _Figure("staging.stg_statements", "statement_kind", "'statement'", "value_printed", "value", "seq"),
    *(_Figure("staging.stg_forms", "''", f"'{name}'", name, meaning, "1") for name, meaning in _HEAD.items()),
]
_COUNTS = (
    "projects_with_targets",
    "projects_evaluated",
    "projects_excellent",
    "projects_good",
    "projects_fair",
    "projects_poor",
)
_SUMMARY = [
    *(_Figure("staging.stg_summaries", "''", f"'{name}'", name, name, "1") for name in _COUNTS),
    *(
        _Figure("staging.stg_summaries", "''", f"'{name}'", f"{name}_printed", meaning, "1")
        for name, meaning in (("target_budget", "target_budget_yuan"), ("evaluated_budget", "evaluated_budget_yuan"))
    ),
    _Figure("staging.stg_summaries", "''", "'average_score'", "average_score_printed", "average_score", "1"),
]
# Each part of a document beside the part of an earlier document that it replaces.
_PAIRS = """
    select 'form ' || later_form_no || coalesce(' ' || project_name_printed, '') as name, later_form_no as number,
        'form ' || later_form_no as part, versions.document_key, 'form ' || versions.form_no as earlier_part
    from intermediate.int_form_versions as versions
    join intermediate.int_forms_keyed as forms
        on forms.document_key = later_document_key and forms.form_no = later_form_no
    where later_document_key = $document and is_next
    union all
    select 'summary ' || later_seq, 0, 'summary ' || later_seq, document_key, 'summary ' || seq
    from intermediate.int_summary_versions where later_document_key = $document and is_next
"""


def show_differences(console: Console, settings: Settings, document: str) -> None:
    """Show what a document (its path in the manifest) changes; raises OperatorError where the last build has none."""
    if not settings.private_path.exists():
        raise OperatorError(text("diff.no_build"))
    with opened(settings.private_path, read_only=True) as connection:
        key = _key_of(connection, document)
        earlier = connection.execute(
            f"select distinct path from ({_PAIRS}) join staging.stg_documents using (document_key) order by 1",
            {"document": key},
        ).fetchall()
        found = differences(connection, key) if earlier else []
    if not earlier:
        console.print(text("diff.replaces_nothing", document=_shown(document)), markup=False, soft_wrap=True)
        return
    names = ", ".join(_shown(path) for (path,) in earlier)
    sentence = text("diff.replaces", document=_shown(document), earlier=names, figures=len(found))
    console.print(sentence, markup=False, soft_wrap=True)
    if found:
        console.print(_table(found))


def differences(connection: duckdb.DuckDBPyConnection, document_key: str) -> list[Difference]:
    """The figures that differ between a document and what it replaces, in document order.

    Figures are equal where they mean the same (`5万元`, `50000元`), however they are printed.
    """
    rows = connection.execute(_query(), {"document": document_key}).fetchall()
    return [Difference(*row) for row in rows]


def _query() -> str:
    figures = " union all ".join(
        [
            *(_select(each, "'form ' || form_no") for each in _FORM),
            *(_select(each, "'summary ' || seq") for each in _SUMMARY),
        ]
    )
    return f"""
        with pairs as ({_PAIRS}),
        figures as ({figures}),
        now as (select pairs.name, pairs.number, figures.* from figures join pairs
            on figures.document_key = $document and figures.part = pairs.part),
        before as (select pairs.name, pairs.number, figures.* from figures join pairs
            on figures.document_key = pairs.document_key and figures.part = pairs.earlier_part)
        select name, item, figure, before.printed, now.printed
        from now full join before using (name, number, item, figure, occurrence)
        where now.meaning is distinct from before.meaning
        order by number, name, coalesce(now.place, before.place), item, figure, occurrence
    """


def _select(figure: _Figure, part: str) -> str:
    item = f"replace(coalesce({figure.item}, ''), ' ', '')"
    return f"""
        select document_key, {part} as part, {item} as item, {figure.figure} as figure,
            row_number() over (partition by document_key, {part}, {item}, {figure.figure} order by {figure.order})
                as occurrence,
            {figure.order} as place, cast({figure.printed} as varchar) as printed,
            coalesce(cast({figure.meaning} as varchar), replace(cast({figure.printed} as varchar), ' ', '')) as meaning
        from {figure.table} where {figure.printed} is not null
    """


def _key_of(connection: duckdb.DuckDBPyConnection, document: str) -> str:
    try:
        row = connection.execute("select document_key from staging.stg_documents where path = ?", [document]).fetchone()
        connection.execute("select 1 from intermediate.int_form_versions, intermediate.int_summary_versions limit 0")
    except duckdb.CatalogException as error:  # a run goes on, or the last one stopped before these were built
        raise OperatorError(text("diff.no_build")) from error
    if row is None:
        raise OperatorError(text("diff.unknown", document=_shown(document)))
    return str(row[0])


def _table(found: list[Difference]) -> Table:
    table = Table(expand=True)
    for heading in ("form", "what", "figure", "before", "now"):
        table.add_column(heading, overflow="fold")
    for each in found:
        table.add_row(*(Text(_shown(cell or "")) for cell in each))
    return table


def _shown(printed: str) -> str:
    """Text of a document for a terminal: control characters shown as what they are."""
    return "".join(char if char.isprintable() else f"\\x{ord(char):02x}" for char in printed)
