with scores as (
    select * from {{ ref('stg_scores') }}
),

indicators as (
    select
        document_key,
        form_no,
        row_no,
        level1_code in ('cost', 'output', 'benefit', 'satisfaction') as is_result
    from {{ ref('stg_indicators') }}
    where horizon = 'annual'
),

totaled as (
    select
        scores.document_key,
        scores.form_no,
        sum(scores.weight) as weight_sum,
        sum(scores.score) as score_sum,
        -- Results are what was reached, not how it was decided and run; a row counts where it prints both figures.
        sum(case when indicators.is_result and scores.score is not null then scores.weight end) as results_weight,
        sum(case when indicators.is_result and scores.weight is not null then scores.score end) as results_points
    from scores
    inner join indicators using (document_key, form_no, row_no)
    group by scores.document_key, scores.form_no
)

select * from totaled
