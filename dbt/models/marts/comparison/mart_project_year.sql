with paired as (
    select * from {{ ref('int_project_years_paired') }}
),

evaluations as (
    select * from {{ ref('fct_project_evaluations') }}
),

projects as (
    select * from {{ ref('dim_project') }}
),

departments as (
    select * from {{ ref('dim_department') }}
),

regions as (
    select * from {{ ref('dim_region') }}
),

final as (
    select
        paired.project_key,
        paired.department_key,
        paired.region_code,
        regions.region_level,
        paired.fiscal_year,
        projects.project_name,
        departments.department_name,
        projects.theme_code,
        paired.target_document_key is not null as has_target,
        paired.evaluation_document_key is not null as has_evaluation,
        paired.target_document_key,
        paired.target_form_no,
        paired.evaluation_document_key,
        paired.evaluation_form_no,
        paired.budget_yuan,
        paired.budget_low_yuan,
        paired.budget_high_yuan,
        case
            when paired.is_budget_in_table then 'table'
            when paired.budget_yuan is not null then 'prose'
        end as budget_source,
        evaluations.executed_yuan,
        evaluations.executed_stated_in as executed_source,
        case
            when paired.target_budget_served_yuan is not null
                then {{ ratio('evaluations.executed_yuan', 'paired.target_budget_served_yuan') }}
            else evaluations.execution_rate
        end as execution_rate,
        evaluations.score_printed,
        evaluations.score_computed,
        evaluations.results_score,
        evaluations.grade_code,
        cast(paired.target_indicators as integer) as target_indicators,
        cast(paired.evaluated_indicators as integer) as evaluated_indicators,
        cast(paired.indicators_quantitative as integer) as indicators_quantitative,
        -- Judging and checking come with the comparison; not yet judged is not none.
        cast(null as integer) as indicators_judged,
        cast(null as integer) as indicators_attained,
        cast(null as integer) as findings
    from paired
    left join evaluations
        on
            paired.evaluation_document_key = evaluations.document_key
            and paired.evaluation_form_no = evaluations.form_no
    left join projects on paired.project_key = projects.project_key
    left join departments on paired.department_key = departments.department_key
    left join regions on paired.region_code = regions.region_code
)

select * from final
