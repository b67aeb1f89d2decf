with names as (
    select * from {{ ref('int_form_names') }}
    where project_name is not null
),

departments as (
    select * from {{ ref('int_departments') }}
),

projects as (
    select * from {{ ref('int_projects') }}
),

spellings as (
    select
        projects.project_key,
        projects.department_key,
        names.project_name_printed,
        min(names.fiscal_year) as first_year
    from names
    inner join departments
        on names.region_code = departments.region_code and names.department_name = departments.department_name
    inner join projects
        on departments.department_key = projects.department_key and names.project_name = projects.project_name
    group by projects.project_key, projects.department_key, names.project_name_printed
),

ordered as (
    select
        spellings.*,
        row_number() over (
            partition by spellings.project_key
            order by spellings.first_year nulls last, spellings.project_name_printed
        ) as place
    from spellings
),

final as (
    select
        {{ surrogate_key(['department_key', 'project_name_printed']) }} as spelling_key,
        project_key,
        project_name_printed,
        case when place = 1 then 'exact' else 'folded' end as match_method,
        cast(1 as decimal(9, 6)) as match_score
    from ordered
)

select * from final
