with forms as (
    select * from {{ ref('int_forms_keyed') }}
    where department_key <> {{ member_key('unknown') }} and fiscal_year > 0
),

documents as (
    select * from {{ ref('int_documents_ordered') }}
),

-- A document may print a project twice: both are of one version.
numbered as (
    select
        forms.*,
        documents.version_no,
        row_number() over (
            partition by
                forms.document_key, forms.department_key, forms.fiscal_year, forms.stage, forms.scope, forms.project_key
            order by forms.form_no
        ) as occurrence
    from forms
    inner join documents using (document_key)
),

-- The same project has the same code, else the same name where a code is missing, and is not said to be of two units.
-- The form of a whole department is that of the same unit of it.
paired as (
    select
        earlier.document_key,
        earlier.form_no,
        earlier.version_no,
        later.document_key as later_document_key,
        later.form_no as later_form_no,
        row_number() over (
            partition by later.document_key, later.form_no
            order by earlier.version_no desc, abs(earlier.occurrence - later.occurrence) asc, earlier.form_no asc
        ) = 1 as is_next
    from numbered as earlier
    inner join numbered as later
        on
            earlier.department_key = later.department_key
            and earlier.fiscal_year = later.fiscal_year
            and earlier.stage = later.stage
            and earlier.scope = later.scope
            and earlier.version_no < later.version_no
    where
        case
            when earlier.scope = 'department' then earlier.unit_key = later.unit_key
            when earlier.project_code_printed is not null and later.project_code_printed is not null
                then earlier.project_code_printed = later.project_code_printed
            else
                earlier.project_key = later.project_key
                and earlier.project_key <> {{ member_key('unknown') }}
                and (
                    earlier.unit_key = later.unit_key
                    or {{ member_key('not_applicable') }} in (earlier.unit_key, later.unit_key)
                )
        end
)

select * from paired
