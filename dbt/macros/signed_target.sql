{# A target with the sign that stands in a column of its own, as printed. #}
{% macro signed_target(indicators) -%}
    case
        when {{ indicators }}.operator_printed is null or {{ indicators }}.operator_printed like '定%' then ''
        else {{ indicators }}.operator_printed
    end || {{ indicators }}.target_printed
{%- endmacro %}
