with documents as (
    select * from {{ ref('stg_documents') }}
    where status in ('loaded', 'partial')
),

-- One order for all, so that no two replace each other: what has no day of publication is older than what has one.
ordered as (
    select
        document_key,
        row_number() over (order by published_on nulls first, manifest_no) as version_no
    from documents
)

select * from ordered
