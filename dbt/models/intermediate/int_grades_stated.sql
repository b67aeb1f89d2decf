with statements as (
    select * from {{ ref('stg_statements') }}
    where statement_kind = 'grade'
),

-- The one grade that a form's prose states; two different ones serve nothing.
stated as (
    select
        document_key,
        form_no,
        min(value_printed) as grade_printed
    from statements
    group by document_key, form_no
    having min(value_printed) = max(value_printed)
)

select * from stated
