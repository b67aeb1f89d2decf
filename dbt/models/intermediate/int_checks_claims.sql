with scores as (
    select
        *,
        coalesce(score_total, all_scores) as points
    from {{ ref('int_form_scores') }}
),

statements as (
    select * from {{ ref('stg_statements') }}
),

graded as (
    select * from {{ ref('int_evaluations_graded') }}
    where grade_printed is not null
),

-- The score of a part may be told before that of the whole: one that fits is enough.
told_scores as (
    select
        'score_in_prose' as rule_id,
        scores.document_key,
        scores.form_no,
        cast(statements.seq as {{ dbt.type_string() }}) as item,
        case
            when statements.value = scores.points then 'passed'
            when
                max(case when statements.value = scores.points then 1 else 0 end)
                    over (partition by scores.document_key, scores.form_no)
                = 1
                or count(*) over (partition by scores.document_key, scores.form_no) > 1
                or statements.clause like '%指标%'
                then 'could_not_judge'
            else 'failed'
        end as outcome,
        statements.value as found,
        scores.points as expected,
        '分' as unit,
        statements.locator as left_locator,
        coalesce(statements.subject, '') || statements.value_printed as left_quote,
        scores.locator as right_locator,
        {{ shown('scores.points') }} || '分' as right_quote
    from scores
    inner join statements using (document_key, form_no)
    where statements.statement_kind = 'score' and statements.value is not null and scores.points is not null
),

-- The band of the form's own scheme, else the national one of 100 points.
banded as (
    select
        graded.document_key,
        graded.form_no,
        graded.grade_printed,
        graded.grade_scheme,
        graded.grade_by_score,
        scores.points,
        scores.locator,
        {{ grade_code('graded.grade_printed') }} as grade_code
    from graded
    inner join scores using (document_key, form_no)
    where scores.points is not null
),

told_grades as (
    select
        'grade_band' as rule_id,
        document_key,
        form_no,
        'grade' as item,
        case
            when grade_code is null or grade_by_score is null or grade_scheme = 'other' then 'could_not_judge'
            when grade_code = grade_by_score then 'passed'
            else 'failed'
        end as outcome,
        cast(null as integer) as found,
        points as expected,
        '分' as unit,
        locator as left_locator,
        grade_printed as left_quote,
        locator as right_locator,
        {{ shown('points') }} || '分' as right_quote
    from banded
),

final as (
    select * from told_scores
    union all
    select * from told_grades
)

select * from final
