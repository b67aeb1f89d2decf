with aliases as (
    select * from {{ ref('int_project_aliases') }}
),

final as (
    select
        spelling_key,
        project_key,
        project_name_printed,
        match_method,
        match_score
    from aliases
)

select * from final
