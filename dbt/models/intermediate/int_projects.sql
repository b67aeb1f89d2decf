with aliases as (
    select * from {{ ref('int_project_aliases') }}
),

-- A project is called as its earliest spelling is, by year and then by name: the one that its key is made of.
named as (
    select
        project_key,
        department_key,
        project_name,
        row_number() over (partition by project_key order by first_year nulls last, project_name) as place,
        min(first_year) over (partition by project_key) as first_year,
        max(last_year) over (partition by project_key) as last_year
    from aliases
),

final as (
    select
        project_key,
        department_key,
        project_name,
        first_year,
        last_year
    from named
    where place = 1
)

select * from final
