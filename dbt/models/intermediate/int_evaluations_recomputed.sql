with graded as (
    select * from {{ ref('int_evaluations_graded') }}
),

forms as (
    select * from {{ ref('stg_forms') }}
),

-- A weight below zero leaves the others more than the whole: no share is one.
scores as (
    select
        *,
        case when coalesce(weight_lowest, 0) >= 0 then weight_sum end as weight_whole
    from {{ ref('int_scores_totaled') }}
),

budgets as (
    select
        *,
        {{ ratio('executed_yuan', 'coalesce(revised_budget_yuan, stated_budget_yuan)') }} as execution_rate,
        {{ ratio('executed_yuan', 'original_budget_yuan') }} as outturn_ratio
    from {{ ref('int_budgets_chosen') }}
),

-- Rates of execution that stand as an indicator's actual; two different ones claim nothing.
claims as (
    select
        document_key,
        form_no,
        min(actual_value) * 0.01 as rate
    from {{ ref('stg_indicators') }}
    where
        horizon = 'annual'
        and actual_unit = '%'
        and actual_operator = '='
        and level3_name in ({{ quoted(var('execution_rate_names')) }})
    group by document_key, form_no
    having min(actual_value) = max(actual_value)
),

joined as (
    select
        graded.document_key,
        graded.form_no,
        graded.score,
        graded.score_of_100,
        graded.score_computed,
        scores.points_changed,
        case
            when budgets.execution_rate is not null
                then forms.execution_weight * least(greatest(budgets.execution_rate, 0), 1) - forms.execution_score
        end as execution_changed,
        {{ ratio('scores.copied_weight', 'scores.weight_whole') }} as copied_share,
        {{ ratio('scores.informative_weight', 'scores.weight_whole') }} as informative_share,
        {{ ratio('scores.judged_weight', 'scores.weight_whole') }} as judged_share,
        budgets.execution_rate,
        budgets.outturn_ratio,
        case
            when budgets.executed_yuan is null
                then coalesce(forms.execution_rate, try_cast(claims.rate as decimal(9, 6)))
        end as execution_claimed
    from graded
    left join forms using (document_key, form_no)
    left join scores using (document_key, form_no)
    left join budgets using (document_key, form_no)
    left join claims using (document_key, form_no)
),

-- Rows of which the rule says nothing keep their points.
recomputed as (
    select
        *,
        case
            when coalesce(points_changed, execution_changed) is not null
                then score_computed + coalesce(points_changed, 0) + coalesce(execution_changed, 0)
        end as score_by_rule,
        coalesce(execution_rate, outturn_ratio, execution_claimed) as known_rate
    from joined
),

final as (
    select
        document_key,
        form_no,
        try_cast(round(score_by_rule, 4) as decimal(9, 4)) as score_recomputed,
        case
            when judged_share >= {{ var('excess_needs_judged_share') }}
                then try_cast(round(score - score_by_rule, 4) as decimal(9, 4))
        end as self_score_excess,
        copied_share,
        informative_share,
        judged_share,
        execution_claimed,
        case
            when score_of_100 is not null and known_rate is not null
                then score_of_100 >= {{ var('alert_from_score') }} and known_rate < {{ var('alert_below_execution') }}
        end as is_alert
    from recomputed
)

select * from final
