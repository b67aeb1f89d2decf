{# The share of its points that an indicator gets by its figures, by 财预〔2020〕10号; the ways of a place are variables. Null where the
   rule says nothing: what was not compared, a date or a bound that misses, a target below 0. A target of 0 that is missed gets nothing. #}
{% macro points_share(row) -%}
    case
        when {{ row }}.is_reached then 1
        when not {{ row }}.is_point or {{ row }}.target_at < 0 then null
        when {{ row }}.target_at = 0 then 0
        {% if var('equal_is_floor') -%}
        when {{ row }}.actual_at > {{ row }}.target_at and {{ row }}.operator = '=' and {{ row }}.direction = 'exact' then 1
        {% endif -%}
        when {{ row }}.actual_at > {{ row }}.target_at and {{ row }}.direction <> 'higher'
            {% if var('reverse_rule') == 'inverse' -%}
            then coalesce({{ ratio(row ~ '.target_at', row ~ '.actual_at') }}, 0)
            {%- else -%}
            then greatest(0, 2 - {{ ratio(row ~ '.actual_at', row ~ '.target_at') }})
            {%- endif %}
        else least(1, greatest(0, {{ ratio(row ~ '.actual_at', row ~ '.target_at') }}))
    end
{%- endmacro %}
