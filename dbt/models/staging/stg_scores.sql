with source as (
    select * from {{ source('raw', 'scores') }}
),

typed as (
    select * from {{ source('raw', 'typed_values') }}
),

cleaned as (
    select
        source.document_key,
        source.form_no,
        source.row_no,
        source.weight_printed,
        try_cast(weights.value as decimal(9, 4)) as weight,
        source.score_printed,
        try_cast(scores.value as decimal(9, 4)) as score,
        source.deviation_reason,
        source.scoring_basis,
        source.locator,
        source.score_locator
    from source
    left join typed as weights on source.weight_printed = weights.printed
    left join typed as scores on source.score_printed = scores.printed
)

select * from cleaned
