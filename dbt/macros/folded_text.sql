{# A printed target or actual for comparing texts: no blanks, signs and marks in one spelling, no equals sign, no full stop. #}
{% macro folded_text(printed) -%}
    regexp_replace(
        replace(
            replace(translate(lower({{ printed }}), '（）％＞＜≧≦⩾⩽：，；＝﹦　 ', '()%><≥≤≥≤:,;=='), '>=', '≥'),
            '<=', '≤'
        ),
        '^=|[。;]+$', '', 'g'
    )
{%- endmacro %}
