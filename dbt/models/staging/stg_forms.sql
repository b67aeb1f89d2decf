with source as (
    select * from {{ source('raw', 'forms') }}
),

typed as (
    select * from {{ source('raw', 'typed_values') }}
),

cleaned as (
    select
        source.*,
        -- Typing takes a month for its last day: right for an end, wrong for a start without a day (2024/01).
        case
            when regexp_extract(source.start_printed, '[日号]|[0-9][ ]*[-/.][ ]*[0-9]+[ ]*[-/.][ ]*[0-9]', 0) <> ''
                then {{ with_fiscal_year('starts.date_printed', 'source.fiscal_year') }}
            else cast(date_trunc('month', {{ with_fiscal_year('starts.date_printed', 'source.fiscal_year') }}) as date)
        end as starts_on,
        {{ with_fiscal_year('ends.date_printed', 'source.fiscal_year') }} as ends_on,
        try_cast(weight_totals.value as decimal(9, 4)) as weight_total,
        try_cast(score_totals.value as decimal(9, 4)) as score_total,
        try_cast(execution_weights.value as decimal(9, 4)) as execution_weight,
        try_cast(execution_scores.value as decimal(9, 4)) as execution_score,
        -- A bare figure up to 2 is a fraction (0.96), a larger one a percentage (96).
        try_cast(
            case
                when execution_rates.unit = '%' or execution_rates.value > 2 then execution_rates.value * 0.01
                else execution_rates.value
            end as decimal(9, 6)
        ) as execution_rate
    from source
    left join typed as starts on source.start_printed = starts.printed
    left join typed as ends on source.end_printed = ends.printed
    left join typed as weight_totals on source.weight_total_printed = weight_totals.printed
    left join typed as score_totals on source.score_total_printed = score_totals.printed
    left join typed as execution_weights on source.execution_weight_printed = execution_weights.printed
    left join typed as execution_scores on source.execution_score_printed = execution_scores.printed
    left join typed as execution_rates on source.execution_rate_printed = execution_rates.printed
)

select * from cleaned
