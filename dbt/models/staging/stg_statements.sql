with source as (
    select * from {{ source('raw', 'statements') }}
),

typed as (
    select * from {{ source('raw', 'typed_values') }}
),

cleaned as (
    select
        source.document_key,
        source.form_no,
        source.seq,
        source.statement_kind,
        source.section_code,
        case when not source.has_person_name then source.subject end as subject,
        source.value_printed,
        typed.operator,
        typed.value,
        typed.unit,
        source.stated_year,
        case when not source.has_person_name then source.clause end as clause,
        source.has_person_name,
        source.locator
    from source
    left join typed on source.value_printed = typed.printed
)

select * from cleaned
