with matches as (
    select * from {{ source('matching', 'project_matches') }}
),

spellings as (
    select
        spelling_key,
        department_key,
        project_name,
        project_name_printed,
        min(fiscal_year) as first_year,
        max(fiscal_year) as last_year
    from {{ ref('int_project_spellings') }}
    group by spelling_key, department_key, project_name, project_name_printed
),

final as (
    select
        spellings.*,
        matches.project_key,
        matches.match_method,
        cast(matches.match_score as decimal(9, 6)) as match_score
    from spellings
    inner join matches on spellings.spelling_key = matches.spelling_key
)

select * from final
