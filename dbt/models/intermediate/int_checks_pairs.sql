with paired as (
    select * from {{ ref('int_project_years_paired') }}
    where target_document_key is not null and evaluation_document_key is not null
),

totals as (
    select * from {{ ref('int_form_totals') }}
),

indicators as (
    select
        typed.*,
        coalesce(typed.level3_printed || ' ', '') || {{ signed_target('typed') }} as quote,
        coalesce(typed.target_locator, typed.locator) as place,
        {{ like_unit('typed.target_unit') }} as like_unit
    from {{ ref('stg_indicators') }} as typed
    where typed.horizon = 'annual' and not typed.is_template and typed.target_value is not null
),

-- The spending of a self-evaluation that states no budget of its own.
spent as (
    select
        paired.evaluation_document_key as document_key,
        paired.evaluation_form_no as form_no,
        paired.target_document_key as other_document_key,
        paired.target_form_no as other_form_no,
        executed.amount_yuan as found,
        budgets.amount_yuan as expected,
        executed.locator as left_locator,
        executed.quote as left_quote,
        budgets.locator as right_locator,
        budgets.quote as right_quote
    from paired
    inner join totals as executed
        on
            paired.evaluation_document_key = executed.document_key
            and paired.evaluation_form_no = executed.form_no
            and executed.measure = 'executed'
    inner join totals as budgets
        on
            paired.target_document_key = budgets.document_key
            and paired.target_form_no = budgets.form_no
            and budgets.is_budget
    left join totals as own
        on
            paired.evaluation_document_key = own.document_key
            and paired.evaluation_form_no = own.form_no
            and own.is_budget
    where own.document_key is null
),

-- Indicators that are surely each other's whole counterpart, typed in one unit.
moved as (
    select
        evaluated.document_key,
        evaluated.form_no,
        evaluated.row_no,
        declared.document_key as other_document_key,
        declared.form_no as other_form_no,
        evaluated.target_value as found,
        declared.target_value as expected,
        evaluated.target_unit as unit,
        evaluated.place as left_locator,
        evaluated.quote as left_quote,
        declared.place as right_locator,
        declared.quote as right_quote
    from {{ ref('int_indicator_pairs') }} as pairs
    inner join indicators as evaluated
        on
            pairs.evaluated_document_key = evaluated.document_key
            and pairs.evaluated_form_no = evaluated.form_no
            and pairs.evaluated_row_no = evaluated.row_no
    inner join indicators as declared
        on
            pairs.declared_document_key = declared.document_key
            and pairs.declared_form_no = declared.form_no
            and pairs.declared_row_no = declared.row_no
    where
        not pairs.is_partial and not pairs.is_doubtful
        -- A case, and not the bare condition: joined by it first, every indicator would meet all others of its unit.
        and case when evaluated.like_unit is not distinct from declared.like_unit then 1 end = 1
),

final as (
    select
        'executed_declared' as rule_id,
        document_key,
        form_no,
        'executed' as item,
        other_document_key,
        other_form_no,
        case when expected <= 0 then 'could_not_judge' when found > expected then 'failed' else 'passed' end as outcome,
        found,
        expected,
        '元' as unit,
        left_locator,
        left_quote,
        right_locator,
        right_quote
    from spent
    union all
    select
        'declared_target' as rule_id,
        document_key,
        form_no,
        cast(row_no as {{ dbt.type_string() }}) as item,
        other_document_key,
        other_form_no,
        case when found = expected then 'passed' else 'failed' end as outcome,
        found,
        expected,
        unit,
        left_locator,
        left_quote,
        right_locator,
        right_quote
    from moved
)

select * from final
