with documents as (
    select * from {{ ref('dim_document') }}
    where document_key not in ({{ member_key('unknown') }}, {{ member_key('not_applicable') }})
),

cells as (
    select * from {{ ref('stg_cells') }}
),

replaced as (
    select
        document_key,
        count(distinct form_no) as forms_superseded
    from {{ ref('int_form_versions') }}
    group by document_key
),

reasons as (
    select
        document_key,
        reason,
        count(*) as unread_cells
    from cells
    group by document_key, reason
),

unread as (
    select
        document_key,
        sum(unread_cells) as unread_cells,
        string_agg(
            reason || ' ' || cast(unread_cells as {{ dbt.type_string() }}), ', ' order by reason
        ) as unread_cells_by_reason
    from reasons
    group by document_key
),

final as (
    select
        documents.document_key,
        documents.path,
        documents.region_code,
        documents.fiscal_year,
        documents.stage,
        documents.status,
        documents.forms,
        documents.forms_quarantined,
        cast(coalesce(replaced.forms_superseded, 0) as integer) as forms_superseded,
        documents.summaries,
        documents.read_share,
        case
            when documents.read_share is not null then coalesce(cast(unread.unread_cells as integer), 0)
        end as unread_cells,
        unread.unread_cells_by_reason
    from documents
    left join unread on documents.document_key = unread.document_key
    left join replaced on documents.document_key = replaced.document_key
)

select * from final
