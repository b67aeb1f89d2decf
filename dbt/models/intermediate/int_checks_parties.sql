with forms as (
    select * from {{ ref('stg_forms') }}
),

served as (
    select * from {{ ref('int_forms') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

-- A name is the same where one ends with the other: 某县财政局 and 财政局.
named as (
    select
        forms.document_key,
        forms.form_no,
        documents.department_name as manifest_name,
        forms.supervising_department_name as department_name,
        forms.supervising_department_printed as department_printed,
        {% for party in ['supervising_department_name', 'reporting_unit_name', 'implementing_unit_name'] -%}
        coalesce(
            documents.department_name like '%' || forms.{{ party }}
            or forms.{{ party }} like '%' || documents.department_name,
            false
        ) {{ 'or' if not loop.last else 'as is_named' }}
        {% endfor -%},
        forms.locator
    from forms
    inner join served using (document_key, form_no)
    inner join documents using (document_key)
    where forms.supervising_department_name is not null and documents.department_name is not null
)

select
    'manifest_department' as rule_id,
    document_key,
    form_no,
    'department' as item,
    case when is_named then 'passed' else 'failed' end as outcome,
    null as found,
    null as expected,
    null as unit,
    locator as left_locator,
    department_printed as left_quote,
    locator as right_locator,
    manifest_name as right_quote
from named
