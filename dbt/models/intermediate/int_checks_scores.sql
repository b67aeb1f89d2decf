with forms as (
    select * from {{ ref('int_form_scores') }}
),

rules as (
    select * from {{ ref('rules') }}
),

-- Totals with the sum of their rows; without a printed total of the weights, 100 points are what schemes give.
totals as (
    select
        'weights_total' as rule_id,
        document_key,
        form_no,
        'total' as item,
        has_unweighed as is_open,
        weight_total as found,
        case when weight_total = indicator_weights then indicator_weights else all_weights end as expected,
        locator as left_locator,
        rows_locator as right_locator
    from forms
    where weight_total is not null
    union all
    select
        'weights_hundred' as rule_id,
        document_key,
        form_no,
        'total' as item,
        has_unweighed as is_open,
        all_weights as found,
        case when execution_weight is null and all_weights = 90 then 90 else 100 end as expected,
        rows_locator as left_locator,
        locator as right_locator
    from forms
    where weight_total is null and all_weights is not null
    union all
    select
        'scores_total' as rule_id,
        document_key,
        form_no,
        'total' as item,
        has_unscored as is_open,
        score_total as found,
        case when score_total = indicator_scores then indicator_scores else all_scores end as expected,
        locator as left_locator,
        rows_locator as right_locator
    from forms
    where score_total is not null
),

compared as (
    select
        totals.rule_id,
        totals.document_key,
        totals.form_no,
        totals.item,
        case
            when totals.expected is null then 'could_not_judge'
            when abs(totals.found - totals.expected) <= rules.tolerance then 'passed'
            when totals.is_open then 'could_not_judge'
            else 'failed'
        end as outcome,
        totals.found,
        totals.expected,
        '分' as unit,
        totals.left_locator,
        {{ shown('totals.found') }} || '分' as left_quote,
        totals.right_locator,
        {{ shown('totals.expected') }} || '分' as right_quote
    from totals
    inner join rules using (rule_id)
)

select * from compared
union all
select
    'score_above_weight' as rule_id,
    document_key,
    form_no,
    'execution' as item,
    case when execution_score > execution_weight then 'failed' else 'passed' end as outcome,
    execution_score as found,
    execution_weight as expected,
    '分' as unit,
    locator as left_locator,
    {{ shown('execution_score') }} || '分' as left_quote,
    locator as right_locator,
    {{ shown('execution_weight') }} || '分' as right_quote
from forms
where execution_score is not null and execution_weight is not null
