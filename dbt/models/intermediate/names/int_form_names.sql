with forms as (
    select * from {{ ref('stg_forms') }}
    where status = 'loaded'
),

documents as (
    select * from {{ ref('stg_documents') }}
    where status in ('loaded', 'partial')
),

summaries as (
    select * from {{ ref('int_summary_names') }}
),

-- Without a form: who tells a summary, and who is expected to publish, though nothing of it may have been collected.
alone as (
    select
        document_key,
        region_code,
        fiscal_year,
        department_name
    from summaries
    union all
    select distinct
        null as document_key,
        region_code,
        null as fiscal_year,
        department_name
    from {{ ref('stg_expected_departments') }}
),

named as (
    select
        forms.document_key,
        forms.form_no,
        documents.region_code,
        coalesce(forms.fiscal_year, documents.fiscal_year) as fiscal_year,
        -- Whoever carries the project out answers for it only where nobody else is named.
        coalesce(
            forms.supervising_department_name,
            forms.reporting_unit_name,
            documents.department_name,
            forms.implementing_unit_name
        ) as department_name,
        forms.supervising_department_code_printed as department_code_printed,
        forms.implementing_unit_name,
        forms.implementing_unit_code_printed,
        forms.reporting_unit_name,
        case when forms.scope = 'project' then forms.project_name end as project_name,
        case when forms.scope = 'project' then forms.project_name_printed end as project_name_printed
    from forms
    inner join documents on forms.document_key = documents.document_key
),

of_forms as (
    select
        document_key,
        form_no,
        region_code,
        fiscal_year,
        department_name,
        department_code_printed,
        -- Who reports is the unit only where nobody else is named to carry the project out.
        case
            when implementing_unit_name is not null then implementing_unit_name
            when reporting_unit_name <> department_name then reporting_unit_name
        end as unit_name,
        implementing_unit_code_printed as unit_code_printed,
        project_name,
        project_name_printed
    from named
),

final as (
    select * from of_forms
    union all
    select
        document_key,
        null as form_no,
        region_code,
        fiscal_year,
        department_name,
        null as department_code_printed,
        null as unit_name,
        null as unit_code_printed,
        null as project_name,
        null as project_name_printed
    from alone
)

select * from final
