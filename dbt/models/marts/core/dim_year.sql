with years as (
    select * from {{ ref('years') }}
),

final as (
    select
        fiscal_year,
        make_date(fiscal_year, 1, 1) as starts_on,
        make_date(fiscal_year, 12, 31) as ends_on,
        plan_period,
        target_disclosure_due_on,
        self_evaluation_due_on
    from years
    {% for year in [0, -1] %}
    union all
    select
        {{ year }} as fiscal_year,
        null as starts_on,
        null as ends_on,
        null as plan_period,
        null as target_disclosure_due_on,
        null as self_evaluation_due_on
    {% endfor %}
)

select * from final
