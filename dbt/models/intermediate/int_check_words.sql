with words as (
    select * from {{ ref('check_words') }}
),

final as (
    select
    {% for kind in ['total_cost', 'no_total_cost', 'rate', 'leads', 'numbering'] -%}
        max(case when word_kind = '{{ kind }}' then pattern end) as {{ kind }}{{ ',' if not loop.last }}
    {% endfor %}
    from words
)

select * from final
