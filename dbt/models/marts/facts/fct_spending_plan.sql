with forms as (
    select * from {{ ref('int_forms') }}
),

checkpoints as (
    select * from {{ ref('stg_spending_plan') }}
),

final as (
    select
        {{ form_keys('forms') }},
        checkpoints.row_no,
        checkpoints.checkpoint_printed,
        checkpoints.checkpoint_on,
        checkpoints.cumulative_share,
        checkpoints.share_printed,
        checkpoints.locator
    from checkpoints
    inner join forms using (document_key, form_no)
)

select * from final
