with forms as (
    select * from {{ ref('int_forms') }}
    where stage in ('self_evaluation', 'evaluation')
),

scores as (
    select * from {{ ref('stg_scores') }}
),

rows_summed as (
    select
        document_key,
        form_no,
        sum(weight) as weight_sum,
        sum(score) as score_sum,
        sum(case when weight is null then 1 else 0 end) as unweighed,
        sum(case when score is null then 1 else 0 end) as unscored,
        min(locator) as rows_locator
    from scores
    group by document_key, form_no
),

-- The block of the budget's execution is scored beside the indicators; some forms leave it out of their total.
final as (
    select
        forms.document_key,
        forms.form_no,
        forms.weight_total,
        forms.score_total,
        forms.execution_weight,
        forms.execution_score,
        coalesce(forms.total_locator, forms.locator) as locator,
        rows_summed.rows_locator,
        rows_summed.unweighed > 0 as has_unweighed,
        rows_summed.unscored > 0 or (forms.execution_weight > 0 and forms.execution_score is null) as has_unscored,
        rows_summed.weight_sum as indicator_weights,
        rows_summed.score_sum as indicator_scores,
        rows_summed.weight_sum + coalesce(forms.execution_weight, 0) as all_weights,
        rows_summed.score_sum + coalesce(forms.execution_score, 0) as all_scores
    from forms
    inner join rows_summed using (document_key, form_no)
)

select * from final
