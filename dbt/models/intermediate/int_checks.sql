{% set families = [
    'funds', 'totals', 'rates', 'costs', 'calculated', 'scores', 'claims', 'counts', 'money', 'statements', 'indicators',
    'points', 'texts', 'years', 'parties', 'departments', 'projects', 'pairs'
] -%}
with checks as (
    {% for family in families -%}
    select
        rule_id,
        document_key,
        form_no,
        item,
        cast({{ 'other_document_key' if family == 'pairs' else 'null' }} as {{ dbt.type_string() }})
            as other_document_key,
        cast({{ 'other_form_no' if family == 'pairs' else 'null' }} as integer) as other_form_no,
        outcome,
        try_cast(found as decimal(28, 6)) as found,
        try_cast(expected as decimal(28, 6)) as expected,
        unit,
        left_locator,
        left_quote,
        right_locator,
        right_quote
    from {{ ref('int_checks_' ~ family) }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
)

select * from checks
