with source as (
    select * from {{ source('raw', 'cells') }}
),

cleaned as (
    select
        document_key,
        form_no,
        locator,
        reason
    from source
)

select * from cleaned
