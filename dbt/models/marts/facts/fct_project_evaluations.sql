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

grades as (
    select * from {{ ref('int_grades_stated') }}
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
        coalesce(forms.grade_printed, grades.grade_printed) as any_grade_printed,
        -- The block of the budget's execution is scored beside the indicators and belongs to the total.
        coalesce(scores.weight_sum + coalesce(forms.execution_weight, 0), forms.execution_weight)
            as weight_total_computed,
        scores.score_sum + coalesce(forms.execution_score, 0) as score_computed,
        scores.results_points,
        scores.results_weight
    from forms
    left join scores using (document_key, form_no)
    left join budgets using (document_key, form_no)
    left join grades using (document_key, form_no)
),

-- National bands are written for 100 points; a total of 90 or 120 is brought to 100 first.
scaled as (
    select
        joined.*,
        coalesce(joined.weight_total, joined.weight_total_computed, 100) as full_points,
        100 * coalesce(joined.score_total, joined.score_computed)
        / nullif(coalesce(joined.weight_total, joined.weight_total_computed, 100), 0) as score_of_100,
        replace(replace(replace(joined.any_grade_printed, '“', ''), '”', ''), ' ', '') as grade_word
    from joined
),

final as (
    select
        {{ form_keys('scaled') }},
        scaled.scope,
        case when scaled.stage = 'self_evaluation' then 'self' end as evaluation_type,
        scaled.weight_total as weight_total_printed,
        try_cast(scaled.weight_total_computed as decimal(9, 4)) as weight_total_computed,
        scaled.execution_weight,
        scaled.execution_score,
        scaled.score_total as score_printed,
        try_cast(scaled.score_computed as decimal(9, 4)) as score_computed,
        try_cast(round(100 * scaled.results_points / nullif(scaled.results_weight, 0), 4) as decimal(9, 4))
            as results_score,
        scaled.any_grade_printed as grade_printed,
        case
            when scaled.grade_word like '优%' then 'excellent'
            when scaled.grade_word like '良%' then 'good'
            when scaled.grade_word like '中%' or scaled.grade_word like '合格%' or scaled.grade_word like '一般%' then 'fair'
            when
                scaled.grade_word like '差%' or scaled.grade_word like '不合格%' or scaled.grade_word like '较差%'
                then 'poor'
        end as grade_code,
        case
            when scaled.any_grade_printed is null and scaled.score_of_100 is null then null
            when scaled.full_points = 100 then 'national'
            else 'other'
        end as grade_scheme,
        case
            when scaled.score_of_100 >= 90 then 'excellent'
            when scaled.score_of_100 >= 80 then 'good'
            when scaled.score_of_100 >= 60 then 'fair'
            when scaled.score_of_100 < 60 then 'poor'
        end as grade_by_score,
        scaled.original_budget_yuan,
        scaled.revised_budget_yuan,
        scaled.budget_yuan,
        scaled.released_yuan,
        scaled.executed_yuan,
        scaled.executed_stated_in,
        {{ ratio('scaled.executed_yuan', 'coalesce(scaled.revised_budget_yuan, scaled.stated_budget_yuan)') }}
            as execution_rate,
        {{ ratio('scaled.executed_yuan', 'scaled.original_budget_yuan') }} as outturn_ratio,
        scaled.execution_rate_printed,
        coalesce(scaled.total_locator, scaled.locator) as locator
    from scaled
)

select * from final
