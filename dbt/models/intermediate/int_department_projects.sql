with forms as (
    select * from {{ ref('int_forms') }}
),

-- A form of a whole department beside the forms of its projects in the same document.
pairs as (
    select
        departments.document_key,
        departments.form_no,
        projects.form_no as project_no
    from forms as departments
    inner join forms as projects
        on
            departments.document_key = projects.document_key
            and departments.department_key = projects.department_key
            and departments.fiscal_year = projects.fiscal_year
            and departments.stage = projects.stage
            and projects.scope = 'project'
    where departments.scope = 'department' and departments.unit_key = {{ member_key('not_applicable') }}
)

select * from pairs
