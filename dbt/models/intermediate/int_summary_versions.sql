with summaries as (
    select
        keyed.document_key,
        keyed.seq,
        keyed.department_key,
        keyed.fiscal_year,
        documents.version_no
    from {{ ref('int_summaries_keyed') }} as keyed
    inner join {{ ref('int_documents_ordered') }} as documents using (document_key)
    where keyed.department_key <> {{ member_key('unknown') }}
),

paired as (
    select
        earlier.document_key,
        earlier.seq,
        earlier.version_no,
        later.document_key as later_document_key,
        later.seq as later_seq,
        row_number() over (
            partition by later.document_key, later.seq
            order by earlier.version_no desc, earlier.seq asc
        ) = 1 as is_next
    from summaries as earlier
    inner join summaries as later
        on
            earlier.department_key = later.department_key
            and earlier.fiscal_year = later.fiscal_year
            and earlier.version_no < later.version_no
)

select * from paired
