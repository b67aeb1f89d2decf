with forms as (
    select * from {{ ref('int_forms') }}
),

funds as (
    select * from {{ ref('int_funds_marked') }}
),

statements as (
    select * from {{ ref('int_statements_served') }}
),

in_tables as (
    select
        {{ form_keys('forms') }},
        funds.row_no,
        'table' as stated_in,
        funds.fund_side,
        funds.item_printed as fund_item_printed,
        funds.item_code as fund_item_code,
        funds.line_role,
        funds.parent_row_no,
        funds.is_additive,
        funds.measure,
        funds.amount_yuan,
        funds.amount_printed,
        funds.unit_printed,
        funds.locator
    from funds
    inner join forms using (document_key, form_no)
),

-- The one figure of the prose that serves as budget or executed stands for its whole list.
in_prose as (
    select
        {{ form_keys('forms') }},
        cast(null as integer) as row_no,
        'prose' as stated_in,
        'whole' as fund_side,
        cast(null as {{ dbt.type_string() }}) as fund_item_printed,
        'total' as fund_item_code,
        'total' as line_role,
        cast(null as integer) as parent_row_no,
        true as is_additive,
        statements.measure,
        statements.amount_yuan,
        statements.value_printed as amount_printed,
        cast(null as {{ dbt.type_string() }}) as unit_printed,
        statements.locator
    from statements
    inner join forms using (document_key, form_no)
),

final as (
    select * from in_tables
    union all
    select * from in_prose
)

select * from final
