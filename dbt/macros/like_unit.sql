{# Units that count the same thing under one name. #}
{% macro like_unit(unit) -%}
    case
        when {{ unit }} in ('人', '名', '位') then '人'
        when {{ unit }} in ('次', '场', '场次') then '次'
        else {{ unit }}
    end
{%- endmacro %}
