with forms as (
    select * from {{ ref('int_forms') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
    where horizon = 'annual'
),

final as (
    select
        {{ form_keys('forms') }},
        indicators.row_no,
        forms.stage,
        {{ indicator_key('indicators') }} as indicator_key,
        indicators.level1_printed,
        indicators.level2_printed,
        indicators.level3_printed,
        indicators.level3_name,
        indicators.level_is_inferred,
        indicators.is_template,
        indicators.description,
        indicators.operator,
        indicators.operator_printed,
        indicators.target_printed,
        indicators.target_value,
        indicators.target_value_high,
        indicators.target_date,
        indicators.target_unit,
        indicators.half_year_target_printed,
        indicators.half_year_target_value,
        indicators.actual_printed,
        indicators.actual_operator,
        indicators.actual_value,
        indicators.actual_value_high,
        indicators.actual_date,
        indicators.actual_unit,
        indicators.is_quantitative,
        indicators.target_basis,
        indicators.locator,
        indicators.target_locator,
        indicators.actual_locator
    from indicators
    inner join forms using (document_key, form_no)
)

select * from final
