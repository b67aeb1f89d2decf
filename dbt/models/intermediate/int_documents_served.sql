with documents as (
    select * from {{ ref('int_documents_ordered') }}
),

serving as (
    select document_key from {{ ref('int_forms') }}
    union
    select document_key from {{ ref('int_summaries') }}
),

pairs as (
    select
        document_key,
        later_document_key,
        version_no
    from {{ ref('int_form_versions') }}
    union
    select
        document_key,
        later_document_key,
        version_no
    from {{ ref('int_summary_versions') }}
),

superseded as (
    select distinct document_key from pairs
),

placed as (
    select
        pairs.*,
        row_number() over (partition by pairs.later_document_key order by pairs.version_no desc) as place
    from pairs
),

final as (
    select
        documents.document_key,
        serving.document_key is not null as is_serving,
        serving.document_key is null and superseded.document_key is not null as is_superseded,
        placed.document_key as supersedes_document_key
    from documents
    left join serving on documents.document_key = serving.document_key
    left join superseded on documents.document_key = superseded.document_key
    left join placed on documents.document_key = placed.later_document_key and placed.place = 1
)

select * from final
