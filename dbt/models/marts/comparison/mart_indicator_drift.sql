with project_years as (
    select * from {{ ref('int_project_years_paired') }}
    where target_document_key is not null and evaluation_document_key is not null
),

indicators as (
    select * from {{ ref('fct_indicators') }}
),

scores as (
    select * from {{ ref('fct_scores') }}
),

pairs as (
    select * from {{ ref('int_pairs_compared') }}
),

-- What was declared, with its partner where it has one.
declared as (
    select
        indicators.project_key,
        indicators.department_key,
        indicators.region_code,
        indicators.fiscal_year,
        indicators.is_template,
        indicators.document_key as declared_document_key,
        indicators.form_no as declared_form_no,
        indicators.row_no as declared_row_no,
        indicators.level3_printed as declared_level3_printed,
        indicators.target_printed as declared_target_printed,
        pairs.evaluated_document_key,
        pairs.evaluated_form_no,
        pairs.evaluated_row_no,
        pairs.method,
        pairs.similarity,
        pairs.target_direction,
        pairs.is_partial,
        pairs.is_doubtful
    from project_years
    inner join indicators
        on
            project_years.target_document_key = indicators.document_key
            and project_years.target_form_no = indicators.form_no
    left join pairs
        on
            indicators.document_key = pairs.declared_document_key
            and indicators.form_no = pairs.declared_form_no
            and indicators.row_no = pairs.declared_row_no
),

evaluated as (
    select
        indicators.project_key,
        indicators.department_key,
        indicators.region_code,
        indicators.fiscal_year,
        indicators.is_template,
        indicators.document_key as evaluated_document_key,
        indicators.form_no as evaluated_form_no,
        indicators.row_no as evaluated_row_no,
        indicators.level3_printed as evaluated_level3_printed,
        indicators.target_printed as evaluated_target_printed,
        indicators.actual_printed,
        scores.weight,
        scores.score
    from project_years
    inner join indicators
        on
            project_years.evaluation_document_key = indicators.document_key
            and project_years.evaluation_form_no = indicators.form_no
    left join scores
        on
            indicators.document_key = scores.document_key
            and indicators.form_no = scores.form_no
            and indicators.row_no = scores.row_no
),

final as (
    select
        coalesce(declared.project_key, evaluated.project_key) as project_key,
        coalesce(declared.department_key, evaluated.department_key) as department_key,
        coalesce(declared.region_code, evaluated.region_code) as region_code,
        coalesce(declared.fiscal_year, evaluated.fiscal_year) as fiscal_year,
        declared.declared_document_key,
        declared.declared_form_no,
        declared.declared_row_no,
        declared.declared_level3_printed,
        declared.declared_target_printed,
        evaluated.evaluated_document_key,
        evaluated.evaluated_form_no,
        evaluated.evaluated_row_no,
        evaluated.evaluated_level3_printed,
        evaluated.evaluated_target_printed,
        evaluated.actual_printed,
        case
            when evaluated.evaluated_row_no is null then 'dropped'
            when declared.declared_row_no is null then 'added'
            when declared.target_direction <> 'unchanged' then 'target_moved'
            when declared.method in ('exact', 'folded') then 'kept'
            else 'reworded'
        end as status,
        declared.target_direction,
        coalesce(declared.is_partial, false) as is_partial,
        coalesce(declared.is_doubtful, false) as is_doubtful,
        coalesce(declared.is_template, evaluated.is_template) as is_template,
        declared.similarity,
        evaluated.weight,
        evaluated.score
    from declared
    full join evaluated
        on
            declared.evaluated_document_key = evaluated.evaluated_document_key
            and declared.evaluated_form_no = evaluated.evaluated_form_no
            and declared.evaluated_row_no = evaluated.evaluated_row_no
)

select * from final
