with forms as (
    select * from {{ ref('int_forms') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
    where horizon = 'mid_term'
),

judged as (
    select * from {{ ref('int_indicators_judged') }}
),

final as (
    select
        {{ indicator_columns('indicators', 'forms', 'judged') }}
    from indicators
    inner join forms using (document_key, form_no)
    left join judged using (document_key, form_no, horizon, row_no)
)

select * from final
