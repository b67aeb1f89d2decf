with forms as (
    select * from {{ ref('int_forms') }}
),

sections as (
    select * from {{ ref('stg_sections') }}
),

final as (
    select
        {{ form_keys('forms') }},
        sections.section_code,
        sections.seq,
        sections.text,
        sections.is_empty_phrase,
        sections.text_hash,
        sections.locator
    from sections
    inner join forms using (document_key, form_no)
)

select * from final
