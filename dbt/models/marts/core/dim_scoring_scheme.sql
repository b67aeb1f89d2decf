{% set levels = ['decision', 'process', 'input', 'cost', 'output', 'benefit', 'satisfaction', 'execution', 'other'] -%}

with evaluations as (
    select * from {{ ref('int_evaluations_graded') }}
    where scoring_scheme_key <> {{ member_key('unknown') }}
),

final as (
    select distinct
        scoring_scheme_key,
        {% for level in levels -%}
        {{ level }}_weight,
        {% endfor -%}
        grade_scheme
    from evaluations
    {% for member in ['unknown', 'not_applicable'] %}
    union all
    select
        {{ member_key(member) }} as scoring_scheme_key,
        {% for level in levels -%}
        null as {{ level }}_weight,
        {% endfor -%}
        null as grade_scheme
    {% endfor %}
)

select * from final
