with source as (
    select * from {{ source('raw', 'rejects') }}
),

cleaned as (
    select
        document_key,
        path,
        stage_of_reading,
        form_no,
        locator,
        reason_code,
        what,
        what_to_do
    from source
)

select * from cleaned
