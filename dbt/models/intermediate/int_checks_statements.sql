with forms as (
    select * from {{ ref('int_forms') }}
),

-- Figures of the form's own year that say what they are of. What was and what may be needed is of other years.
statements as (
    select
        statements.*,
        {{ bare_name('statements.subject', 'words') }} as name,
        {{ like_unit('statements.unit') }} as like_unit,
        coalesce(statements.subject, '') || statements.value_printed as quote,
        case when statements.section_code in ('results', 'evaluation', 'overview') then 'told' else 'aimed' end as tense
    from {{ ref('stg_statements') }} as statements
    inner join forms using (document_key, form_no)
    cross join {{ ref('int_check_words') }} as words
    where
        statements.statement_kind in ('output', 'other')
        and statements.value is not null
        and coalesce(statements.stated_year, forms.fiscal_year) = forms.fiscal_year
        and coalesce(statements.section_code, '') not in (
            'necessity', 'feasibility', 'long_term_goal', 'problems', 'measures', 'suggestions'
        )
        and length({{ bare_name('statements.subject', 'words') }}) > 3
),

things as (
    select * from {{ ref('int_things_named') }}
),

-- The same name, or one that the words before the figure end with: then they may mean something narrower.
met as (
    select
        statements.*,
        things.quote as thing_quote,
        things.locator as thing_locator,
        things.target_value,
        coalesce(statements.name in (things.name, things.other_name), false) as is_same,
        coalesce(
            statements.value between things.target_value and coalesce(things.target_value_high, things.target_value)
            or statements.value = things.actual_value
            or (statements.operator in ('>=', '>') and things.actual_value >= statements.value)
            or (
                statements.operator = '~'
                and abs(statements.value - coalesce(things.actual_value, things.target_value)) <= 0.1 * statements.value
            ),
            false
        ) as agrees
    from statements
    inner join things
        on
            statements.document_key = things.document_key
            and statements.form_no = things.form_no
            and statements.like_unit = things.like_unit
            and (
                statements.name in (things.name, things.other_name)
                or (length(things.name) > 3 and statements.name like '%' || things.name)
            )
    where things.target_value is not null
),

placed as (
    select
        met.*,
        max(case when met.is_same then 1 else 0 end)
            over (partition by met.document_key, met.form_no, met.seq)
            as has_same,
        max(case when met.agrees then 1 else 0 end)
            over (partition by met.document_key, met.form_no, met.seq, met.is_same)
            as has_agreeing,
        row_number() over (
            partition by met.document_key, met.form_no, met.seq
            order by met.is_same desc, met.agrees desc, met.thing_locator asc
        ) as place
    from met
),

final as (
    select
        case when is_same then 'prose_table' else 'prose_table_like' end as rule_id,
        document_key,
        form_no,
        cast(seq as {{ dbt.type_string() }}) as item,
        case when has_agreeing = 1 then 'passed' else 'failed' end as outcome,
        value as found,
        target_value as expected,
        unit,
        locator as left_locator,
        quote as left_quote,
        thing_locator as right_locator,
        thing_quote as right_quote
    from placed
    where place = 1
    union all
    select
        'prose_prose' as rule_id,
        one.document_key,
        one.form_no,
        one.seq || '/' || other.seq as item,
        case when one.value = other.value then 'passed' else 'failed' end as outcome,
        one.value as found,
        other.value as expected,
        one.unit,
        one.locator as left_locator,
        one.quote as left_quote,
        other.locator as right_locator,
        other.quote as right_quote
    from statements as one
    inner join statements as other
        on
            one.document_key = other.document_key
            and one.form_no = other.form_no
            and one.name = other.name
            and one.like_unit = other.like_unit
            and one.tense = other.tense
            and one.seq < other.seq
            and one.locator <> other.locator
    where 'other' not in (one.statement_kind, other.statement_kind) and '~' not in (one.operator, other.operator)
)

select * from final
