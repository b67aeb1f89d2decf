with source as (
    select * from {{ source('raw', 'documents') }}
),

cleaned as (
    select
        document_key,
        manifest_no,
        path,
        sha256,
        format,
        region_code,
        department,
        department_name,
        fiscal_year,
        title,
        publisher,
        url,
        published_on,
        is_excerpt,
        status,
        forms,
        forms_quarantined,
        cells,
        cells_bound,
        cells_outside,
        summaries
    from source
)

select * from cleaned
