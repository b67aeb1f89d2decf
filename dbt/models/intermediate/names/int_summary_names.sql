with summaries as (
    select * from {{ ref('stg_summaries') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

-- The manifest says whose document it is; but where several departments tell of themselves in it, each is its own.
counted as (
    select
        document_key,
        count(distinct department_name) as departments
    from summaries
    group by document_key
),

named as (
    select
        summaries.document_key,
        summaries.seq,
        documents.region_code,
        summaries.fiscal_year,
        case
            when counted.departments > 1 then coalesce(summaries.department_name, documents.department_name)
            else coalesce(documents.department_name, summaries.department_name)
        end as department_name
    from summaries
    inner join documents on summaries.document_key = documents.document_key
    inner join counted on summaries.document_key = counted.document_key
)

select * from named
