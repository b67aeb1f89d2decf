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

documents as (
    select * from {{ ref('dim_document') }}
),

regions as (
    select * from {{ ref('dim_region') }}
),

scored as (
    {{ scored_projects() }}
),

told as (
    select * from summaries
),

checked as (
    select * from checks
),

named as (
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

{{ region_figures(['region_code', 'fiscal_year']) }},

-- A region whose documents could not be read, or tell of no project, has its row too.
known as (
    select
        region_code,
        fiscal_year
    from named
    union
    select
        region_code,
        fiscal_year
    from documents
    where status is not null and fiscal_year is not null
),

final as (
    select
        known.region_code,
        regions.region_name,
        regions.region_level,
        known.fiscal_year,
        {{ region_columns() }}
    from known
    left join regions on known.region_code = regions.region_code
    left join mentioned on known.region_code = mentioned.region_code and known.fiscal_year = mentioned.fiscal_year
    left join projects on known.region_code = projects.region_code and known.fiscal_year = projects.fiscal_year
    left join scores on known.region_code = scores.region_code and known.fiscal_year = scores.fiscal_year
    left join judged on known.region_code = judged.region_code and known.fiscal_year = judged.fiscal_year
    left join summed on known.region_code = summed.region_code and known.fiscal_year = summed.fiscal_year
)

select * from final
