{# Whether a text holds one of the words of a variable; an absent text holds none. #}
{% macro has_word(text, words) -%}
    (
        {%- for word in words -%}
            coalesce({{ text }}, '') like '%{{ word }}%'{{ " or " if not loop.last }}
        {%- endfor -%}
    )
{%- endmacro %}
