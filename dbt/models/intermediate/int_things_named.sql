with words as (
    select * from {{ ref('int_check_words') }}
),

forms as (
    select * from {{ ref('int_forms') }}
),

things as (
    select
        indicators.document_key,
        indicators.form_no,
        indicators.row_no,
        {{ bare_name('indicators.level3_name', 'words') }} as name,
        {{ bare_name('indicators.description', 'words') }} as other_name,
        {{ like_unit('coalesce(indicators.target_unit, indicators.actual_unit)') }} as like_unit,
        indicators.target_value,
        indicators.target_value_high,
        indicators.actual_value,
        indicators.level3_printed || ' ' || {{ signed_target('indicators') }} as quote,
        coalesce(indicators.target_locator, indicators.locator) as locator
    from {{ ref('stg_indicators') }} as indicators
    inner join forms using (document_key, form_no)
    cross join words
    where indicators.horizon = 'annual'
    union all
    select
        figures.document_key,
        figures.form_no,
        figures.row_no,
        {{ bare_name('figures.item_printed', 'words') }} as name,
        null as other_name,
        '元' as like_unit,
        figures.amount_yuan as target_value,
        null as target_value_high,
        null as actual_value,
        figures.quote,
        figures.locator
    from {{ ref('int_figures_quoted') }} as figures
    cross join words
)

select * from things
