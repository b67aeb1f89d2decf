{# Every project and year with what its evaluation scored: from the steps `project_years`, `evaluations`, `departments` and
   `findings`. A project weighs by its budget; one of zero or below has no weight. #}
{% macro scored_projects() -%}
    select
        project_years.region_code,
        project_years.region_level,
        project_years.fiscal_year,
        coalesce(departments.function_code, 'unknown') as function_code,
        coalesce(project_years.theme_code, 'unknown') as theme_code,
        project_years.has_target,
        project_years.has_evaluation,
        project_years.budget_yuan,
        project_years.executed_yuan,
        -- Wide enough for the square of any budget.
        cast(case when project_years.budget_yuan > 0 then project_years.budget_yuan end as decimal(32, 2)) as value_yuan,
        case
            when project_years.has_evaluation then coalesce(evaluations.scoring_scheme_key, {{ member_key('unknown') }})
            else {{ member_key('not_applicable') }}
        end as scoring_scheme_key,
        coalesce(project_years.score_printed, project_years.score_computed) as score,
        coalesce(evaluations.weight_total_printed, evaluations.weight_total_computed) as full_points,
        coalesce(
            evaluations.scoring_scheme_key <> {{ member_key('unknown') }}
            and coalesce(project_years.score_printed, project_years.score_computed) is not null,
            false
        ) as is_comparable,
        project_years.results_score,
        project_years.execution_rate,
        evaluations.copied_share,
        evaluations.informative_share,
        evaluations.judged_share,
        findings.checks_failed,
        findings.checks_judged
    from project_years
    left join evaluations
        on
            project_years.evaluation_document_key = evaluations.document_key
            and project_years.evaluation_form_no = evaluations.form_no
    left join departments on project_years.department_key = departments.department_key
    left join findings
        on project_years.project_key = findings.project_key and project_years.fiscal_year = findings.fiscal_year
{%- endmacro %}


{# The distribution of scores of one scheme; what is weighted by money is absent below the setting min_effective_n. #}
{% macro score_figures() -%}
        {{ effective_n() }} as effective_n,
        min(score) as score_min,
        percentile_cont(0.1) within group (order by score) as score_p10,
        percentile_cont(0.5) within group (order by score) as score_median,
        percentile_cont(0.9) within group (order by score) as score_p90,
        max(score) as score_max,
        cast(round(avg(score), 4) as decimal(9, 4)) as score_mean,
        case
            when {{ effective_n() }} >= {{ var('min_effective_n') }}
                then
                    cast(round(
                        sum(score * value_yuan) / sum(case when score is not null then value_yuan end), 4
                    ) as decimal(9, 4))
        end as score_weighted_mean,
        {{ ratio('sum(full_points - score)', 'sum(case when score is not null then full_points end)') }}
            as points_withheld_share,
        cast(round(avg(copied_share), 6) as decimal(9, 6)) as copied_share,
        cast(round(avg(informative_share), 6) as decimal(9, 6)) as informative_share,
        cast(round(avg(judged_share), 6) as decimal(9, 6)) as judged_share
{%- endmacro %}


{# How many projects of equal size the money speaks for: (Σv)² / Σv²; the projects with a budget above 0. #}
{% macro effective_n() -%}
    cast(round(
        cast(sum(value_yuan) as double) * cast(sum(value_yuan) as double) / cast(sum(value_yuan * value_yuan) as double), 4
    ) as decimal(9, 4))
{%- endmacro %}
