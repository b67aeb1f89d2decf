with forms as (
    select * from {{ ref('int_forms_keyed') }}
),

summaries as (
    select * from {{ ref('int_summaries_keyed') }}
),

quarantined as (
    select * from {{ ref('stg_forms') }}
    where status = 'quarantined'
),

documents as (
    select * from {{ ref('stg_documents') }}
),

departments as (
    select * from {{ ref('int_departments') }}
),

expected as (
    select distinct departments.department_key
    from {{ ref('stg_expected_departments') }} as listed
    inner join departments
        on listed.region_code = departments.region_code and listed.department_name = departments.department_name
),

-- Of what could not be read at all the list's line has to say what it is. No stage where its title names none, or two.
unread as (
    select
        documents.document_key,
        departments.department_key,
        documents.region_code,
        documents.fiscal_year,
        case
            when {{ has_word('documents.title', var('monitoring_title_words')) }} then null
            when not {{ has_word('documents.title', var('self_evaluation_title_words')) }}
                then case when {{ has_word('documents.title', var('target_title_words')) }} then 'target' end
            when not {{ has_word('documents.title', var('target_title_words')) }} then 'self_evaluation'
        end as stage
    from documents
    inner join departments
        on documents.region_code = departments.region_code and documents.department_name = departments.department_name
    where documents.status in ('refused', 'quarantined') and documents.forms = 0
),

-- What was replaced was published too, and what was quarantined. A unit that is expected to publish has its forms.
told as (
    select
        document_key,
        department_key,
        region_code,
        fiscal_year,
        stage
    from forms
    union
    select
        forms.document_key,
        forms.unit_key as department_key,
        forms.region_code,
        forms.fiscal_year,
        forms.stage
    from forms
    inner join expected on forms.unit_key = expected.department_key
    union
    select
        document_key,
        department_key,
        region_code,
        fiscal_year,
        'self_evaluation' as stage
    from summaries
    union
    select
        quarantined.document_key,
        departments.department_key,
        departments.region_code,
        coalesce(quarantined.fiscal_year, documents.fiscal_year) as fiscal_year,
        quarantined.stage
    from quarantined
    inner join documents on quarantined.document_key = documents.document_key
    inner join departments
        on
            documents.region_code = departments.region_code
            and coalesce(
                quarantined.supervising_department_name, quarantined.reporting_unit_name, documents.department_name
            ) = departments.department_name
    union
    select
        document_key,
        department_key,
        region_code,
        fiscal_year,
        stage
    from unread
),

final as (
    select
        told.region_code,
        told.department_key,
        told.fiscal_year,
        told.stage,
        count(*) as documents,
        min(documents.published_on) as first_published_on,
        count(documents.published_on) < count(*) as has_undated
    from told
    inner join documents on told.document_key = documents.document_key
    where told.fiscal_year > 0 and told.department_key <> {{ member_key('unknown') }}
    group by told.region_code, told.department_key, told.fiscal_year, told.stage
)

select * from final
