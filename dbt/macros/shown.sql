{# A number as a reader writes it: no zeros after the last digit that says something. #}
{% macro shown(number) -%}
    rtrim(rtrim(cast(cast({{ number }} as decimal(28, 4)) as {{ dbt.type_string() }}), '0'), '.')
{%- endmacro %}
