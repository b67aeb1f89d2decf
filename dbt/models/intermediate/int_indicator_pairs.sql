with pairs as (
    select * from {{ source('matching', 'indicator_pairs') }}
),

-- The matching pairs every target form of a project and year with every evaluation; two of them stand for the year.
project_years as (
    select * from {{ ref('int_project_years_paired') }}
),

final as (
    select
        project_years.project_key,
        project_years.fiscal_year,
        pairs.declared_document_key,
        pairs.declared_form_no,
        pairs.declared_row_no,
        pairs.evaluated_document_key,
        pairs.evaluated_form_no,
        pairs.evaluated_row_no,
        pairs.method,
        cast(pairs.similarity as decimal(9, 6)) as similarity,
        pairs.is_partial,
        pairs.is_doubtful
    from pairs
    inner join project_years
        on
            pairs.declared_document_key = project_years.target_document_key
            and pairs.declared_form_no = project_years.target_form_no
            and pairs.evaluated_document_key = project_years.evaluation_document_key
            and pairs.evaluated_form_no = project_years.evaluation_form_no
)

select * from final
