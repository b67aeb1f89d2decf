with keys as (
    select * from {{ ref('int_summaries') }}
),

summaries as (
    select * from {{ ref('stg_summaries') }}
),

final as (
    select
        keys.document_key,
        -- A summary is the document's and no form's.
        cast(null as integer) as form_no,
        keys.seq,
        {{ member_key('not_applicable') }} as project_key,
        keys.department_key,
        {{ member_key('not_applicable') }} as unit_key,
        keys.region_code,
        keys.fiscal_year,
        summaries.projects_with_targets,
        summaries.target_budget_yuan,
        summaries.target_budget_printed,
        summaries.projects_evaluated,
        summaries.evaluated_budget_yuan,
        summaries.evaluated_budget_printed,
        summaries.average_score,
        summaries.average_score_printed,
        summaries.projects_excellent,
        summaries.projects_good,
        summaries.projects_fair,
        summaries.projects_poor,
        summaries.grades_printed,
        summaries.grade_scheme,
        summaries.locator
    from keys
    inner join summaries using (document_key, seq)
)

select * from final
