"""What the file under a path printed before it was replaced, beside what it prints now: both as read, from raw rows.

Nothing was built from the former rows, so figures are compared as printed: blanks aside, and numbers by their value.
"""

from itertools import product
from typing import NamedTuple

import duckdb
from rich.table import Table

from dagster_project.messages import text
from dagster_project.operations.figures import Difference, Figure, compared, selected, shown, tabulated

_NOW, _FORMER = "raw", "former"


class Replaced(NamedTuple):
    """What is known about a file that was replaced.

    `contents`: contents of the path that were read before; the last of them is compared. `status`: of the document
    now where nothing of it is left to compare, else None. `apart`: forms that are kept out in one of the two alone.
    """

    contents: int
    status: str | None
    apart: list[str]
    figures: list[Difference]


def _number(column: str) -> str:
    """The value of a plain number, so that 30 is 30.00; null for any other print."""
    return f"try_cast(replace({column}, ',', '') as decimal(38, 18))"


def _form_figures(schema: str) -> list[Figure]:
    row, level = "document_key, form_no, row_no", "coalesce(level2_code, level2_printed, '')"
    scores = (
        f"(select * from {schema}.scores join (select {row}, level3_name, level2_code, level2_printed"
        f" from {schema}.indicators where horizon = 'annual') using ({row}))"
    )
    money = "amount_printed || if(contains(amount_printed, '元'), '', coalesce(unit_printed, ''))"
    value = f"{_number('amount_printed')} || coalesce(unit_printed, '')"
    item, side = "coalesce(item_printed, item_code)", "fund_side || ' ' || measure"
    plan = ("checkpoint_printed", "'share'", "share_printed", _number("share_printed"))
    indicators = {"sign": "operator_printed", "target": "target_printed", "actual": "actual_printed"}
    indicators["half-year target"] = "half_year_target_printed"
    totals = ("weight_total", "score_total", "execution_weight", "execution_score", "execution_rate", "grade")
    return [
        Figure(f"{schema}.fund_lines", item, side, money, value),
        Figure(f"{schema}.spending_plan", *plan),
        *(
            Figure(f"{schema}.indicators", "level3_name", f"horizon || ' {name}'", column, among=level)
            for name, column in indicators.items()
        ),
        *(
            Figure(scores, "level3_name", f"'{name}'", f"{name}_printed", _number(f"{name}_printed"), among=level)
            for name in ("weight", "score")
        ),
        Figure(f"{schema}.statements", "statement_kind", "'statement'", "value_printed", order="seq"),
        *(
            Figure(f"{schema}.forms", "''", f"'{name}'", f"{name}_printed", _number(f"{name}_printed"), "1")
            for name in totals
        ),
    ]


def _summary_figures(schema: str) -> list[Figure]:
    grades = ("excellent_projects", "good_projects", "fair_projects", "poor_projects")
    sums = ("targets_projects", "targets_budget", "evaluated_projects", "evaluated_budget", "average_score")
    return [
        Figure(f"{schema}.summaries", "''", f"'{name}'", f"{name}_printed", _number(f"{name}_printed"), "1")
        for name in (*sums, *grades)
    ]


def _parts(schema: str, key: str) -> str:
    """Forms and summaries of a document: `same` is what tells which are the same in two readings."""
    who = "coalesce(project_name, reporting_unit_name, supervising_department_name)"
    return f"""
        select document_key, 'form ' || form_no as part, form_no as place, status, concat_ws(' ', stage, scope) as kind,
            {who} as same, coalesce(project_name_printed, '') as name
        from {schema}.forms where document_key = {key}
        union all
        select document_key, 'summary ' || seq, 0, 'loaded', 'summary', concat_ws(' ', fiscal_year, department_name), ''
        from {schema}.summaries where document_key = {key}
    """


# A form is the same under its name, those of one name in their order; one whose name the other reading lacks is that
# of its number if that one has no other, and the heading shows both names.
_BESIDE = f"""
    with parts as ({_parts(_NOW, "$document")} union all {_parts(_FORMER, "$former")}),
    counted as (
        select *, row_number() over (partition by document_key, kind, same order by place, part) as occurrence
        from parts
    ),
    keyed as (
        select *, if(count(*) over (partition by kind, same, occurrence) = 2, concat_ws('|', same, occurrence), part)
            as key
        from counted
    )
    select concat_ws(' ', coalesce(now.part, before.part), case
            when now.same is distinct from before.same and now.part is not null and before.part is not null
                then before.name || ' → ' || now.name
            else nullif(coalesce(now.name, before.name), '')
        end) as name,
        row_number() over (
            order by coalesce(now.place, before.place), now.part is null, coalesce(now.part, before.part)
        ) as number,
        now.part, before.document_key, before.part as earlier_part, now.status, before.status as earlier_status
    from (from keyed where document_key = $document) as now
    full join (from keyed where document_key = $former) as before using (kind, key)
"""
_PAIRS = (
    f"from ({_BESIDE}) where coalesce(status, 'loaded') = 'loaded' and coalesce(earlier_status, 'loaded') = 'loaded'"
)
_APART = f"select name from ({_BESIDE}) where (status = 'loaded') <> (earlier_status = 'loaded') order by number"


def former_contents(connection: duckdb.DuckDBPyConnection, path: str) -> list[str]:
    """The keys of what was read under a path and left, the last one first."""
    rows = connection.execute("select document_key from former.documents where path = ? order by rowid", [path])
    return [key for (key,) in rows.fetchall()]


def replaced(connection: duckdb.DuckDBPyConnection, path: str, document_key: str) -> Replaced | None:
    """What a document that is listed under `path` changes against its last content before; None if it had none."""
    former = former_contents(connection, path)
    if not former:
        return None
    parts_now = "select status from raw.documents where document_key = ? and (forms + summaries > 0) is not true"
    for (status,) in connection.execute(parts_now, [document_key]).fetchall():
        return Replaced(len(former), status, [], [])
    keys = {"document": document_key, "former": former[0]}
    apart = [name for (name,) in connection.execute(_APART, keys).fetchall()]
    rows = connection.execute(compared(_PAIRS, _figures()), keys).fetchall()
    return Replaced(len(former), None, apart, [Difference(*row) for row in rows])


def file_replaced(connection: duckdb.DuckDBPyConnection, path: str, document_key: str) -> list[str | Table]:
    """What there is to say of the file that lay under a document's path before, for a terminal; nothing if none did."""
    change = replaced(connection, path, document_key)
    if change is None:
        return []
    if change.status:
        return [text("diff.file_unread", document=shown(path), status=change.status)]
    said: list[str | Table] = [text("diff.file_replaced", document=shown(path), figures=len(change.figures))]
    if change.contents > 1:
        said.append(text("diff.file_contents", count=change.contents))
    if change.apart:
        said.append(text("diff.file_apart", forms="; ".join(shown(form) for form in change.apart)))
    return [*said, *([tabulated(change.figures)] if change.figures else [])]


def _figures() -> list[str]:
    kinds = ((_form_figures, "'form ' || form_no"), (_summary_figures, "'summary ' || seq"))
    return [
        selected(each, part) for schema, (figures, part) in product((_NOW, _FORMER), kinds) for each in figures(schema)
    ]
