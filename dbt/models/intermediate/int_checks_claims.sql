with forms as (
    select * from {{ ref('int_forms') }}
),

scores as (
    select
        *,
        coalesce(score_total, all_scores) as points,
        coalesce(weight_total, all_weights) as full_points
    from {{ ref('int_form_scores') }}
),

statements as (
    select * from {{ ref('stg_statements') }}
),

grades as (
    select * from {{ ref('int_grades_stated') }}
),

sections as (
    select
        sections.document_key,
        sections.form_no,
        max(case when regexp_extract(sections.text, words.own_bands, 0) <> '' then 1 else 0 end) = 1 as has_own_bands
    from {{ ref('stg_sections') }} as sections
    cross join {{ ref('int_check_words') }} as words
    group by sections.document_key, sections.form_no
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

graded as (
    select
        scores.document_key,
        scores.form_no,
        coalesce(forms.grade_printed, grades.grade_printed) as grade_printed,
        replace(replace(coalesce(forms.grade_printed, grades.grade_printed), '“', ''), '”', '') as grade_word,
        scores.points,
        scores.full_points,
        scores.locator,
        coalesce(sections.has_own_bands, false) as has_own_bands
    from scores
    inner join forms using (document_key, form_no)
    left join grades using (document_key, form_no)
    left join sections using (document_key, form_no)
),

banded as (
    select
        graded.*,
        case
            when graded.grade_word like '优%' then 90
            when graded.grade_word like '良%' then 80
            when graded.grade_word like '中%' or graded.grade_word like '合格%' or graded.grade_word like '一般%' then 60
            when graded.grade_word like '差%' or graded.grade_word like '不合格%' or graded.grade_word like '较差%' then 0
        end as from_points
    from graded
    where graded.grade_printed is not null and graded.points is not null
),

told_grades as (
    select
        'grade_band' as rule_id,
        document_key,
        form_no,
        'grade' as item,
        case
            when from_points is null or full_points <> 100 or has_own_bands then 'could_not_judge'
            when points < from_points then 'failed'
            when points >= case from_points when 80 then 90 when 60 then 80 when 0 then 60 end then 'failed'
            else 'passed'
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
