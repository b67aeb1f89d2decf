with forms as (
    select * from {{ ref('int_forms') }}
),

statements as (
    select * from {{ ref('stg_statements') }}
),

final as (
    select
        {{ form_keys('forms') }},
        statements.seq,
        statements.statement_kind,
        statements.section_code,
        statements.subject,
        statements.operator,
        statements.value,
        statements.value_printed,
        statements.unit,
        statements.stated_year,
        statements.clause,
        statements.locator
    from statements
    inner join forms using (document_key, form_no)
)

select * from final
