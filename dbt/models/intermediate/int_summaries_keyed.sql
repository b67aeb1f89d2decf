with names as (
    select * from {{ ref('int_summary_names') }}
),

departments as (
    select * from {{ ref('int_departments') }}
),

keyed as (
    select
        names.document_key,
        names.seq,
        coalesce(departments.department_key, {{ member_key('unknown') }}) as department_key,
        coalesce(names.region_code, 'unknown') as region_code,
        names.fiscal_year
    from names
    left join departments
        on names.region_code = departments.region_code and names.department_name = departments.department_name
)

select * from keyed
