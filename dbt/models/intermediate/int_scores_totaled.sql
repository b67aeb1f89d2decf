{% set levels = ['decision', 'process', 'input', 'cost', 'output', 'benefit', 'satisfaction', 'execution', 'other'] -%}

with scores as (
    select * from {{ ref('stg_scores') }}
),

indicators as (
    select
        document_key,
        form_no,
        row_no,
        coalesce(level1_code, 'other') as level1_code,
        level1_code in ('cost', 'output', 'benefit', 'satisfaction') as is_result
    from {{ ref('stg_indicators') }}
    where horizon = 'annual'
),

judged as (
    select * from {{ ref('int_indicators_judged') }}
    where horizon = 'annual'
),

totaled as (
    select
        scores.document_key,
        scores.form_no,
        sum(scores.weight) as weight_sum,
        min(scores.weight) as weight_lowest,
        sum(scores.score) as score_sum,
        -- Results are what was reached, not how it was decided and run; a row counts where it prints both figures.
        sum(case when indicators.is_result and scores.score is not null then scores.weight end) as results_weight,
        sum(case when indicators.is_result and scores.weight is not null then scores.score end) as results_points,
        {% for level in levels -%}
        sum(case when indicators.level1_code = '{{ level }}' then scores.weight end) as {{ level }}_weight,
        {% endfor -%}
        sum(case when judged.judgement = 'judged' then scores.weight else 0 end) as judged_weight,
        sum(case when judged.is_copied then scores.weight else 0 end) as copied_weight,
        sum(case when judged.is_informative then scores.weight else 0 end) as informative_weight,
        -- What the rule gives less what was given; absent where the rule says nothing of any row.
        sum(
            case
                when judged.share_low is null or scores.weight is null then null
                when scores.score < judged.share_low * scores.weight
                    then judged.share_low * scores.weight - scores.score
                when scores.score > judged.share_high * scores.weight
                    then judged.share_high * scores.weight - scores.score
                else 0 * scores.score
            end
        ) as points_changed
    from scores
    inner join indicators using (document_key, form_no, row_no)
    left join judged using (document_key, form_no, row_no)
    group by scores.document_key, scores.form_no
)

select * from totaled
