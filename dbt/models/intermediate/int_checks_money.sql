with forms as (
    select * from {{ ref('int_forms') }}
),

statements as (
    select * from {{ ref('stg_statements') }}
),

figures as (
    select * from {{ ref('int_figures_quoted') }}
),

totals as (
    select * from {{ ref('int_form_totals') }}
),

-- What the prose says was budgeted or spent in the form's own year, with the table's total.
money as (
    select
        statements.document_key,
        statements.form_no,
        statements.seq,
        coalesce(statements.subject || ' ', '') || statements.value_printed as quote,
        statements.value,
        statements.locator,
        totals.amount_yuan,
        totals.quote as total_quote,
        totals.locator as total_locator,
        max(case when figures.amount_yuan = statements.value then 1 else 0 end) = 1 as is_in_table
    from statements
    inner join forms using (document_key, form_no)
    inner join totals
        on
            statements.document_key = totals.document_key
            and statements.form_no = totals.form_no
            and (
                (statements.statement_kind = 'budgeted' and totals.is_budget)
                or (statements.statement_kind = 'spent' and totals.measure = 'executed')
            )
    inner join figures on statements.document_key = figures.document_key and statements.form_no = figures.form_no
    where
        statements.unit = '元'
        and coalesce(statements.stated_year, forms.fiscal_year) = forms.fiscal_year
        and coalesce(statements.section_code, '') not in ('necessity', 'feasibility', 'long_term_goal')
    group by
        statements.document_key, statements.form_no, statements.seq, statements.subject, statements.value_printed,
        statements.value, statements.locator, totals.amount_yuan, totals.quote, totals.locator
)

select
    'prose_budget' as rule_id,
    document_key,
    form_no,
    cast(seq as {{ dbt.type_string() }}) as item,
    case
        when is_in_table or value = amount_yuan then 'passed'
        when value > amount_yuan then 'failed'
        else 'could_not_judge'
    end as outcome,
    value as found,
    amount_yuan as expected,
    '元' as unit,
    locator as left_locator,
    quote as left_quote,
    total_locator as right_locator,
    total_quote as right_quote
from money
