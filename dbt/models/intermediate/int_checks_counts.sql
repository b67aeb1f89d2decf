with indicators as (
    select * from {{ ref('stg_indicators') }}
    where horizon = 'annual'
),

statements as (
    select statements.*
    from {{ ref('stg_statements') }} as statements
    inner join {{ ref('int_forms') }} using (document_key, form_no)
),

summaries as (
    select summaries.*
    from {{ ref('stg_summaries') }} as summaries
    inner join {{ ref('int_summaries') }} using (document_key, seq)
),

-- Levels as printed, blanks of broken lines off.
counted as (
    select
        document_key,
        form_no,
        count(distinct replace(level1_printed, ' ', '')) as level1_count,
        count(distinct replace(level1_printed || '/' || level2_printed, ' ', '')) as level2_count,
        count(distinct replace(level2_printed, ' ', '')) as level2_names,
        count(*) as level3_count,
        max(case when level_is_inferred then 1 else 0 end) = 1 as is_inferred,
        min(locator) as locator
    from indicators
    group by document_key, form_no
),

levels as (
    select
        statements.document_key,
        statements.form_no,
        statements.seq,
        statements.statement_kind,
        statements.value,
        statements.clause,
        statements.value_printed,
        statements.locator,
        counted.is_inferred and statements.statement_kind <> 'level3_count' as is_inferred,
        counted.locator as table_locator,
        case statements.statement_kind
            when 'level1_count' then counted.level1_count
            when 'level3_count' then counted.level3_count
            when 'level2_count'
                then case
                    when counted.level2_names = statements.value then counted.level2_names else counted.level2_count
                end
        end as counted
    from statements
    inner join counted using (document_key, form_no)
    where statements.statement_kind in ('level1_count', 'level2_count', 'level3_count')
),

-- Every evaluated project has one grade; of grades that are not named there may be some.
graded as (
    select
        document_key,
        seq,
        projects_evaluated,
        coalesce(projects_excellent, 0) + coalesce(projects_good, 0)
        + coalesce(projects_fair, 0) + coalesce(projects_poor, 0) as graded,
        projects_excellent is not null and projects_good is not null
        and projects_fair is not null and projects_poor is not null as is_every_grade,
        locator
    from summaries
    where
        projects_evaluated is not null
        and coalesce(projects_excellent, projects_good, projects_fair, projects_poor) is not null
),

final as (
    select
        'level_counts' as rule_id,
        document_key,
        form_no,
        statement_kind || '/' || seq as item,
        case
            when counted = value then 'passed'
            when is_inferred then 'could_not_judge'
            else 'failed'
        end as outcome,
        value as found,
        counted as expected,
        '个' as unit,
        locator as left_locator,
        case statement_kind when 'level1_count' then '一' when 'level2_count' then '二' else '三' end
        || '级指标' || value_printed as left_quote,
        table_locator as right_locator,
        cast(counted as {{ dbt.type_string() }}) || '个' as right_quote
    from levels
    union all
    select
        'summary_grades' as rule_id,
        document_key,
        null as form_no,
        cast(seq as {{ dbt.type_string() }}) as item,
        case
            when graded = projects_evaluated then 'passed'
            when graded > projects_evaluated or is_every_grade then 'failed'
            else 'could_not_judge'
        end as outcome,
        projects_evaluated as found,
        graded as expected,
        '个' as unit,
        locator as left_locator,
        cast(projects_evaluated as {{ dbt.type_string() }}) as left_quote,
        locator as right_locator,
        cast(graded as {{ dbt.type_string() }}) as right_quote
    from graded
)

select * from final
