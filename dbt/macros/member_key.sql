{# Key of a dimension's special member: 'unknown' or 'not_applicable'. #}
{% macro member_key(member) -%}
    {%- if member not in ["unknown", "not_applicable"] -%}
        {{ exceptions.raise_compiler_error("no such special member: " ~ member) }}
    {%- endif -%}
    '{{ local_md5(member) }}'
{%- endmacro %}
