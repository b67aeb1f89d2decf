with words as (
    select * from {{ ref('int_check_words') }}
),

totals as (
    select * from {{ ref('int_form_totals') }}
    where measure in ('revised_budget', 'original_budget', 'budget')
),

forms as (
    select * from {{ ref('int_forms') }}
),

rules as (
    select * from {{ ref('rules') }}
),

-- Money of the whole is told by its name, wherever it stands; that of a part by its level.
costs as (
    select
        indicators.document_key,
        indicators.form_no,
        cast(indicators.row_no as {{ dbt.type_string() }}) as item,
        indicators.target_value,
        indicators.operator,
        coalesce(indicators.target_locator, indicators.locator) as locator,
        indicators.level3_printed || ' ' || {{ signed_target('indicators') }} as quote,
        regexp_extract(
            coalesce(indicators.level3_printed, '') || coalesce(indicators.description, ''), words.total_cost, 0
        ) <> '' as is_total,
        regexp_extract(coalesce(indicators.level3_printed, ''), words.no_total_cost, 0) <> '' as is_of_one,
        case
            when indicators.target_printed like '%亿%' then 100000000
            when indicators.target_printed like '%万%' then 10000
            when indicators.target_printed like '%千元%' then 1000
            else 1
        end / power(10, length(regexp_extract(indicators.target_printed, '[.]([0-9]+)', 1))) as step_yuan,
        indicators.target_unit
    from {{ ref('stg_indicators') }} as indicators
    cross join words
    where
        indicators.horizon = 'annual'
        and indicators.target_value is not null
        and indicators.target_value_high is null
        and indicators.operator in ('=', '<=', '<', '~')
        and (
            indicators.level2_code in ('cost', 'economic_cost')
            or regexp_extract(coalesce(indicators.level3_printed, ''), words.total_cost, 0) <> ''
        )
        and (indicators.target_unit = '元' or indicators.target_unit is null)
),

-- Of several budgets the one nearest to the cost: a self-evaluation may mean the original or the revised one.
compared as (
    select
        costs.*,
        totals.amount_yuan,
        totals.quote as budget_quote,
        totals.locator as budget_locator,
        max(totals.amount_yuan) over (partition by costs.document_key, costs.form_no, costs.item) as most_yuan,
        -- A target is set on the budget as it was at first: the revised one alone does not tell.
        max(case when totals.measure <> 'revised_budget' then 1 else 0 end) over (
            partition by costs.document_key, costs.form_no, costs.item
        ) = 0 as is_revised_only,
        row_number() over (
            partition by costs.document_key, costs.form_no, costs.item
            order by abs(totals.amount_yuan - costs.target_value) nulls last, totals.measure
        ) as place
    from costs
    inner join forms using (document_key, form_no)
    left join totals using (document_key, form_no)
    where not costs.is_of_one
),

final as (
    select
        case when compared.is_total then 'cost_budget' else 'cost_component' end as rule_id,
        compared.document_key,
        compared.form_no,
        compared.item,
        case
            when compared.target_unit is null or coalesce(compared.most_yuan, 0) <= 0 then 'could_not_judge'
            when compared.is_total
                then case
                    when abs(compared.target_value - compared.amount_yuan) < rules.tolerance * compared.step_yuan
                        then 'passed'
                    when compared.is_revised_only then 'could_not_judge'
                    else 'failed'
                end
            when compared.operator = '=' and compared.target_value > compared.most_yuan then 'failed'
            else 'passed'
        end as outcome,
        compared.target_value as found,
        compared.amount_yuan as expected,
        '元' as unit,
        compared.locator as left_locator,
        compared.quote as left_quote,
        compared.budget_locator as right_locator,
        compared.budget_quote as right_quote
    from compared
    inner join rules on rules.rule_id = 'cost_budget'
    where compared.place = 1
)

select * from final
