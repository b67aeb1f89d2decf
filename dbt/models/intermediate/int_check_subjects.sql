with forms as (
    select * from {{ ref('int_forms') }}
),

summaries as (
    select
        *,
        row_number() over (partition by document_key order by seq) as place
    from {{ ref('int_summaries') }}
),

told as (
    select * from {{ ref('stg_summaries') }}
),

-- What rules are about: forms, and the summaries of a document, which are of no form.
subjects as (
    select
        {{ form_keys('forms') }},
        forms.stage,
        forms.scope,
        forms.locator
    from forms
    union all
    select
        summaries.document_key,
        cast(null as integer) as form_no,
        {{ member_key('not_applicable') }} as project_key,
        summaries.department_key,
        {{ member_key('not_applicable') }} as unit_key,
        summaries.region_code,
        summaries.fiscal_year,
        'summary' as stage,
        'summary' as scope,
        told.locator
    from summaries
    inner join told using (document_key, seq)
    where summaries.place = 1
)

select * from subjects
