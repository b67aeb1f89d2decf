with source as (
    select * from {{ source('raw', 'sections') }}
),

cleaned as (
    select
        document_key,
        form_no,
        section_code,
        seq,
        -- Text in which a person's name may stand never leaves the raw schema; not known counts as may.
        case when not has_person_name then text end as text,
        has_person_name,
        is_empty_phrase,
        text_hash,
        locator
    from source
)

select * from cleaned
