{# The values of a variable as a list of SQL strings, one a line. #}
{% macro quoted(values) -%}
    {%- for value in values %}
    '{{ value }}'{{ "," if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
