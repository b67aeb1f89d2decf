{# Rows that no row of the other table answers to; a row with an absent value refers to nothing and fails too. #}
{% test references_rows(model, to, columns, to_columns) %}

with child as (
    select * from {{ model }}
),

parent as (
    select distinct {{ to_columns | join(', ') }} from {{ to }}
)

select child.*
from child
left join parent
    on
        {% for column in columns -%}
        child.{{ column }} = parent.{{ to_columns[loop.index0] }}{{ " and" if not loop.last }}
        {% endfor %}
where parent.{{ to_columns[0] }} is null

{% endtest %}
