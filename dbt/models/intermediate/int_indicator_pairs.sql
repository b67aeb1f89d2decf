-- Stands in until the matching writes its pairs: nothing is paired.
with pairs as (
    select
        document_key as declared_document_key,
        form_no as declared_form_no,
        row_no as declared_row_no,
        document_key as evaluated_document_key,
        form_no as evaluated_form_no,
        row_no as evaluated_row_no,
        '' as method,
        cast(1 as decimal(9, 6)) as similarity,
        false as is_partial,
        false as is_doubtful
    from {{ ref('stg_indicators') }}
    where false
)

select * from pairs
