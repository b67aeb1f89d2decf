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
        on rates.document_key = budgets.document_key and rates.form_no = budgets.form_no and budgets.is_budget
),

final as (
    select
        'execution_rate' as rule_id,
        compared.document_key,
        compared.form_no,
        'rate' as item,
        case
            when compared.rate is null or compared.quotient is null then 'could_not_judge'
            when abs(compared.rate - compared.quotient) <= rules.tolerance * least(compared.step, 0.1) then 'passed'
            when compared.step = 1 then 'could_not_judge'
            else 'failed'
        end as outcome,
        100 * compared.rate as found,
        100 * compared.quotient as expected,
        '%' as unit,
        compared.locator as left_locator,
        compared.execution_rate_printed as left_quote,
        compared.budget_locator as right_locator,
        compared.quote as right_quote
    from compared
    inner join rules on rules.rule_id = 'execution_rate'
)

select * from final
