with paired as (
    select * from {{ ref('int_project_years_paired') }}
),

evaluations as (
    select * from {{ ref('fct_project_evaluations') }}
),

summaries as (
    select * from {{ ref('fct_evaluation_summaries') }}
),

findings as (
    select * from {{ ref('int_findings_counted') }}
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

judged as (
    select
        document_key,
        form_no,
        count(judgement) as indicators,
        count(case when judgement = 'judged' then 1 end) as indicators_judged,
        count(case when is_attained then 1 end) as indicators_attained
    from {{ ref('fct_indicators') }}
    group by document_key, form_no
),

-- The money of a summary is a project's where the summary tells of one project, and the department's forms do too.
told as (
    select
        paired.project_key,
        paired.fiscal_year,
        coalesce(
            max(case when summaries.projects_evaluated = 1 then summaries.evaluated_budget_yuan end),
            max(case when summaries.projects_with_targets = 1 then summaries.target_budget_yuan end)
        ) as budget_yuan
    from paired
    inner join summaries using (department_key, fiscal_year)
    where paired.is_only_project
    group by paired.project_key, paired.fiscal_year
    having count(*) = 1
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
        coalesce(paired.budget_yuan, told.budget_yuan) as budget_yuan,
        coalesce(paired.budget_low_yuan, told.budget_yuan) as budget_low_yuan,
        coalesce(paired.budget_high_yuan, told.budget_yuan) as budget_high_yuan,
        case
            when paired.is_budget_in_table then 'table'
            when paired.budget_yuan is not null then 'prose'
            when told.budget_yuan is not null then 'summary'
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
        case when judged.indicators > 0 then cast(judged.indicators_judged as integer) end as indicators_judged,
        case when judged.indicators > 0 then cast(judged.indicators_attained as integer) end as indicators_attained,
        cast(findings.findings as integer) as findings
    from paired
    left join evaluations
        on
            paired.evaluation_document_key = evaluations.document_key
            and paired.evaluation_form_no = evaluations.form_no
    left join judged
        on
            paired.evaluation_document_key = judged.document_key
            and paired.evaluation_form_no = judged.form_no
    left join told
        on paired.project_key = told.project_key and paired.fiscal_year = told.fiscal_year
    left join findings
        on paired.project_key = findings.project_key and paired.fiscal_year = findings.fiscal_year
    left join projects on paired.project_key = projects.project_key
    left join departments on paired.department_key = departments.department_key
    left join regions on paired.region_code = regions.region_code
)

select * from final
