with figures as (
    select * from {{ ref('int_figures_quoted') }}
    where amount_yuan is not null
),

totals as (
    select * from {{ ref('int_form_totals') }}
),

forms as (
    select * from {{ ref('int_forms') }}
),

-- What a department's tasks do not use need not be lost.
both_sides as (
    select
        'sources_uses' as rule_id,
        sources.document_key,
        sources.form_no,
        sources.measure as item,
        case
            when abs(sources.amount_yuan - uses.amount_yuan) <= 2 * greatest(sources.step_yuan, uses.step_yuan)
                then 'passed'
            when forms.scope = 'department' and uses.amount_yuan < sources.amount_yuan then 'could_not_judge'
            else 'failed'
        end as outcome,
        sources.amount_yuan as found,
        uses.amount_yuan as expected,
        sources.locator as left_locator,
        sources.quote as left_quote,
        uses.locator as right_locator,
        uses.quote as right_quote
    from figures as sources
    inner join figures as uses using (document_key, form_no, measure)
    inner join forms using (document_key, form_no)
    where
        sources.fund_side in ('source', 'whole') and sources.is_list_total
        and uses.fund_side = 'use' and uses.is_list_total
),

-- One figure that must not be above another of the same form.
bounds as (
    select
        'half_year_plan' as rule_id,
        plans.document_key,
        plans.form_no,
        plans.fund_side || '/' || plans.row_no as item,
        plans.amount_yuan as found,
        years.amount_yuan as expected,
        plans.locator as left_locator,
        plans.quote as left_quote,
        years.locator as right_locator,
        years.quote as right_quote
    from figures as plans
    inner join figures as years using (document_key, form_no, fund_side, row_no)
    where plans.measure = 'half_year_plan' and years.measure in ('budget', 'original_budget', 'revised_budget')
    union all
    select
        case when above.measure = 'executed' then 'executed_budget' else 'midterm_budget' end as rule_id,
        above.document_key,
        above.form_no,
        above.measure as item,
        above.amount_yuan as found,
        below.amount_yuan as expected,
        above.locator as left_locator,
        above.quote as left_quote,
        below.locator as right_locator,
        below.quote as right_quote
    from totals as above
    inner join totals as below using (document_key, form_no)
    where
        (above.measure = 'executed' and below.is_budget)
        or (above.is_budget and below.measure = 'mid_term_budget')
),

joined as (
    select * from both_sides
    union all
    select
        rule_id,
        document_key,
        form_no,
        item,
        case when found > expected then 'failed' else 'passed' end as outcome,
        found,
        expected,
        left_locator,
        left_quote,
        right_locator,
        right_quote
    from bounds
),

final as (
    select
        joined.rule_id,
        joined.document_key,
        joined.form_no,
        joined.item,
        joined.outcome,
        joined.found,
        joined.expected,
        '元' as unit,
        joined.left_locator,
        joined.left_quote,
        joined.right_locator,
        joined.right_quote
    from joined
)

select * from final
