with projects as (
    select * from {{ ref('int_projects') }}
),

final as (
    select
        project_key,
        department_key,
        project_name,
        first_year,
        last_year,
        -- Themes come with the comparison across counties.
        cast(null as {{ dbt.type_string() }}) as theme_code,
        cast(null as {{ dbt.type_string() }}) as theme_name
    from projects
    {% for member in ['unknown', 'not_applicable'] %}
    union all
    select
        {{ member_key(member) }} as project_key,
        {{ member_key(member) }} as department_key,
        '{{ member }}' as project_name,
        null as first_year,
        null as last_year,
        null as theme_code,
        null as theme_name
    {% endfor %}
)

select * from final
