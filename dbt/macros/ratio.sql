{# numerator / denominator as a decimal rounded to six places; null where the denominator is null or zero. #}
{% macro ratio(numerator, denominator) -%}
    try_cast(round({{ numerator }} / nullif({{ denominator }}, 0), 6) as decimal(9, 6))
{%- endmacro %}
