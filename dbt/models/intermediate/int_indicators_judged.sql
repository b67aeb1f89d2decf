with directed as (
    select * from {{ ref('int_indicators_directed') }}
),

phrases as (
    select * from {{ ref('attainment_phrases') }}
),

-- Figures, and dates as days, on one line each: what the target asks for and what the actual says, both with two ends.
measured as (
    select
        *,
        target_date is not null as is_date,
        coalesce(target_value, {{ day_number('target_date') }}) as target_at,
        coalesce(target_value_high, target_value, {{ day_number('target_date') }}) as target_high_at,
        case when target_date is null then actual_value else {{ day_number('actual_date') }} end as actual_at,
        case
            when target_date is null then coalesce(actual_value_high, actual_value)
            else {{ day_number('actual_date') }}
        end as actual_high_at,
        -- 12月 is any of its days, 年底 any day before it; neither is late for 12月25日.
        case
            when target_date is null or actual_operator <> '=' then null
            when regexp_extract(actual_printed, '[日号]|[0-9] *[-/.] *[0-9]+ *[-/.] *[0-9]', 0) <> '' then null
            else date_diff('day', date_trunc('month', actual_date), actual_date)
        end as days_unsaid,
        case when operator = '~' then abs(target_value) * {{ var('approximate_tolerance') }} else 0 end as target_slack,
        case when actual_operator = '~' then abs(actual_value) * {{ var('approximate_tolerance') }} else 0 end
            as actual_slack
    from directed
),

bounded as (
    select
        *,
        case
            when operator in ('>=', '>') then target_at
            when applies_to in ('equal', 'about') and direction <> 'lower' then target_at - target_slack
        end as region_low,
        case
            when applies_to = 'ceiling' then target_at
            when applies_to in ('equal', 'about') and direction <> 'higher' then target_high_at + target_slack
        end as region_high,
        case when actual_operator not in ('<=', '<') then actual_at - actual_slack - coalesce(days_unsaid, 0) end
            as actual_low,
        case when actual_operator not in ('>=', '>') then actual_high_at + actual_slack end as actual_high,
        -- More wanted and a ceiling set, or less wanted and a floor: what would be attained is not said.
        target_at is not null
        and actual_at is not null
        and actual_operator <> 'qualitative'
        and (is_date or actual_unit is not distinct from target_unit)
        and not (direction = 'lower' and applies_to = 'floor')
        and not (direction = 'higher' and applies_to = 'ceiling') as is_comparable
    from measured
),

compared as (
    select
        *,
        case
            when not is_comparable then null
            when
                (
                    region_low is null
                    or actual_low > region_low
                    or (actual_low = region_low and (operator <> '>' or actual_operator = '>'))
                )
                and (
                    region_high is null
                    or actual_high < region_high
                    or (actual_high = region_high and (operator <> '<' or actual_operator = '<'))
                )
                then true
            when
                actual_high < region_low
                or actual_low > region_high
                or (actual_high = region_low and (operator = '>' or actual_operator = '<'))
                or (actual_low = region_high and (operator = '<' or actual_operator = '>'))
                then false
        end as is_reached,
        coalesce(is_comparable and not is_date and operator <> 'range' and actual_operator = '=', false) as is_point
    from bounded
),

final as (
    select
        compared.document_key,
        compared.form_no,
        compared.horizon,
        compared.row_no,
        compared.direction,
        compared.direction_basis,
        compared.judged_against,
        case
            when compared.stage = 'target' or compared.horizon <> 'annual' then null
            when compared.actual_printed is null then 'no_actual'
            when coalesce(compared.is_reached, phrases.is_attained) is null then 'not_judgeable'
            else 'judged'
        end as judgement,
        coalesce(compared.is_reached, phrases.is_attained) as is_attained,
        case
            when not compared.is_point or compared.target_at <= 0 or compared.actual_at < 0 then null
            when compared.direction in ('higher', 'exact') then {{ ratio('compared.actual_at', 'compared.target_at') }}
            when compared.direction = 'lower' then {{ ratio('compared.target_at', 'compared.actual_at') }}
        end as attainment_ratio,
        coalesce(phrases.share_low, {{ points_share('compared') }}) as share_low,
        coalesce(phrases.share_high, {{ points_share('compared') }}) as share_high,
        compared.is_copied,
        compared.is_informative
    from compared
    left join phrases
        on
            coalesce(compared.operator, 'qualitative') = 'qualitative'
            and {{ folded_text('compared.actual_printed') }} = phrases.phrase
)

select * from final
