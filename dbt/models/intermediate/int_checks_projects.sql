with pairs as (
    select * from {{ ref('int_department_projects') }}
),

indicators as (
    select
        typed.*,
        coalesce(typed.target_unit, '') in ('%', '‰', '百分点')
        or coalesce(typed.target_unit, '') like '%/%' as is_rate,
        {{ like_unit("coalesce(typed.target_unit, '')") }} as like_unit,
        coalesce(typed.level3_printed || ' ', '') || {{ signed_target('typed') }} as quote,
        coalesce(typed.target_locator, typed.locator) as place
    from {{ ref('stg_indicators') }} as typed
    where
        typed.horizon = 'annual'
        and typed.target_value is not null
        and typed.target_value_high is null
        and not typed.is_template
),

targets as (
    select
        pairs.document_key,
        pairs.form_no,
        wholes.row_no,
        wholes.target_value,
        wholes.target_unit,
        wholes.is_rate,
        wholes.quote,
        wholes.place,
        count(*) as parts,
        sum(parts.target_value) as total,
        min(parts.target_value) as least,
        max(parts.target_value) as most,
        min(parts.place) as parts_place,
        string_agg(parts.target_printed, '、' order by pairs.project_no, parts.row_no) as parts_quote
    from pairs
    inner join indicators as wholes using (document_key, form_no)
    inner join indicators as parts
        on
            pairs.document_key = parts.document_key
            and pairs.project_no = parts.form_no
            and wholes.level3_name = parts.level3_name
            and wholes.like_unit = parts.like_unit
    where wholes.like_unit <> '元'
    group by
        pairs.document_key, pairs.form_no, wholes.row_no, wholes.target_value, wholes.target_unit, wholes.is_rate,
        wholes.quote, wholes.place
)

-- A floor below the least of the projects, or a rate beyond them all, cannot be of the same thing. More than the
-- projects together may be others' work, and between them one event may be of several projects.
select
    'projects_target' as rule_id,
    document_key,
    form_no,
    cast(row_no as {{ dbt.type_string() }}) as item,
    case when target_value < least or (is_rate and target_value > most) then 'failed' else 'passed' end as outcome,
    target_value as found,
    case when target_value < least then least else most end as expected,
    target_unit as unit,
    place as left_locator,
    quote as left_quote,
    parts_place as right_locator,
    parts_quote as right_quote
from targets
union all
select
    'projects_target_sum' as rule_id,
    document_key,
    form_no,
    cast(row_no as {{ dbt.type_string() }}) as item,
    case when target_value in (total, least, most) then 'passed' else 'failed' end as outcome,
    target_value as found,
    total as expected,
    target_unit as unit,
    place as left_locator,
    quote as left_quote,
    parts_place as right_locator,
    parts_quote as right_quote
from targets
where target_value >= least and not (is_rate and target_value > most)
