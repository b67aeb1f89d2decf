with forms as (
    select * from {{ ref('int_forms') }}
),

indicators as (
    select
        document_key,
        form_no,
        count(*) as indicators
    from {{ ref('stg_indicators') }}
    where horizon = 'annual'
    group by document_key, form_no
),

final as (
    select
        {{ form_keys('forms') }},
        forms.stage,
        forms.scope,
        forms.project_name_printed,
        forms.project_code_printed,
        forms.supervising_department_printed,
        forms.implementing_unit_printed,
        forms.reporting_unit_printed,
        forms.recurrence_code,
        forms.category_code,
        forms.government_tier_printed as government_tier,
        forms.starts_on,
        forms.ends_on,
        forms.start_printed,
        forms.end_printed,
        forms.term_printed,
        forms.contact_was_printed,
        cast(coalesce(indicators.indicators, 0) as integer) as indicators,
        {{ ratio('forms.cells_bound', 'forms.cells') }} as read_share,
        forms.locator
    from forms
    left join indicators using (document_key, form_no)
)

select * from final
