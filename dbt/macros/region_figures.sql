{# The steps that the marts by region share, over the steps `scored` (see scored_projects), `told` (summaries), `checked`
   (checks) and `named` (who is named in forms and summaries), each of which has the columns of the grain, `by`. #}
{% macro region_figures(by) -%}
{%- set keys = by | join(', ') -%}
schemes as (
    -- Scores are comparable within one way of giving points only: the one that most evaluations follow is shown.
    select
        {{ keys }},
        scoring_scheme_key,
        row_number() over (partition by {{ keys }} order by count(*) desc, scoring_scheme_key) as place
    from scored
    where is_comparable
    group by {{ keys }}, scoring_scheme_key
),

chosen as (
    select
        scored.*
    from scored
    inner join schemes using ({{ keys }}, scoring_scheme_key)
    where scored.is_comparable and schemes.place = 1
),

scores as (
    select
        {{ keys }},
        scoring_scheme_key,
        count(*) as evaluations_scored,
        {{ score_figures() }}
    from chosen
    group by {{ keys }}, scoring_scheme_key
),

projects as (
    select
        {{ keys }},
        count(*) as projects,
        sum(budget_yuan) as budget_yuan,
        sum(executed_yuan) as executed_yuan,
        count(case when has_evaluation then 1 end) as projects_evaluated,
        {{ ratio('count(case when has_target and has_evaluation then 1 end)', 'count(case when has_target then 1 end)') }}
            as evaluated_of_declared_count,
        {{ ratio('sum(case when has_target and has_evaluation then value_yuan when has_target then 0 end)',
                 'sum(case when has_target then value_yuan end)') }} as evaluated_of_declared_value,
        {{ ratio('sum(case when has_target and has_evaluation then value_yuan when has_evaluation then 0 end)',
                 'sum(case when has_evaluation then value_yuan end)') }} as declared_of_evaluated_value
    from scored
    group by {{ keys }}
),

-- What one of several summaries leaves out is not told of all of them.
summed as (
    select
        {{ keys }},
        count(*) as summaries,
        {% for figure in ['projects_with_targets', 'target_budget_yuan', 'projects_evaluated', 'evaluated_budget_yuan'] %}
        case when count({{ figure }}) = count(*) then sum({{ figure }}) end as {{ figure }},
        {% endfor %}
        case
            when count(*) = 1 then max(average_score)
            when count(average_score * projects_evaluated) = count(*)
                then sum(average_score * projects_evaluated) / nullif(sum(projects_evaluated), 0)
        end as average_score
    from told
    group by {{ keys }}
),

-- Those of department-wide forms too, which are of no project.
judged as (
    select
        {{ keys }},
        count(case when outcome = 'failed' then 1 end) as checks_failed,
        count(*) as checks_judged
    from checked
    where outcome in ('passed', 'failed')
    group by {{ keys }}
),

mentioned as (
    select
        {{ keys }},
        count(distinct department_key) as departments
    from named
    group by {{ keys }}
)
{%- endmacro %}


{# The figures of a row of a mart by region, from those steps. Where no form tells of an evaluation and a summary does, what
   the summary says stands, and nothing of it is divided by what forms say. #}
{% macro region_columns() -%}
{%- set on_summary = 'summed.summaries > 0 and coalesce(projects.projects_evaluated, 0) = 0' -%}
{%- set without_forms = 'summed.summaries > 0 and projects.projects is null' -%}
        case when {{ on_summary }} then 'summary' else 'forms' end as evidence,
        cast(coalesce(mentioned.departments, 0) as integer) as departments,
        case
            when {{ without_forms }} then cast(coalesce(summed.projects_with_targets, summed.projects_evaluated) as integer)
            else cast(coalesce(projects.projects, 0) as integer)
        end as projects,
        case
            when {{ without_forms }} and summed.projects_with_targets is not null
                then cast(summed.target_budget_yuan as decimal(18, 2))
            when {{ without_forms }} then cast(summed.evaluated_budget_yuan as decimal(18, 2))
            else cast(projects.budget_yuan as decimal(18, 2))
        end as budget_yuan,
        cast(projects.executed_yuan as decimal(18, 2)) as executed_yuan,
        case
            when {{ on_summary }} then cast(summed.projects_evaluated as integer)
            else cast(coalesce(projects.projects_evaluated, 0) as integer)
        end as projects_evaluated,
        case
            when {{ without_forms }} and summed.projects_evaluated <= summed.projects_with_targets
                then {{ ratio('summed.projects_evaluated', 'summed.projects_with_targets') }}
            when not coalesce({{ on_summary }}, false) then projects.evaluated_of_declared_count
        end as evaluated_of_declared_count,
        case
            when {{ without_forms }} and summed.evaluated_budget_yuan <= summed.target_budget_yuan
                then {{ ratio('summed.evaluated_budget_yuan', 'summed.target_budget_yuan') }}
            when not coalesce({{ on_summary }}, false) then projects.evaluated_of_declared_value
        end as evaluated_of_declared_value,
        projects.declared_of_evaluated_value,
        scores.effective_n,
        scores.score_min,
        scores.score_p10,
        scores.score_median,
        scores.score_p90,
        scores.score_max,
        case
            when {{ on_summary }} then cast(round(summed.average_score, 4) as decimal(9, 4))
            else scores.score_mean
        end as score_mean,
        scores.score_weighted_mean,
        scores.points_withheld_share,
        scores.copied_share,
        scores.informative_share,
        scores.judged_share,
        cast(judged.checks_failed as integer) as checks_failed,
        cast(judged.checks_judged as integer) as checks_judged,
        case
            when scores.scoring_scheme_key is not null then scores.scoring_scheme_key
            when projects.projects_evaluated > 0 or {{ on_summary }} then {{ member_key('unknown') }}
            else {{ member_key('not_applicable') }}
        end as scoring_scheme_key,
        {{ ratio('coalesce(scores.evaluations_scored, 0)', 'projects.projects_evaluated') }} as scored_share
{%- endmacro %}
