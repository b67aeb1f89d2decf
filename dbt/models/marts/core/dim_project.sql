with projects as (
    select * from {{ ref('int_projects') }}
),

themes as (
    select * from {{ ref('project_themes') }}
),

-- Of the rules whose words stand in the name the first counts.
themed as (
    select
        projects.*,
        themes.theme_code,
        themes.theme_name,
        themes.pattern as theme_pattern,
        row_number() over (partition by projects.project_key order by themes.priority nulls last) as place
    from projects
    left join themes on regexp_extract(projects.project_name, themes.pattern, 0) <> ''
),

final as (
    select
        project_key,
        department_key,
        project_name,
        first_year,
        last_year,
        coalesce(theme_code, 'other') as theme_code,
        coalesce(theme_name, '其他') as theme_name,
        theme_pattern
    from themed
    where place = 1
    {% for member in ['unknown', 'not_applicable'] %}
    union all
    select
        {{ member_key(member) }} as project_key,
        {{ member_key(member) }} as department_key,
        '{{ member }}' as project_name,
        null as first_year,
        null as last_year,
        null as theme_code,
        null as theme_name,
        null as theme_pattern
    {% endfor %}
)

select * from final
