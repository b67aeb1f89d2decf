with source as (
    select * from {{ source('raw', 'summaries') }}
),

typed as (
    select * from {{ source('raw', 'typed_values') }}
),

cleaned as (
    select
        source.document_key,
        source.seq,
        source.fiscal_year,
        source.department_name,
        try_cast(source.targets_projects_printed as integer) as projects_with_targets,
        source.targets_budget_printed as target_budget_printed,
        try_cast(case when target_budgets.unit = '元' then target_budgets.value end as decimal(18, 2))
            as target_budget_yuan,
        try_cast(source.evaluated_projects_printed as integer) as projects_evaluated,
        source.evaluated_budget_printed,
        try_cast(case when evaluated_budgets.unit = '元' then evaluated_budgets.value end as decimal(18, 2))
            as evaluated_budget_yuan,
        source.average_score_printed,
        try_cast(averages.value as decimal(9, 4)) as average_score,
        try_cast(source.excellent_projects_printed as integer) as projects_excellent,
        try_cast(source.good_projects_printed as integer) as projects_good,
        try_cast(source.fair_projects_printed as integer) as projects_fair,
        try_cast(source.poor_projects_printed as integer) as projects_poor,
        source.grades_printed,
        source.grade_scheme,
        source.locator
    from source
    left join typed as target_budgets on source.targets_budget_printed = target_budgets.printed
    left join typed as evaluated_budgets on source.evaluated_budget_printed = evaluated_budgets.printed
    left join typed as averages on source.average_score_printed = averages.printed
)

select * from cleaned
