with forms as (
    select * from {{ ref('int_forms') }}
    where
        scope = 'project'
        and stage in ('target', 'self_evaluation', 'evaluation')
        and project_key <> {{ member_key('unknown') }}
),

budgets as (
    select * from {{ ref('int_budgets_chosen') }}
),

indicators as (
    select
        document_key,
        form_no,
        count(*) as indicators,
        count(case when is_quantitative then 1 end) as indicators_quantitative
    from {{ ref('stg_indicators') }}
    where horizon = 'annual'
    group by document_key, form_no
),

-- Where two forms of a kind tell of one project and year, a self-evaluation goes first, then the document listed first.
placed as (
    select
        forms.project_key,
        forms.fiscal_year,
        forms.department_key,
        forms.region_code,
        forms.document_key,
        forms.form_no,
        forms.stage = 'target' as is_target,
        row_number() over (
            partition by forms.project_key, forms.fiscal_year, forms.stage = 'target'
            order by case forms.stage when 'self_evaluation' then 1 else 2 end, forms.manifest_no, forms.form_no
        ) as place,
        budgets.budget_yuan,
        case when budgets.budget_stated_in = 'table' then budgets.budget_yuan end as budget_in_table_yuan,
        budgets.budget_low_yuan,
        budgets.budget_high_yuan,
        coalesce(indicators.indicators, 0) as indicators,
        coalesce(indicators.indicators_quantitative, 0) as indicators_quantitative
    from forms
    left join budgets using (document_key, form_no)
    left join indicators using (document_key, form_no)
),

targets as (
    select * from placed
    where place = 1 and is_target
),

evaluations as (
    select * from placed
    where place = 1 and not is_target
),

-- The evaluation tells of the year as it ran, the target of the plan; but a table wins over prose.
paired as (
    select
        coalesce(targets.project_key, evaluations.project_key) as project_key,
        coalesce(targets.fiscal_year, evaluations.fiscal_year) as fiscal_year,
        coalesce(targets.department_key, evaluations.department_key) as department_key,
        coalesce(targets.region_code, evaluations.region_code) as region_code,
        targets.document_key as target_document_key,
        targets.form_no as target_form_no,
        evaluations.document_key as evaluation_document_key,
        evaluations.form_no as evaluation_form_no,
        coalesce(
            evaluations.budget_in_table_yuan, targets.budget_in_table_yuan, evaluations.budget_yuan, targets.budget_yuan
        ) as budget_yuan,
        least(targets.budget_low_yuan, evaluations.budget_low_yuan) as budget_low_yuan,
        greatest(targets.budget_high_yuan, evaluations.budget_high_yuan) as budget_high_yuan,
        coalesce(evaluations.budget_in_table_yuan, targets.budget_in_table_yuan) is not null as is_budget_in_table,
        case when evaluations.budget_in_table_yuan is null then targets.budget_in_table_yuan end
            as target_budget_served_yuan,
        count(*) over (
            partition by
                coalesce(targets.department_key, evaluations.department_key),
                coalesce(targets.fiscal_year, evaluations.fiscal_year)
        ) = 1 as is_only_project,
        targets.indicators as target_indicators,
        evaluations.indicators as evaluated_indicators,
        coalesce(evaluations.indicators_quantitative, targets.indicators_quantitative) as indicators_quantitative
    from targets
    full join evaluations using (project_key, fiscal_year)
)

select * from paired
