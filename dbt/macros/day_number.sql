{# A date as a number of days, to be compared as figures are. #}
{% macro day_number(date) -%}
    date_diff('day', date '2000-01-01', {{ date }})
{%- endmacro %}
