with words as (
    select * from {{ ref('int_check_words') }}
),

forms as (
    select * from {{ ref('int_forms') }}
),

budgets as (
    select * from {{ ref('int_form_totals') }}
    where is_budget
),

rules as (
    select * from {{ ref('rules') }}
),

-- Amounts of money that count as outputs, with the persons and the rate that stand beside them.
amounts as (
    select
        indicators.document_key,
        indicators.form_no,
        indicators.row_no,
        indicators.target_value,
        coalesce(indicators.target_locator, indicators.locator) as locator,
        indicators.locator as row_locator,
        indicators.level3_printed || ' ' || indicators.target_printed as quote,
        concat(indicators.level3_printed, ' ', indicators.description) as words,
        regexp_extract(concat(indicators.level3_printed, ' ', indicators.description), words.rate, 0) <> '' as has_rate
    from {{ ref('stg_indicators') }} as indicators
    inner join forms using (document_key, form_no)
    cross join words
    where
        indicators.horizon = 'annual'
        and indicators.level2_code = 'quantity'
        and indicators.target_unit = '元'
        and indicators.target_value_high is null
),

factors as (
    select
        amounts.*,
        try_cast(regexp_extract(amounts.words, '([0-9]+(?:[.][0-9]+)?)万?[人名户]', 1) as decimal(18, 4))
        * case when regexp_extract(amounts.words, '[0-9]万[人名户]', 0) <> '' then 10000 else 1 end as persons,
        try_cast(regexp_extract(amounts.words, '每[人名户]每[年月]([0-9]+(?:[.][0-9]+)?)元', 1) as decimal(18, 4)) as rate,
        case when regexp_extract(amounts.words, '每[人名户]每月[0-9.]+元', 0) <> '' then 12 else 1 end as times,
        regexp_extract(amounts.words, '[0-9.]+万?[人名户]', 0) || ' × '
        || regexp_extract(amounts.words, '每[人名户]每[年月][0-9.]+元', 0) as calculation
    from amounts
),

items as (
    select
        amounts.document_key,
        amounts.form_no,
        count(*) as items,
        sum(amounts.target_value) as amount_yuan,
        min(case when amounts.has_rate then 1 else 0 end) = 1 as are_calculated,
        min(amounts.row_locator) as locator,
        string_agg(amounts.quote, ' + ' order by amounts.row_no) as quote
    from amounts
    group by amounts.document_key, amounts.form_no
    having count(*) > 2
),

joined as (
    select
        'calculated_amount' as rule_id,
        document_key,
        form_no,
        cast(row_no as {{ dbt.type_string() }}) as item,
        true as is_judged,
        target_value as found,
        persons * rate * times as expected,
        locator as left_locator,
        quote as left_quote,
        row_locator as right_locator,
        calculation as right_quote
    from factors
    where persons is not null and rate is not null
    union all
    select
        'calculated_items' as rule_id,
        items.document_key,
        items.form_no,
        'items' as item,
        items.are_calculated and budgets.amount_yuan > 0 as is_judged,
        budgets.amount_yuan as found,
        items.amount_yuan as expected,
        budgets.locator as left_locator,
        budgets.quote as left_quote,
        items.locator as right_locator,
        items.quote as right_quote
    from items
    inner join budgets using (document_key, form_no)
),

final as (
    select
        joined.rule_id,
        joined.document_key,
        joined.form_no,
        joined.item,
        case
            when not joined.is_judged then 'could_not_judge'
            when abs(joined.found - joined.expected) <= rules.tolerance * joined.expected then 'passed'
            else 'failed'
        end as outcome,
        joined.found,
        joined.expected,
        '元' as unit,
        joined.left_locator,
        joined.left_quote,
        joined.right_locator,
        joined.right_quote
    from joined
    inner join rules using (rule_id)
)

select * from final
