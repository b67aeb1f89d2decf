with forms as (
    select * from {{ ref('int_forms') }}
),

statements as (
    select * from {{ ref('stg_statements') }}
),

funds as (
    select * from {{ ref('int_funds_marked') }}
),

-- Money of the form's own year. What a target form says was spent is another year's, whatever it prints.
eligible as (
    select
        statements.*,
        case statements.statement_kind when 'spent' then 'executed' else 'budget' end as measure
    from statements
    inner join forms using (document_key, form_no)
    where
        statements.unit = '元'
        and statements.value is not null
        and coalesce(statements.stated_year, forms.fiscal_year) = forms.fiscal_year
        and (
            statements.statement_kind = 'budgeted'
            or (statements.statement_kind = 'spent' and forms.stage in ('self_evaluation', 'evaluation'))
        )
),

-- Said twice is fine, said differently is not: then the prose serves nothing.
agreed as (
    select
        document_key,
        form_no,
        measure,
        min(seq) as seq
    from eligible
    group by document_key, form_no, measure
    having min(value) = max(value)
),

in_tables as (
    select distinct
        document_key,
        form_no,
        case when measure = 'executed' then 'executed' else 'budget' end as measure
    from funds
    where measure in ('original_budget', 'revised_budget', 'budget', 'executed') and amount_yuan is not null
),

served as (
    select
        eligible.document_key,
        eligible.form_no,
        eligible.measure,
        try_cast(eligible.value as decimal(18, 2)) as amount_yuan,
        eligible.value_printed,
        eligible.locator
    from eligible
    inner join agreed using (document_key, form_no, measure, seq)
    left join in_tables using (document_key, form_no, measure)
    where in_tables.measure is null
)

select * from served
