{% set families = [
    ref('int_checks_funds'),
    ref('int_checks_totals'),
    ref('int_checks_rates'),
    ref('int_checks_costs'),
    ref('int_checks_calculated'),
    ref('int_checks_scores'),
    ref('int_checks_claims'),
    ref('int_checks_counts'),
    ref('int_checks_money'),
    ref('int_checks_statements'),
    ref('int_checks_indicators'),
    ref('int_checks_points'),
    ref('int_checks_texts'),
    ref('int_checks_years'),
    ref('int_checks_parties'),
    ref('int_checks_departments'),
    ref('int_checks_projects'),
] -%}
{% set of_pairs = [ref('int_checks_pairs')] -%}
with checks as (
    {% for family in families + of_pairs -%}
    select
        rule_id,
        document_key,
        form_no,
        item,
        cast({{ 'other_document_key' if family in of_pairs else 'null' }} as {{ dbt.type_string() }})
            as other_document_key,
        cast({{ 'other_form_no' if family in of_pairs else 'null' }} as integer) as other_form_no,
        case
            when outcome <> 'failed' then outcome
            when (left_quote || left_locator || right_quote || right_locator) is not null then outcome
            else 'could_not_judge'  -- what cannot be looked up on both sides is no finding
        end as outcome,
        try_cast(found as decimal(28, 6)) as found,
        try_cast(expected as decimal(28, 6)) as expected,
        unit,
        left_locator,
        left_quote,
        right_locator,
        right_quote
    from {{ family }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
)

select * from checks
