{# Key of an indicator's class, level 1 by level 2; a row with neither is of the unknown class. #}
{% macro indicator_key(indicators) -%}
    case
        when {{ indicators }}.level1_code is null and {{ indicators }}.level2_code is null then {{ member_key('unknown') }}
        else {{ surrogate_key([indicators ~ '.level1_code', indicators ~ '.level2_code']) }}
    end
{%- endmacro %}
