"""`jixiao diff`: which figures a document changes against the one, or the file, that it replaces, both as printed."""

import duckdb
from rich.console import Console
from rich.table import Table

from dagster_project.errors import OperatorError
from dagster_project.messages import text
from dagster_project.operations.figures import Difference, Figure, compared, selected, shown, tabulated
from dagster_project.operations.replaced import file_replaced, former_contents
from dagster_project.settings import Settings
from dagster_project.warehouse.connections import opened

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
    Figure(
        "staging.stg_fund_lines",
        "coalesce(item_printed, item_code)",
        "fund_side || ' ' || measure",
        "amount_printed || if(contains(amount_printed, '元'), '', coalesce(unit_printed, ''))",
        "amount_yuan",
    ),
    Figure("staging.stg_spending_plan", "checkpoint_printed", "'share'", "share_printed", "cumulative_share"),
    Figure("staging.stg_indicators", "level3_name", "horizon || ' target'", "target_printed", _TARGET),
    Figure("staging.stg_indicators", "level3_name", "horizon || ' actual'", "actual_printed", _ACTUAL),
    Figure(_SCORED, "level3_name", "'weight'", "weight_printed", "weight"),
    Figure(_SCORED, "level3_name", "'score'", "score_printed", "score"),
    Figure("staging.stg_statements", "statement_kind", "'statement'", "value_printed", "value", "seq"),
    *(Figure("staging.stg_forms", "''", f"'{name}'", name, meaning, "1") for name, meaning in _HEAD.items()),
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
    *(Figure("staging.stg_summaries", "''", f"'{name}'", name, name, "1") for name in _COUNTS),
    *(
        Figure("staging.stg_summaries", "''", f"'{name}'", f"{name}_printed", meaning, "1")
        for name, meaning in (("target_budget", "target_budget_yuan"), ("evaluated_budget", "evaluated_budget_yuan"))
    ),
    Figure("staging.stg_summaries", "''", "'average_score'", "average_score_printed", "average_score", "1"),
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
        answers = [*_replacing(connection, document, key), *file_replaced(connection, document, key)] if key else []
    if key is None:
        answers = [text("diff.not_listed", document=shown(document))]
    for each in answers or [text("diff.replaces_nothing", document=shown(document))]:
        console.print(each, markup=False, soft_wrap=isinstance(each, str))


def differences(connection: duckdb.DuckDBPyConnection, document_key: str) -> list[Difference]:
    """The figures that differ between a document and what it replaces, in document order.

    Figures are equal where they mean the same (`5万元`, `50000元`), however they are printed.
    """
    figures = [
        *(selected(each, "'form ' || form_no") for each in _FORM),
        *(selected(each, "'summary ' || seq") for each in _SUMMARY),
    ]
    rows = connection.execute(compared(_PAIRS, figures), {"document": document_key}).fetchall()
    return [Difference(*row) for row in rows]


def _key_of(connection: duckdb.DuckDBPyConnection, document: str) -> str | None:
    """The key of a document; None where it is no longer listed and was read before."""
    try:
        row = connection.execute("select document_key from staging.stg_documents where path = ?", [document]).fetchone()
        connection.execute("select 1 from intermediate.int_form_versions, intermediate.int_summary_versions limit 0")
        was_read = bool(former_contents(connection, document))
    except duckdb.CatalogException as error:  # a run goes on, or the last one stopped before these were built
        raise OperatorError(text("diff.no_build")) from error
    if row is None and not was_read:
        raise OperatorError(text("diff.unknown", document=shown(document)))
    return str(row[0]) if row else None


def _replacing(connection: duckdb.DuckDBPyConnection, document: str, key: str) -> list[str | Table]:
    """What there is to say of the documents that this one replaces forms or summaries of."""
    earlier = connection.execute(
        f"select distinct path from ({_PAIRS}) join staging.stg_documents using (document_key) order by 1",
        {"document": key},
    ).fetchall()
    if not earlier:
        return []
    found = differences(connection, key)
    names = ", ".join(shown(path) for (path,) in earlier)
    sentence = text("diff.replaces", document=shown(document), earlier=names, figures=len(found))
    return [sentence, *([tabulated(found)] if found else [])]
