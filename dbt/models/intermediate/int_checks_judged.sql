with checks as (
    select * from {{ ref('int_checks') }}
),

-- What a rule says of a form, or of a pair of forms: one failure is enough, nothing judged is no pass.
judged as (
    select
        rule_id,
        document_key,
        form_no,
        other_document_key,
        other_form_no,
        case
            when max(case when outcome = 'failed' then 1 end) = 1 then 'failed'
            when max(case when outcome = 'passed' then 1 end) = 1 then 'passed'
            else 'could_not_judge'
        end as outcome,
        sum(case when outcome = 'failed' then 1 else 0 end) as findings
    from checks
    group by rule_id, document_key, form_no, other_document_key, other_form_no
)

select * from judged
