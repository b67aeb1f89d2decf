with forms as (
    select * from {{ ref('int_forms') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
    where horizon = 'annual'
),

final as (
    select
        {{ indicator_columns('indicators', 'forms') }}
    from indicators
    inner join forms using (document_key, form_no)
)

select * from final
