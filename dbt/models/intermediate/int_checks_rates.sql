with totals as (
    select * from {{ ref('int_form_totals') }}
),

rules as (
    select * from {{ ref('rules') }}
),

-- A step is one of the last printed digit; a bare whole number may be a percentage or a fraction.
rates as (
    select
        forms.document_key,
        forms.form_no,
        forms.execution_rate_printed,
        printed.execution_rate as rate,
        coalesce(printed.execution_locator, forms.locator) as locator,
        case
            when regexp_extract(forms.execution_rate_printed, '[%％]', 0) <> '' or printed.execution_rate > 2 then 0.01
            else 1
        end / power(10, length(regexp_extract(forms.execution_rate_printed, '[.]([0-9]+)', 1))) as step
    from {{ ref('int_forms') }} as forms
    inner join {{ ref('stg_forms') }} as printed using (document_key, form_no)
    where forms.execution_rate_printed is not null
),

-- The budget that the rate fits best is the one that it is of.
compared as (
    select
        rates.*,
        executed.quote || ' / ' || budgets.quote as quote,
        budgets.locator as budget_locator,
        round(executed.amount_yuan / nullif(greatest(budgets.amount_yuan, 0), 0), 6) as quotient
    from rates
    left join totals as executed
        on
            rates.document_key = executed.document_key
            and rates.form_no = executed.form_no
            and executed.measure = 'executed'
    left join totals as budgets
        on
            rates.document_key = budgets.document_key
            and rates.form_no = budgets.form_no
            and budgets.measure in ('revised_budget', 'original_budget', 'budget')
),

placed as (
    select
        compared.*,
        row_number() over (
            partition by compared.document_key, compared.form_no
            order by abs(compared.rate - compared.quotient) nulls last, compared.budget_locator
        ) as place
    from compared
),

final as (
    select
        'execution_rate' as rule_id,
        placed.document_key,
        placed.form_no,
        'rate' as item,
        null as other_document_key,
        null as other_form_no,
        case
            when placed.rate is null or placed.quotient is null then 'could_not_judge'
            when abs(placed.rate - placed.quotient) <= rules.tolerance * least(placed.step, 0.1) then 'passed'
            when placed.step = 1 then 'could_not_judge'
            else 'failed'
        end as outcome,
        100 * placed.rate as found,
        100 * placed.quotient as expected,
        '%' as unit,
        placed.locator as left_locator,
        placed.execution_rate_printed as left_quote,
        placed.budget_locator as right_locator,
        placed.quote as right_quote
    from placed
    inner join rules on rules.rule_id = 'execution_rate'
    where placed.place = 1
)

select * from final
