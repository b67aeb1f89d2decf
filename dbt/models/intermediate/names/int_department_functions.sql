with departments as (
    select distinct
        department_key,
        match_name,
        is_unit,
        parent_department_key
    from {{ ref('int_departments') }}
),

rules as (
    select * from {{ ref('department_functions') }}
),

ruled as (
    select
        departments.department_key,
        departments.is_unit,
        departments.parent_department_key,
        rules.function_code,
        rules.function_name,
        row_number() over (partition by departments.department_key order by rules.priority nulls last) as place
    from departments
    left join rules on departments.match_name like rules.name_pattern
),

-- A unit that no rule knows by its name does what its department does.
final as (
    select
        ruled.department_key,
        coalesce(ruled.function_code, parents.function_code, 'other') as function_code,
        coalesce(ruled.function_name, parents.function_name, '其他') as function_name
    from ruled
    left join ruled as parents
        on
            ruled.is_unit
            and ruled.parent_department_key = parents.department_key
            and parents.place = 1
    where ruled.place = 1
)

select * from final
