with names as (
    select * from {{ ref('int_form_names') }}
    where project_name is not null
),

departments as (
    select * from {{ ref('int_departments') }}
),

-- The same project is the same folded name within a department: so every name is the earliest of its own.
spellings as (
    select
        departments.department_key,
        names.project_name,
        min(names.fiscal_year) as first_year,
        max(names.fiscal_year) as last_year
    from names
    inner join departments
        on names.region_code = departments.region_code and names.department_name = departments.department_name
    group by departments.department_key, names.project_name
),

final as (
    select
        {{ surrogate_key(['department_key', 'project_name']) }} as project_key,
        department_key,
        project_name,
        first_year,
        last_year
    from spellings
)

select * from final
