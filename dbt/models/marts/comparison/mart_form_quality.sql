with forms as (
    select * from {{ ref('fct_forms') }}
),

indicators as (
    select
        document_key,
        form_no,
        count(*) as indicators,
        count(is_quantitative) as targets,
        count(case when is_quantitative then 1 end) as targets_quantitative,
        count(case when is_template then 1 end) as indicators_template
    from {{ ref('fct_indicators') }}
    group by document_key, form_no
),

scores as (
    select
        document_key,
        form_no,
        count(case when score < weight then 1 end) as rows_with_points_lost,
        count(case when score < weight and deviation_reason is not null then 1 end) as reasons_given,
        count(case when weight is not null and score is not null then 1 end) as rows_scored
    from {{ ref('fct_scores') }}
    group by document_key, form_no
),

totals as (
    select
        *,
        coalesce(cost_weight, 0) + coalesce(output_weight, 0) + coalesce(benefit_weight, 0)
        + coalesce(satisfaction_weight, 0) as results_weight_all,
        -- A weight below zero leaves the others more than the whole.
        case when coalesce(weight_lowest, 0) >= 0 then weight_sum end as weight_whole
    from {{ ref('int_scores_totaled') }}
),

evaluations as (
    select * from {{ ref('fct_project_evaluations') }}
),

texts as (
    select * from {{ ref('int_texts_shared') }}
),

final as (
    select
        {{ form_keys('forms') }},
        forms.stage,
        forms.scope,
        cast(coalesce(indicators.indicators, 0) as integer) as indicators,
        {{ ratio('indicators.targets_quantitative', 'indicators.targets') }} as quantitative_share,
        {{ ratio('indicators.indicators_template', 'indicators.indicators') }} as template_share,
        {{ ratio(
            'totals.results_weight_all', 'totals.weight_whole + greatest(coalesce(evaluations.execution_weight, 0), 0)'
        ) }} as results_weight_share,
        {{ ratio('evaluations.revised_budget_yuan', 'evaluations.original_budget_yuan') }} as adjustment_ratio,
        -- Where no row prints weight and score, it is not known whether points were lost.
        case when scores.rows_scored > 0 then cast(scores.rows_with_points_lost as integer) end
            as rows_with_points_lost,
        {{ ratio('scores.reasons_given', 'scores.rows_with_points_lost') }} as reasons_given_share,
        cast(coalesce(texts.sections, 0) as integer) as sections,
        cast(coalesce(texts.sections_empty, 0) as integer) as sections_empty,
        cast(coalesce(texts.sections_copied, 0) as integer) as sections_copied,
        texts.problems_are_empty,
        texts.shared_text_share,
        texts.shared_with_document_key,
        texts.shared_with_form_no,
        texts.shared_text_share >= {{ var('alike_from_share') }} as is_nearly_copied
    from forms
    left join indicators using (document_key, form_no)
    left join scores using (document_key, form_no)
    left join totals using (document_key, form_no)
    left join evaluations using (document_key, form_no)
    left join texts using (document_key, form_no)
)

select * from final
