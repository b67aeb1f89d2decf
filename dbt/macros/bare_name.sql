{# A name for setting against another: blanks, numbering, 的 and the verbs that lead up to it off. #}
{% macro bare_name(name, words) -%}
    regexp_replace(
        replace(
            regexp_replace(replace(replace({{ name }}, ' ', ''), '（', '('), {{ words }}.numbering, ''),
            '的',
            ''
        ),
        {{ words }}.leads,
        ''
    )
{%- endmacro %}
