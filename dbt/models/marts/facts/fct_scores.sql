with forms as (
    select * from {{ ref('int_forms') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
    where horizon = 'annual'
),

scores as (
    select * from {{ ref('stg_scores') }}
),

final as (
    select
        {{ form_keys('forms') }},
        scores.row_no,
        {{ indicator_key('indicators') }} as indicator_key,
        scores.weight,
        scores.score,
        {{ ratio('scores.score', 'scores.weight') }} as score_ratio,
        scores.deviation_reason,
        scores.scoring_basis,
        scores.locator,
        scores.score_locator
    from scores
    inner join indicators using (document_key, form_no, row_no)
    inner join forms using (document_key, form_no)
)

select * from final
