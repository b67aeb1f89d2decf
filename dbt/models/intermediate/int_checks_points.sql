with scores as (
    select scores.*
    from {{ ref('stg_scores') }} as scores
    inner join {{ ref('int_form_scores') }} using (document_key, form_no)
),

rows_scored as (
    select
        indicators.document_key,
        indicators.form_no,
        cast(indicators.row_no as {{ dbt.type_string() }}) as item,
        coalesce(indicators.level3_printed || ' ', '') as named,
        {{ signed_target('indicators') }} as signed,
        indicators.target_value,
        indicators.actual_value,
        indicators.actual_printed,
        indicators.target_unit,
        -- Only an actual with a sign of its own repeats the target: 100% for 100% may be what was reached.
        indicators.actual_operator in ('>=', '>', '<=', '<')
        and indicators.actual_operator = indicators.operator
        and indicators.actual_value = indicators.target_value as is_repeated,
        -- A typed actual in another unit, a range or a date says nothing about a miss.
        indicators.target_value_high is null
        and indicators.actual_value_high is null
        and coalesce(indicators.actual_unit, indicators.target_unit, '') = coalesce(indicators.target_unit, '')
        and coalesce(indicators.actual_operator, '=') = '=' as is_comparable,
        case
            when indicators.operator in ('>=', '>') then indicators.actual_value < indicators.target_value
            when indicators.operator in ('<=', '<') then indicators.actual_value > indicators.target_value
            when indicators.operator = '=' and indicators.level2_code not in ('cost', 'economic_cost')
                then indicators.actual_value < indicators.target_value
        end as is_missed,
        scores.weight,
        scores.score,
        nullif(regexp_extract(coalesce(scores.deviation_reason, ''), '[^无/—– -]', 0), '') as reason,
        coalesce(indicators.target_locator, indicators.locator) as target_place,
        coalesce(indicators.actual_locator, indicators.locator) as actual_place,
        coalesce(scores.score_locator, scores.locator) as score_place,
        scores.locator
    from scores
    inner join {{ ref('stg_indicators') }} as indicators using (document_key, form_no, row_no)
    where indicators.horizon = 'annual'
),

final as (
    select
        'full_marks_below_target' as rule_id,
        document_key,
        form_no,
        item,
        case when is_missed and score >= weight and weight > 0 then 'failed' else 'passed' end as outcome,
        actual_value as found,
        target_value as expected,
        target_unit as unit,
        actual_place as left_locator,
        actual_printed as left_quote,
        target_place as right_locator,
        named || signed as right_quote
    from rows_scored
    where is_comparable and is_missed is not null and score is not null and weight is not null
    union all
    select
        'points_without_reason' as rule_id,
        document_key,
        form_no,
        item,
        case when score < weight and reason is null then 'failed' else 'passed' end as outcome,
        score as found,
        weight as expected,
        '分' as unit,
        score_place as left_locator,
        named || {{ shown('score') }} || '分' as left_quote,
        locator as right_locator,
        {{ shown('weight') }} || '分' as right_quote
    from rows_scored
    where score is not null and weight is not null
    union all
    select
        'actual_repeats_target' as rule_id,
        document_key,
        form_no,
        item,
        case when is_repeated then 'failed' else 'passed' end as outcome,
        actual_value as found,
        target_value as expected,
        target_unit as unit,
        actual_place as left_locator,
        named || actual_printed as left_quote,
        target_place as right_locator,
        signed as right_quote
    from rows_scored
    where actual_value is not null and target_value is not null
    union all
    select
        'score_above_weight' as rule_id,
        document_key,
        form_no,
        item,
        case when score > weight then 'failed' else 'passed' end as outcome,
        score as found,
        weight as expected,
        '分' as unit,
        score_place as left_locator,
        named || {{ shown('score') }} || '分' as left_quote,
        locator as right_locator,
        {{ shown('weight') }} || '分' as right_quote
    from rows_scored
    where score is not null and weight is not null
)

select * from final
