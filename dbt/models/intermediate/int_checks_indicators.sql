with forms as (
    select * from {{ ref('int_forms') }}
),

indicators as (
    select
        indicators.*,
        {{ signed_target('indicators') }} as signed,
        coalesce(indicators.target_unit, '') not in ('%', '‰', '百分点', '元')
        and coalesce(indicators.target_unit, '') not like '%/%' as is_count,
        coalesce(indicators.target_locator, indicators.locator) as place,
        coalesce(indicators.level3_printed || ' ', '') as named
    from {{ ref('stg_indicators') }} as indicators
    inner join forms using (document_key, form_no)
    where indicators.target_value is not null and indicators.target_value_high is null
),

annual as (
    select
        *,
        regexp_extract(
            level3_name, '([0-9]+(?:[.][0-9]+)?)(?:人次|人|名|户|次|场次|场|期|个|项|家|件|份|所|台|套)$', 1
        ) as named_digits,
        regexp_extract(level3_name, '[0-9](人次|人|名|户|次|场次|场|期|个|项|家|件|份|所|台|套)$', 1) as named_unit
    from indicators
    where horizon = 'annual'
),

half_years as (
    select
        'half_year_target' as rule_id,
        document_key,
        form_no,
        row_no,
        half_year_target_value > target_value as is_wrong,
        half_year_target_value as found,
        target_value as expected,
        target_unit as unit,
        locator as left_locator,
        named || half_year_target_printed as left_quote,
        place as right_locator,
        named || signed as right_quote
    from annual
    where
        is_count
        and operator in ('=', '>=', '>')
        and half_year_target_value is not null
        and (
            half_year_target_printed like '%' || coalesce(target_unit, '') || '%'
            or try_cast(half_year_target_printed as decimal(18, 4)) is not null
        )
),

names as (
    select
        'name_target' as rule_id,
        document_key,
        form_no,
        row_no,
        try_cast(named_digits as decimal(18, 4)) <> target_value as is_wrong,
        try_cast(named_digits as decimal(18, 4)) as found,
        target_value as expected,
        target_unit as unit,
        locator as left_locator,
        level3_printed as left_quote,
        place as right_locator,
        signed as right_quote
    from annual
    where named_digits <> '' and named_unit = target_unit
),

-- An annual target of a count is part of the term's.
terms as (
    select
        'midterm_target' as rule_id,
        annual.document_key,
        annual.form_no,
        annual.row_no,
        annual.target_value > midterm.target_value as is_wrong,
        annual.target_value as found,
        midterm.target_value as expected,
        annual.target_unit as unit,
        annual.place as left_locator,
        annual.named || annual.signed as left_quote,
        midterm.place as right_locator,
        midterm.named || midterm.signed as right_quote
    from annual
    inner join indicators as midterm
        on
            annual.document_key = midterm.document_key
            and annual.form_no = midterm.form_no
            and annual.level3_name = midterm.level3_name
            and annual.target_unit = midterm.target_unit
            and annual.operator = midterm.operator
    where midterm.horizon = 'mid_term' and annual.is_count and annual.operator in ('=', '>=', '>')
),

final as (
    {% for each in ['half_years', 'names', 'terms'] -%}
    select * from {{ each }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
)

select
    rule_id,
    document_key,
    form_no,
    rule_id || '/' || row_no as item,
    case when is_wrong then 'failed' else 'passed' end as outcome,
    found,
    expected,
    unit,
    left_locator,
    left_quote,
    right_locator,
    right_quote
from final
