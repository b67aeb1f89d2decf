with subjects as (
    select * from {{ ref('int_check_subjects') }}
),

rules as (
    select * from {{ ref('dim_rule') }}
),

judged as (
    select * from {{ ref('int_checks_judged') }}
),

-- Every form that a rule applies to has a row, so that a form which prints little to check does not look clean.
applied as (
    select
        {{ form_keys('subjects') }},
        rules.rule_id,
        subjects.locator
    from subjects
    inner join rules
        on
            (rules.applies_to = 'form' and subjects.stage <> 'summary')
            or (rules.applies_to = 'evaluation' and subjects.stage in ('self_evaluation', 'evaluation'))
            or (rules.applies_to = 'department' and subjects.scope = 'department')
            or (rules.applies_to = 'summary' and subjects.stage = 'summary')
),

final as (
    select
        {{ surrogate_key([
            'applied.rule_id', 'applied.document_key', 'applied.form_no', 'judged.other_document_key',
            'judged.other_form_no'
        ]) }} as check_key,
        applied.rule_id,
        {{ form_keys('applied') }},
        coalesce(judged.outcome, 'not_applicable') as outcome,
        judged.other_document_key,
        judged.other_form_no,
        applied.locator
    from applied
    left join judged
        on
            applied.rule_id = judged.rule_id
            and applied.document_key = judged.document_key
            and applied.form_no is not distinct from judged.form_no
)

select * from final
