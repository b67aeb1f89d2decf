{# A figure with its unit as a sentence says it: money in 万元 in Chinese; '' where there is none. #}
{% macro in_words(number, unit, language) -%}
    coalesce(
        case {{ unit }}
            when '元' then {{ shown(number ~ ' / 10000') ~ " || '万元'" if language == 'zh' else shown(number) ~ " || ' yuan'" }}
            when '分' then {{ shown(number) }} || '{{ '分' if language == 'zh' else ' points' }}'
            when '%' then {{ shown(number) }} || '%'
            else {{ shown(number) }}
        end,
        ''
    )
{%- endmacro %}
