with subjects as (
    select * from {{ ref('int_check_subjects') }}
),

rules as (
    select * from {{ ref('rules') }}
),

checks as (
    select * from {{ ref('int_checks') }}
    where outcome = 'failed'
),

measured as (
    select
        checks.*,
        checks.found - checks.expected as difference,
        abs(checks.found - checks.expected) as apart
    from checks
),

said as (
    select
        measured.*,
        {{ in_words('measured.apart', 'measured.unit', 'zh') }} as difference_zh,
        {{ in_words('measured.apart', 'measured.unit', 'en') }} as difference_en,
        {{ in_words('measured.expected', 'measured.unit', 'zh') }} as expected_zh,
        {{ in_words('measured.expected', 'measured.unit', 'en') }} as expected_en
    from measured
),

final as (
    select
        {{ surrogate_key([
            'said.rule_id', 'said.document_key', 'said.form_no', 'said.item', 'said.other_document_key',
            'said.other_form_no'
        ]) }} as finding_key,
        said.rule_id,
        {{ form_keys('subjects') }},
        rules.kind,
        rules.severity,
        said.expected,
        said.found,
        try_cast(said.difference as decimal(28, 6)) as difference,
        said.unit,
        case when said.unit = '元' then try_cast(said.apart as decimal(18, 2)) end as amount_at_stake_yuan,
        {% for language in ['zh', 'en'] -%}
        replace(replace(replace(replace(replace(
            rules.statement_{{ language }},
            '{left}', coalesce(said.left_quote, '')
        ),
        '{right}', coalesce(said.right_quote, '')),
        '{expected}', said.expected_{{ language }}),
        '{difference}', said.difference_{{ language }}),
        '{unit}', coalesce(nullif(said.unit, '%'), '')) as statement_{{ language }},
        {% endfor -%}
        said.document_key as left_document_key,
        said.form_no as left_form_no,
        said.left_locator,
        said.left_quote,
        coalesce(said.other_document_key, said.document_key) as right_document_key,
        case when said.other_document_key is null then said.form_no else said.other_form_no end as right_form_no,
        said.right_locator,
        said.right_quote,
        said.left_locator as locator
    from said
    inner join rules using (rule_id)
    inner join subjects
        on said.document_key = subjects.document_key and said.form_no is not distinct from subjects.form_no
)

select * from final
