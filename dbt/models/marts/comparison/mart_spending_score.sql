with project_years as (
    select * from {{ ref('mart_project_year') }}
),

evaluations as (
    select * from {{ ref('fct_project_evaluations') }}
),

departments as (
    select * from {{ ref('dim_department') }}
),

findings as (
    select * from {{ ref('int_findings_counted') }}
),

scored as (
    {{ scored_projects() }}
),

cells as (
    select
        region_code,
        function_code,
        theme_code,
        fiscal_year,
        sum(value_yuan) as value_yuan
    from scored
    group by region_code, function_code, theme_code, fiscal_year
),

-- What was spent is said beside no score too: rows of all ways of giving points together hold every project once.
spending as (
    select
        region_code,
        region_level,
        function_code,
        theme_code,
        fiscal_year,
        scoring_scheme_key,
        count(*) as projects,
        sum(budget_yuan) as budget_yuan,
        sum(executed_yuan) as executed_yuan,
        count(case when checks_judged > 0 and checks_failed > 0 then 1 end) as projects_disputed,
        count(case when checks_judged > 0 then 1 end) as projects_checked
    from scored
    group by region_code, region_level, function_code, theme_code, fiscal_year, scoring_scheme_key
),

scores as (
    select
        region_code,
        function_code,
        theme_code,
        fiscal_year,
        scoring_scheme_key,
        count(*) as n,
        sum(value_yuan) as value_yuan,
        percentile_cont(0.5) within group (order by results_score) as results_score_median,
        percentile_cont(0.5) within group (order by execution_rate) as execution_rate_median,
        {{ score_figures() }}
    from scored
    where is_comparable
    group by region_code, function_code, theme_code, fiscal_year, scoring_scheme_key
),

final as (
    select
        spending.region_code,
        spending.region_level,
        spending.function_code,
        spending.theme_code,
        spending.fiscal_year,
        spending.scoring_scheme_key,
        cast(spending.projects as integer) as projects,
        cast(spending.budget_yuan as decimal(18, 2)) as budget_yuan,
        cast(spending.executed_yuan as decimal(18, 2)) as executed_yuan,
        cast(coalesce(scores.n, 0) as integer) as n,
        scores.effective_n,
        {{ ratio('coalesce(scores.value_yuan, 0)', 'cells.value_yuan') }} as value_coverage,
        scores.score_min,
        scores.score_p10,
        scores.score_median,
        scores.score_p90,
        scores.score_max,
        scores.score_mean,
        scores.score_weighted_mean,
        scores.results_score_median,
        scores.execution_rate_median,
        scores.points_withheld_share,
        scores.copied_share,
        scores.informative_share,
        scores.judged_share,
        {{ ratio('spending.projects_disputed', 'spending.projects_checked') }} as disputed_share
    from spending
    inner join cells using (region_code, function_code, theme_code, fiscal_year)
    left join scores using (region_code, function_code, theme_code, fiscal_year, scoring_scheme_key)
)

select * from final
