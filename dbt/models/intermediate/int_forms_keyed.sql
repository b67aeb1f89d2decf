with forms as (
    select * from {{ ref('stg_forms') }}
    where status = 'loaded'
),

documents as (
    select * from {{ ref('stg_documents') }}
    where status in ('loaded', 'partial')
),

names as (
    select * from {{ ref('int_form_names') }}
),

departments as (
    select * from {{ ref('int_departments') }}
),

spellings as (
    select * from {{ ref('int_project_spellings') }}
),

projects as (
    select * from {{ ref('int_project_aliases') }}
),

keyed as (
    select
        forms.document_key,
        forms.form_no,
        case
            when forms.scope = 'department' then {{ member_key('not_applicable') }}
            else coalesce(projects.project_key, {{ member_key('unknown') }})
        end as project_key,
        coalesce(departments.department_key, {{ member_key('unknown') }}) as department_key,
        coalesce(units.department_key, {{ member_key('not_applicable') }}) as unit_key,
        coalesce(names.region_code, documents.region_code, 'unknown') as region_code,
        coalesce(names.fiscal_year, forms.fiscal_year, 0) as fiscal_year,
        documents.manifest_no,
        forms.stage,
        forms.scope,
        forms.project_name_printed,
        forms.project_code_printed,
        forms.supervising_department_printed,
        forms.implementing_unit_printed,
        forms.reporting_unit_printed,
        forms.recurrence_code,
        forms.category_code,
        forms.government_tier_printed,
        forms.starts_on,
        forms.ends_on,
        forms.start_printed,
        forms.end_printed,
        forms.term_printed,
        forms.contact_was_printed,
        forms.weight_total,
        forms.score_total,
        forms.total_locator,
        forms.grade_printed,
        forms.execution_weight,
        forms.execution_score,
        forms.execution_rate_printed,
        forms.cells,
        forms.cells_bound,
        forms.locator
    from forms
    inner join documents using (document_key)
    left join names using (document_key, form_no)
    left join departments
        on names.region_code = departments.region_code and names.department_name = departments.department_name
    left join departments as units
        on names.region_code = units.region_code and names.unit_name = units.department_name
    left join spellings using (document_key, form_no)
    left join projects on spellings.spelling_key = projects.spelling_key
)

select * from keyed
