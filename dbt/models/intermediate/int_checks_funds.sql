with figures as (
    select * from {{ ref('int_figures_quoted') }}
),

rules as (
    select * from {{ ref('rules') }}
),

parts as (
    select * from {{ ref('int_fund_parts') }}
),

sums as (
    select
        totals.document_key,
        totals.form_no,
        totals.row_no,
        totals.measure,
        parts.is_item,
        totals.fund_side,
        totals.is_list_total,
        totals.amount_yuan,
        totals.quote,
        totals.locator,
        parts.parts_yuan,
        count(*) as parts,
        greatest(max(totals.step_yuan), max(parts.step_yuan)) * (count(*) + 1) as steps_yuan,
        max(case when parts.is_of_which then 1 else 0 end) = 1 as has_of_which,
        max(case when parts.is_rest then 1 else 0 end) = 1 as has_rest,
        max(case when parts.is_unread then 1 else 0 end) = 1 as has_unread,
        -- A subtotal among its own parts is counted twice: without it the sum is right.
        max(case when parts.amount_yuan = parts.parts_yuan - totals.amount_yuan then 1 else 0 end) = 1 as is_nested,
        coalesce(
            string_agg(case when parts.amount_yuan <> 0 then parts.quote end, ' + ' order by parts.part_no),
            string_agg(parts.quote, ' + ' order by parts.part_no)
        ) as parts_quote,
        min(parts.locator) as parts_locator
    from figures as totals
    inner join parts using (document_key, form_no, measure, fund_side, row_no)
    group by
        totals.document_key, totals.form_no, totals.row_no, totals.measure, parts.is_item, totals.fund_side,
        totals.is_list_total, totals.amount_yuan, totals.quote, totals.locator, parts.parts_yuan
),

ruled as (
    select
        sums.*,
        case
            when not sums.is_list_total then 'subitems_total'
            when sums.fund_side = 'source' then 'sources_total'
            when sums.fund_side = 'use' then 'uses_total'
            else 'budget_parts'
        end as rule_id
    from sums
),

final as (
    select
        ruled.rule_id,
        ruled.document_key,
        ruled.form_no,
        ruled.measure || '/' || ruled.row_no || '/' || ruled.is_item as item,
        case
            when ruled.has_unread or ruled.amount_yuan is null or ruled.parts_yuan is null then 'could_not_judge'
            when abs(ruled.amount_yuan - ruled.parts_yuan) <= rules.tolerance * ruled.steps_yuan then 'passed'
            when ruled.parts_yuan > ruled.amount_yuan then case when ruled.is_nested then 'passed' else 'failed' end
            when ruled.has_of_which and not ruled.has_rest and (ruled.parts = 1 or ruled.is_item) then 'could_not_judge'
            else 'failed'
        end as outcome,
        ruled.amount_yuan as found,
        ruled.parts_yuan as expected,
        '元' as unit,
        ruled.locator as left_locator,
        ruled.quote as left_quote,
        ruled.parts_locator as right_locator,
        ruled.parts_quote as right_quote
    from ruled
    inner join rules using (rule_id)
)

select * from final
