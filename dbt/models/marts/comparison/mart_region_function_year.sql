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

forms as (
    select * from {{ ref('fct_forms') }}
),

checks as (
    select * from {{ ref('fct_checks') }}
),

summaries as (
    select * from {{ ref('fct_evaluation_summaries') }}
),

regions as (
    select * from {{ ref('dim_region') }}
),

scored as (
    {{ scored_projects() }}
),

told as (
    select
        summaries.*,
        coalesce(departments.function_code, 'unknown') as function_code
    from summaries
    left join departments on summaries.department_key = departments.department_key
),

tellers as (
    select
        region_code,
        fiscal_year,
        department_key
    from forms
    union all
    select
        region_code,
        fiscal_year,
        department_key
    from summaries
),

named as (
    select
        tellers.*,
        coalesce(departments.function_code, 'unknown') as function_code
    from tellers
    left join departments on tellers.department_key = departments.department_key
),

checked as (
    select
        checks.region_code,
        checks.fiscal_year,
        checks.outcome,
        coalesce(departments.function_code, 'unknown') as function_code
    from checks
    left join departments on checks.department_key = departments.department_key
),

{{ region_figures(['region_code', 'function_code', 'fiscal_year']) }},

final as (
    select
        mentioned.region_code,
        regions.region_name,
        regions.region_level,
        mentioned.function_code,
        mentioned.fiscal_year,
        {{ region_columns() }}
    from mentioned
    left join regions on mentioned.region_code = regions.region_code
    left join projects
        on
            mentioned.region_code = projects.region_code
            and mentioned.fiscal_year = projects.fiscal_year
            and mentioned.function_code = projects.function_code
    left join scores
        on
            mentioned.region_code = scores.region_code
            and mentioned.fiscal_year = scores.fiscal_year
            and mentioned.function_code = scores.function_code
    left join judged
        on
            mentioned.region_code = judged.region_code
            and mentioned.fiscal_year = judged.fiscal_year
            and mentioned.function_code = judged.function_code
    left join summed
        on
            mentioned.region_code = summed.region_code
            and mentioned.fiscal_year = summed.fiscal_year
            and mentioned.function_code = summed.function_code
)

select * from final
