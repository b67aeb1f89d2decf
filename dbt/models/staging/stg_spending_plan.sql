with source as (
    select * from {{ source('raw', 'spending_plan') }}
),

forms as (
    select * from {{ source('raw', 'forms') }}
),

typed as (
    select * from {{ source('raw', 'typed_values') }}
),

cleaned as (
    select
        source.document_key,
        source.form_no,
        source.row_no,
        source.checkpoint_printed,
        {{ with_fiscal_year('checkpoints.date_printed', 'forms.fiscal_year') }} as checkpoint_on,
        source.share_printed,
        -- A bare figure up to 1 is a fraction (0.25), a larger one a percentage (25).
        try_cast(
            case when shares.unit = '%' or shares.value > 1 then shares.value * 0.01 else shares.value end
            as decimal(9, 6)
        ) as cumulative_share,
        source.locator
    from source
    left join forms using (document_key, form_no)
    left join typed as checkpoints on source.checkpoint_printed = checkpoints.printed
    left join typed as shares on source.share_printed = shares.printed
)

select * from cleaned
