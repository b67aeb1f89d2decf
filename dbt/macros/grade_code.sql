{# The grade that a printed word means, whatever is added to it (优秀, “优”). #}
{% macro grade_code(printed) -%}
    {%- set word = "replace(replace(replace(" ~ printed ~ ", '“', ''), '”', ''), ' ', '')" -%}
    case
        when {{ word }} like '优%' then 'excellent'
        when {{ word }} like '良%' then 'good'
        when {{ word }} like '中%' or {{ word }} like '合格%' or {{ word }} like '一般%' then 'fair'
        when {{ word }} like '差%' or {{ word }} like '不合格%' or {{ word }} like '较差%' then 'poor'
    end
{%- endmacro %}
