with names as (
    select * from {{ ref('int_form_names') }}
    where project_name is not null
),

departments as (
    select * from {{ ref('int_departments') }}
),

forms as (
    select * from {{ ref('stg_forms') }}
),

final as (
    select
        names.document_key,
        names.form_no,
        {{ surrogate_key(['departments.department_key', 'names.project_name_printed']) }} as spelling_key,
        departments.department_key,
        names.region_code,
        names.department_name,
        names.fiscal_year,
        forms.stage,
        names.project_name,
        names.project_name_printed,
        forms.project_code_printed
    from names
    inner join departments
        on names.region_code = departments.region_code and names.department_name = departments.department_name
    inner join forms on names.document_key = forms.document_key and names.form_no = forms.form_no
)

select * from final
