with summaries as (
    select * from {{ ref('int_summaries_keyed') }}
),

superseded as (
    select distinct
        document_key,
        seq
    from {{ ref('int_summary_versions') }}
),

serving as (
    select summaries.*
    from summaries
    left join superseded using (document_key, seq)
    where superseded.document_key is null
)

select * from serving
