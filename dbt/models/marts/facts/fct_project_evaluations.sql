with forms as (
    select * from {{ ref('int_forms') }}
    where stage in ('self_evaluation', 'evaluation')
),

scores as (
    select * from {{ ref('int_scores_totaled') }}
),

budgets as (
    select * from {{ ref('int_budgets_chosen') }}
),

graded as (
    select * from {{ ref('int_evaluations_graded') }}
),

recomputed as (
    select * from {{ ref('int_evaluations_recomputed') }}
),

joined as (
    select
        forms.*,
        budgets.original_budget_yuan,
        budgets.revised_budget_yuan,
        budgets.stated_budget_yuan,
        budgets.budget_yuan,
        budgets.released_yuan,
        budgets.executed_yuan,
        budgets.executed_stated_in,
        coalesce(scores.weight_sum + coalesce(forms.execution_weight, 0), forms.execution_weight)
            as weight_total_computed,
        scores.results_points,
        scores.results_weight,
        graded.score_computed,
        graded.grade_printed as any_grade_printed,
        graded.grade_scheme,
        graded.grade_by_score,
        graded.scoring_scheme_key
    from forms
    inner join graded using (document_key, form_no)
    left join scores using (document_key, form_no)
    left join budgets using (document_key, form_no)
),

final as (
    select
        {{ form_keys('joined') }},
        joined.scope,
        case when joined.stage = 'self_evaluation' then 'self' end as evaluation_type,
        joined.weight_total as weight_total_printed,
        try_cast(joined.weight_total_computed as decimal(9, 4)) as weight_total_computed,
        joined.execution_weight,
        joined.execution_score,
        joined.score_total as score_printed,
        try_cast(joined.score_computed as decimal(9, 4)) as score_computed,
        try_cast(round(100 * joined.results_points / nullif(joined.results_weight, 0), 4) as decimal(9, 4))
            as results_score,
        joined.any_grade_printed as grade_printed,
        {{ grade_code('joined.any_grade_printed') }} as grade_code,
        joined.grade_scheme,
        joined.grade_by_score,
        joined.original_budget_yuan,
        joined.revised_budget_yuan,
        joined.budget_yuan,
        joined.released_yuan,
        joined.executed_yuan,
        joined.executed_stated_in,
        {{ ratio('joined.executed_yuan', 'coalesce(joined.revised_budget_yuan, joined.stated_budget_yuan)') }}
            as execution_rate,
        {{ ratio('joined.executed_yuan', 'joined.original_budget_yuan') }} as outturn_ratio,
        joined.execution_rate_printed,
        joined.scoring_scheme_key,
        recomputed.score_recomputed,
        recomputed.self_score_excess,
        recomputed.copied_share,
        recomputed.informative_share,
        recomputed.judged_share,
        recomputed.execution_claimed,
        recomputed.is_alert,
        coalesce(joined.total_locator, joined.locator) as locator
    from joined
    inner join recomputed using (document_key, form_no)
)

select * from final
