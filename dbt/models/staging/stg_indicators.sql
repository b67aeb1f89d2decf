with source as (
    select * from {{ source('raw', 'indicators') }}
),

forms as (
    select * from {{ source('raw', 'forms') }}
),

typed as (
    select * from {{ source('raw', 'typed_values') }}
),

cleaned as (
    select
        source.document_key,
        source.form_no,
        source.row_no,
        source.horizon,
        source.level1_printed,
        source.level1_code,
        source.level2_printed,
        source.level2_code,
        source.level3_printed,
        source.level3_name,
        source.level_is_inferred,
        source.is_template,
        source.description,
        -- The value's own word (≥95%, text, a range) wins over the sign column; 定性 beside a number yields to it.
        coalesce(case when targets.operator = '=' then nullif(signs.operator, 'qualitative') end, targets.operator)
            as operator,
        source.operator_printed,
        source.direction_printed,
        source.half_year_target_printed,
        half_years.value as half_year_target_value,
        source.target_printed,
        targets.value as target_value,
        targets.value_high as target_value_high,
        {{ with_fiscal_year('targets.date_printed', 'forms.fiscal_year') }} as target_date,
        targets.unit as target_unit,
        source.actual_printed,
        actuals.operator as actual_operator,
        actuals.value as actual_value,
        actuals.value_high as actual_value_high,
        {{ with_fiscal_year('actuals.date_printed', 'forms.fiscal_year') }} as actual_date,
        actuals.unit as actual_unit,
        targets.kind in ('number', 'range', 'date') as is_quantitative,
        source.target_basis,
        source.locator,
        source.target_locator,
        source.actual_locator
    from source
    left join forms using (document_key, form_no)
    left join typed as targets on source.target_in_unit = targets.printed
    left join typed as signs on source.operator_printed = signs.printed
    left join typed as half_years on source.half_year_target_printed = half_years.printed
    left join typed as actuals on source.actual_in_unit = actuals.printed
)

select * from cleaned
