{% set levels = ['decision', 'process', 'input', 'cost', 'output', 'benefit', 'satisfaction', 'execution', 'other'] -%}
{% set weights = [] -%}
{% for level in levels %}{% do weights.append(level ~ '_weight') %}{% endfor -%}

with forms as (
    select * from {{ ref('int_forms') }}
    where stage in ('self_evaluation', 'evaluation')
),

scores as (
    select * from {{ ref('int_scores_totaled') }}
),

grades as (
    select * from {{ ref('int_grades_stated') }}
),

bands as (
    select * from {{ ref('int_grade_bands') }}
),

joined as (
    select
        forms.document_key,
        forms.form_no,
        -- A block of no points is no block.
        {% for level in levels if level != 'execution' -%}
        cast(nullif(scores.{{ level }}_weight, 0) as decimal(9, 4)) as {{ level }}_weight,
        {% endfor -%}
        cast(
            nullif(coalesce(forms.execution_weight, 0) + coalesce(scores.execution_weight, 0), 0) as decimal(9, 4)
        ) as execution_weight,
        coalesce(forms.grade_printed, grades.grade_printed) as grade_printed,
        -- The block of the budget's execution is scored beside the indicators and belongs to the total.
        scores.score_sum + coalesce(forms.execution_score, 0) as score_computed,
        coalesce(forms.score_total, scores.score_sum + coalesce(forms.execution_score, 0)) as score,
        coalesce(
            forms.weight_total, scores.weight_sum + coalesce(forms.execution_weight, 0), forms.execution_weight, 100
        ) as full_points,
        bands.excellent_from,
        bands.good_from,
        bands.fair_from
    from forms
    left join scores using (document_key, form_no)
    left join grades using (document_key, form_no)
    left join bands using (document_key, form_no)
),

-- National bands are written for 100 points; a total of 90 or 120 is brought to 100 first.
-- A form's own bands are for its own points.
scaled as (
    select
        *,
        100 * score / nullif(full_points, 0) as score_of_100,
        case when excellent_from is null then 100 * score / nullif(full_points, 0) else score end as graded_score
    from joined
),

graded as (
    select
        *,
        case
            when grade_printed is null and score_of_100 is null then null
            when excellent_from <> 90 or good_from <> 80 or fair_from <> 60 then 'printed'
            when full_points = 100 then 'national'
            else 'other'
        end as grade_scheme,
        case
            when graded_score >= coalesce(excellent_from, 90) then 'excellent'
            when graded_score >= coalesce(good_from, 80) then 'good'
            when graded_score >= coalesce(fair_from, 60) then 'fair'
            when graded_score < coalesce(fair_from, 60) then 'poor'
        end as grade_by_score
    from scaled
),

final as (
    select
        *,
        case
            when coalesce({{ weights | join(', ') }}) is null then {{ member_key('unknown') }}
            else {{ surrogate_key(weights + ['grade_scheme']) }}
        end as scoring_scheme_key
    from graded
)

select * from final
