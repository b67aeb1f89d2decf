with judged as (
    select * from {{ ref('int_checks_judged') }}
    where outcome in ('passed', 'failed')
),

forms as (
    select * from {{ ref('int_forms') }}
    where project_key not in ({{ member_key('unknown') }}, {{ member_key('not_applicable') }})
),

-- A project without a row was checked by no rule that could judge it: that is not known to be no finding.
counted as (
    select
        forms.project_key,
        forms.fiscal_year,
        cast(sum(judged.findings) as integer) as findings,
        cast(sum(case when judged.outcome = 'failed' then 1 else 0 end) as integer) as checks_failed,
        cast(count(*) as integer) as checks_judged
    from judged
    inner join forms using (document_key, form_no)
    group by forms.project_key, forms.fiscal_year
)

select * from counted
