with words as (
    select * from {{ ref('int_check_words') }}
),

forms as (
    select * from {{ ref('int_forms') }}
),

indicators as (
    select * from {{ ref('stg_indicators') }}
    where horizon = 'annual'
),

figures as (
    select * from {{ ref('int_figures_quoted') }}
),

-- Each name once: patterns that come from a table are compiled anew for every row.
printed as (
    select level3_name as name from indicators
    union
    select description as name from indicators
    union
    select item_printed as name from figures
),

names as (
    select
        printed.name,
        {{ bare_name('printed.name', 'words') }} as bare_name
    from printed
    cross join words
),

things as (
    select
        indicators.document_key,
        indicators.form_no,
        indicators.row_no,
        names.bare_name as name,
        others.bare_name as other_name,
        {{ like_unit('coalesce(indicators.target_unit, indicators.actual_unit)') }} as like_unit,
        indicators.target_value,
        indicators.target_value_high,
        indicators.actual_value,
        indicators.level3_printed || ' ' || {{ signed_target('indicators') }} as quote,
        coalesce(indicators.target_locator, indicators.locator) as locator
    from indicators
    inner join forms using (document_key, form_no)
    left join names on indicators.level3_name = names.name
    left join names as others on indicators.description = others.name
    union all
    select
        figures.document_key,
        figures.form_no,
        figures.row_no,
        names.bare_name as name,
        null as other_name,
        '元' as like_unit,
        figures.amount_yuan as target_value,
        null as target_value_high,
        null as actual_value,
        figures.quote,
        figures.locator
    from figures
    left join names on figures.item_printed = names.name
)

select * from things
