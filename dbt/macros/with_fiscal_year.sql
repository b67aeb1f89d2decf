{# A typed date as a date. One without a year (`--12-31`) takes the fiscal year; 29 February of a common year is the 28th. #}
{% macro with_fiscal_year(date_printed, fiscal_year) -%}
    case
        when {{ date_printed }} like '--%'
            then coalesce(
                try_cast(cast({{ fiscal_year }} as {{ dbt.type_string() }}) || substr({{ date_printed }}, 2) as date),
                try_cast(cast({{ fiscal_year }} as {{ dbt.type_string() }}) || '-02-28' as date)
            )
        else try_cast({{ date_printed }} as date)
    end
{%- endmacro %}
