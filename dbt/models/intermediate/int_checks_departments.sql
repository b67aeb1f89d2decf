with pairs as (
    select * from {{ ref('int_department_projects') }}
),

totals as (
    select * from {{ ref('int_form_totals') }}
    where is_budget
),

rules as (
    select * from {{ ref('rules') }}
),

budgets as (
    select
        pairs.document_key,
        pairs.form_no,
        wholes.amount_yuan,
        wholes.quote,
        wholes.locator,
        sum(parts.amount_yuan) as parts_yuan,
        greatest(wholes.step_yuan, max(parts.step_yuan)) * (count(*) + 1) as steps_yuan,
        min(parts.locator) as parts_locator,
        string_agg(parts.quote, ' + ' order by pairs.project_no) as parts_quote
    from pairs
    inner join totals as wholes using (document_key, form_no)
    inner join totals as parts
        on pairs.document_key = parts.document_key and pairs.project_no = parts.form_no
    group by
        pairs.document_key, pairs.form_no, wholes.amount_yuan, wholes.quote, wholes.locator, wholes.step_yuan
)

select
    'projects_total' as rule_id,
    budgets.document_key,
    budgets.form_no,
    'total' as item,
    case
        when abs(budgets.amount_yuan - budgets.parts_yuan) <= rules.tolerance * budgets.steps_yuan then 'passed'
        when budgets.parts_yuan > budgets.amount_yuan then 'failed'
        else 'could_not_judge'
    end as outcome,
    budgets.amount_yuan as found,
    budgets.parts_yuan as expected,
    '元' as unit,
    budgets.locator as left_locator,
    budgets.quote as left_quote,
    budgets.parts_locator as right_locator,
    budgets.parts_quote as right_quote
from budgets
inner join rules on rules.rule_id = 'projects_total'
