with forms as (
    select * from {{ ref('int_forms_keyed') }}
),

superseded as (
    select distinct
        document_key,
        form_no
    from {{ ref('int_form_versions') }}
),

serving as (
    select forms.*
    from forms
    left join superseded using (document_key, form_no)
    where superseded.document_key is null
)

select * from serving
