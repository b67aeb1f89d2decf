with forms as (
    select * from {{ ref('int_forms') }}
),

indicators as (
    select indicators.*
    from {{ ref('stg_indicators') }} as indicators
    inner join forms using (document_key, form_no)
),

-- A year before the form's own, where nothing says that it is looked back to.
years as (
    select
        sections.document_key,
        sections.form_no,
        sections.section_code || '/' || sections.seq as item,
        try_cast(regexp_extract(sections.text, '(20[0-9][0-9])年', 1) as integer) as stated_year,
        regexp_extract(sections.text, '[^，。；;]?[^，。；;]?[^，。；;]?20[0-9][0-9]年[^，。；;]*', 0) as quote,
        sections.text like '%' || forms.fiscal_year || '%'
        or regexp_extract(sections.text, '[《〔]|[[]|自20|从20|较20|比20|截至|以来|结转|上年|20[0-9][0-9]年?[-—~至]', 0) <> ''
            as is_explained,
        sections.locator,
        forms.fiscal_year,
        forms.locator as form_locator
    from {{ ref('stg_sections') }} as sections
    inner join forms using (document_key, form_no)
    where sections.section_code in ('annual_goal', 'main_task', 'use_of_funds') and sections.text is not null
    union all
    select
        indicators.document_key,
        indicators.form_no,
        'target/' || indicators.horizon || '/' || indicators.row_no as item,
        cast(extract(year from indicators.target_date) as integer) as stated_year,
        coalesce(indicators.level3_printed || ' ', '') || indicators.target_printed as quote,
        false as is_explained,
        coalesce(indicators.target_locator, indicators.locator) as locator,
        forms.fiscal_year,
        forms.locator as form_locator
    from indicators
    inner join forms using (document_key, form_no)
    where indicators.target_date is not null
)

select
    'year_in_text' as rule_id,
    document_key,
    form_no,
    item,
    case
        when stated_year is null or stated_year >= fiscal_year then 'passed'
        when is_explained then 'could_not_judge'
        else 'failed'
    end as outcome,
    stated_year as found,
    fiscal_year as expected,
    '年' as unit,
    locator as left_locator,
    quote as left_quote,
    form_locator as right_locator,
    cast(fiscal_year as {{ dbt.type_string() }}) || '年' as right_quote
from years
where fiscal_year > 0
