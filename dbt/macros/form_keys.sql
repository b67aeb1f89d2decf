{# The columns every fact has: which form, and the dimensions it belongs to. #}
{% macro form_keys(forms) -%}
    {{ forms }}.document_key,
    {{ forms }}.form_no,
    {{ forms }}.project_key,
    {{ forms }}.department_key,
    {{ forms }}.unit_key,
    {{ forms }}.region_code,
    {{ forms }}.fiscal_year
{%- endmacro %}
