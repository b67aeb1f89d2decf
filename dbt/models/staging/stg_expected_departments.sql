with source as (
    select * from {{ source('raw', 'expected_departments') }}
),

cleaned as (
    select
        expected_no,
        region_code,
        department,
        department_name,
        first_year,
        last_year,
        expects_targets,
        expects_self_evaluations,
        searched_on
    from source
)

select * from cleaned
